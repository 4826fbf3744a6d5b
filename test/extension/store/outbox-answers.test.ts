/** What comes in place of an answer, again and again and in any order, before a decision is taken or is not. */
import { beforeEach, expect, it } from 'vitest';
import { createClient } from '#shared/contract/client.ts';
import type { ProblemWord } from '#shared/contract/problem.ts';
import { Store } from '../../../extension/store/database.ts';
import {
  flush,
  hurry,
  nextSendAt,
  putDecision,
  UNDO_WINDOW_MS,
  unsent,
} from '../../../extension/store/outbox.ts';
import { rowOf } from '../../../extension/store/tickets.ts';
import { FakeService } from '../fake-service.ts';
import { NOON, NUMBER, session, ticket } from '../fixtures.ts';

const ME = session().actor.id;
let now = NOON;
let db: Store;
let service: FakeService;
let databases = 0;

beforeEach(async () => {
  now = NOON;
  db = new Store(`answers-${databases++}`);
  service = new FakeService(NOON);
  service.put(ticket());
  await db.session.put({ key: 'session', origin: 'http://service.test', ...session() });
  await db.tickets.put(rowOf(ticket(), ['validator'], NOON));
});

async function decideAndWait(): Promise<void> {
  await putDecision(db, { number: NUMBER, version: 4, body: { action: 'setujui' } }, now);
  now += UNDO_WINDOW_MS;
}

async function flushNow(): Promise<void> {
  const client = createClient({ origin: 'http://service.test', fetch: service.fetch });
  await flush(
    db,
    ME,
    async ({ number, body, version, idempotencyKey }) =>
      (await client.call('act', { params: { number }, body, version, idempotencyKey })).data,
    () => now,
  );
}

it('tells its officer where something else answers for ten minutes', async () => {
  service.proxied.set(NUMBER, 404);
  await decideAndWait();
  const from = now;
  for (let attempt = 0; attempt < 8; attempt++) {
    expect(await unsent(db, ME)).toHaveLength(1);
    now = nextSendAt(await unsent(db, ME));
    await flushNow();
  }
  const [left] = await db.outbox.toArray();
  expect(left).toMatchObject({ state: 'refused' });
  expect(left?.problem).toContain('HTTP 404');
  expect(now - from).toBeGreaterThanOrEqual(10 * 60_000);
});

/** In every order, what a service may answer before it takes a decision; 410 is the feed's, and no verdict here. */
const orders = (words: readonly ProblemWord[]): ProblemWord[][] =>
  words.length === 0
    ? [[]]
    : words.flatMap((word) => orders(words.filter((other) => other !== word)).map((rest) => [word, ...rest]));
it.each(orders(['unauthenticated', 'rate-limited', 'unavailable', 'in-progress']))(
  'is sent once whatever came before (%s, %s, %s, %s)',
  async (...words) => {
    await decideAndWait();
    for (const word of words) {
      service.failure = word;
      await flushNow();
      expect(await unsent(db, ME)).toHaveLength(1);
      service.failure = null;
      await hurry(db, now);
    }
    await flushNow();
    expect(service.done).toHaveLength(1);
    expect(await db.outbox.count()).toBe(0);
  },
);

it.each(['stale-version', 'scope-changed', 'illegal-transition'] as const)(
  'is told and kept, not lost and not sent again, where the service says no after all (%s)',
  async (word) => {
    await decideAndWait();
    for (const failure of ['rate-limited', 'unauthenticated', word] as const) {
      service.failure = failure;
      await flushNow();
      await hurry(db, now);
    }
    const state = word === 'stale-version' ? 'conflict' : 'refused';
    expect(await db.outbox.toArray()).toMatchObject([{ state }]);
    service.failure = null;
    await hurry(db, now);
    await flushNow();
    expect(service.done).toEqual([]);
    expect((await db.tickets.get(NUMBER))?.inQueue).toBe(true);
  },
);
