import { beforeEach, describe, expect, it } from 'vitest';
import { createClient } from '#shared/contract/client.ts';
import { Store } from '../../../extension/store/database.ts';
import {
  dismiss,
  dropOrphans,
  flush,
  hurry,
  LostPhotosError,
  nextSendAt,
  putDecision,
  type Send,
  takeBack,
  UNDO_WINDOW_MS,
  unsent,
} from '../../../extension/store/outbox.ts';
import { rowOf } from '../../../extension/store/tickets.ts';
import { FakeService } from '../fake-service.ts';
import { counters, NOON, NUMBER, session, ticket } from '../fixtures.ts';

const ME = session().actor.id;
let now = NOON;
let db: Store;
let service: FakeService;
let send: Send;
let databases = 0;

beforeEach(async () => {
  now = NOON;
  db = new Store(`outbox-${databases++}`);
  service = new FakeService(NOON);
  const client = createClient({ origin: 'http://service.test', fetch: service.fetch });
  send = async (entry) =>
    (
      await client.call('act', {
        params: { number: entry.number },
        body: entry.body,
        version: entry.version,
        idempotencyKey: entry.idempotencyKey,
      })
    ).data;
  await db.session.put({ key: 'session', origin: 'http://service.test', ...session() });
  for (const number of [NUMBER, 'JK2503080008']) {
    service.put(ticket({ number }));
    await db.tickets.put(rowOf(ticket({ number }), ['validator'], NOON));
  }
});

const approve = (number = NUMBER): Promise<number> =>
  putDecision(db, { number, version: 4, body: { action: 'setujui' } }, now);
const note = (): Promise<number> =>
  putDecision(db, { number: NUMBER, version: 4, body: { action: 'catat', note: 'sudah dicek' } }, now);
const flushNow = (as = ME): Promise<boolean> => flush(db, as, send, () => now);
const ripen = (): void => {
  now += UNDO_WINDOW_MS;
};
const inQueue = async (number = NUMBER): Promise<boolean | undefined> =>
  (await db.tickets.get(number))?.inQueue;

describe('a held decision', () => {
  it('takes its report out of the queue at once, and is not sent for five seconds', async () => {
    await approve();
    now += UNDO_WINDOW_MS - 1;
    await flushNow();
    expect(await inQueue()).toBe(false);
    expect(service.done).toEqual([]);
  });

  it('is taken back as if it had never been', async () => {
    const entry = await approve();
    expect(await takeBack(db, entry)).toBe(true);
    ripen();
    await flushNow();
    expect(await inQueue()).toBe(true);
    expect(service.done).toEqual([]);
  });

  it('is no longer taken back once it was sent', async () => {
    const entry = await approve();
    ripen();
    await flushNow();
    expect(await takeBack(db, entry)).toBe(false);
  });

  it('leaves the report in the queue where it decides nothing', async () => {
    await note();
    expect(await inQueue()).toBe(true);
  });

  it('keeps the report away when one of two decisions on it is taken back', async () => {
    await approve();
    expect(await takeBack(db, await note())).toBe(true);
    expect(await inQueue()).toBe(false);
  });

  it('follows one’s own note to the version that this made, but no change that came before the note', async () => {
    await note();
    await approve();
    ripen();
    await flushNow();
    expect(service.done.map(({ ifMatch }) => ifMatch)).toEqual([expect.any(String), '"5"']);
    expect(await db.outbox.count()).toBe(0);

    service.put(ticket({ version: 6 }));
    await db.tickets.put(rowOf(ticket({ version: 6 }), ['validator'], NOON));
    await putDecision(db, { number: NUMBER, version: 6, body: { action: 'catat', note: 'x' } }, now);
    await putDecision(db, { number: NUMBER, version: 6, body: { action: 'setujui' } }, now);
    service.put(ticket({ version: 7 }));
    ripen();
    await flushNow();
    expect(await db.outbox.toArray()).toMatchObject([{ body: { action: 'setujui' }, state: 'conflict' }]);
  });

  it('says when it was made only where the service was away', async () => {
    await approve();
    await db.meta.put({
      key: 'sync',
      seq: 0,
      scopeId: null,
      queueReadAt: null,
      counters: null,
      countersEtag: null,
      clockOffset: 60_000,
      lastContactAt: NOON,
      offlineSince: NOON,
    });
    await approve('JK2503080008');
    const [online, offline] = await db.outbox.toArray();
    expect(online?.body).toEqual({ action: 'setujui' });
    expect(offline?.body).toEqual({ action: 'setujui', madeAt: new Date(NOON + 60_000).toISOString() });
  });

  it('takes over the photos that were left for it', async () => {
    const photo = new File(['jpeg'], 'sesudah.jpg', { type: 'image/jpeg' });
    const attachments = await db.attachments.add({ files: { after: [photo] } });
    await putDecision(
      db,
      {
        number: NUMBER,
        version: 4,
        body: { action: 'tindak_lanjut', narrative: '' },
        attachments: Number(attachments),
      },
      now,
    );
    expect((await db.outbox.toArray())[0]?.files?.after).toHaveLength(1);
    expect(await db.attachments.count()).toBe(0);
  });

  it('is not made without the photos that were left for it', async () => {
    const decision = { number: NUMBER, version: 4, body: { action: 'setujui' }, attachments: 99 } as const;
    await expect(putDecision(db, decision, now)).rejects.toThrow(LostPhotosError);
    expect(await db.outbox.count()).toBe(0);
    expect((await db.tickets.get(NUMBER))?.inQueue).toBe(true);
  });

  it('takes its photos over from where a dead desk would have left them: only those are cleared away', async () => {
    const files = { after: [] };
    await db.attachments.bulkAdd([{ files }, { at: now - 11 * 60_000, files }]);
    const fresh = await db.attachments.add({ at: now - 1_000, files });
    await dropOrphans(db, now);
    expect(await db.attachments.toCollection().primaryKeys()).toEqual([fresh]);
  });
});

describe('sending', () => {
  it('goes out with the version and one key, and is history afterwards', async () => {
    await approve();
    ripen();
    expect(await flushNow()).toBe(true);
    expect(service.done).toMatchObject([{ number: NUMBER, ifMatch: '"4"' }]);
    expect(await db.outbox.count()).toBe(0);
    expect((await db.tickets.get(NUMBER))?.item.status).toBe('selesai');
    expect(await inQueue()).toBe(false);
  });

  it('keeps the order in which decisions were made', async () => {
    await approve('JK2503080008');
    now += 1;
    await approve(NUMBER);
    ripen();
    await flushNow();
    expect(service.done.map((done) => done.number)).toEqual(['JK2503080008', NUMBER]);
  });

  it('carries a decision made after another one of ours onto the version that one made', async () => {
    await note();
    await approve();
    ripen();
    await flushNow();
    expect(service.done.map((done) => done.ifMatch)).toEqual(['"4"', '"5"']);
    expect(await db.outbox.count()).toBe(0);
  });

  it('is not done twice when the answer was lost on its way', async () => {
    await approve();
    ripen();
    service.loseAnswer = true;
    await flushNow();
    expect(await unsent(db, ME)).toHaveLength(1);
    await hurry(db, now);
    await flushNow();
    expect(service.done).toHaveLength(1);
    expect(await db.outbox.count()).toBe(0);
  });

  it('goes on where a worker died while sending', async () => {
    await approve();
    await db.outbox.toCollection().modify({ state: 'sending' });
    ripen();
    await flushNow();
    expect(service.done).toHaveLength(1);
  });

  it('takes the report from the counters once, before and after the service took it', async () => {
    await db.meta.put({
      key: 'sync',
      seq: 0,
      scopeId: null,
      queueReadAt: null,
      counters: counters({ dueToday: 2 }),
      countersEtag: '"x"',
      clockOffset: 0,
      lastContactAt: NOON,
      offlineSince: null,
    });
    await approve();
    ripen();
    await flushNow();
    expect(await db.meta.get('sync')).toMatchObject({ counters: { dueToday: 1 }, countersEtag: null });
  });
});

describe('the time of the next sending', () => {
  it('is never when nothing waits', () => {
    expect(nextSendAt([])).toBe(Number.POSITIVE_INFINITY);
  });

  it('is that of the oldest decision on each report: a ripe one behind it must not make the worker spin', async () => {
    const first = await note();
    await approve();
    await db.outbox.update(first, { sendAfter: now + 60_000 });
    expect(nextSendAt(await unsent(db, ME))).toBe(now + 60_000);
    await approve('JK2503080008');
    expect(nextSendAt(await unsent(db, ME))).toBe(now + UNDO_WINDOW_MS);
  });
});

describe('where the service does not take it', () => {
  it('shows a conflict, brings the report back and never sends again', async () => {
    service.put(ticket({ version: 5 }));
    await approve();
    ripen();
    await flushNow();
    await hurry(db, now);
    await flushNow();
    expect(await db.outbox.toArray()).toMatchObject([
      { state: 'conflict', problem: 'kata layanan: stale-version' },
    ]);
    expect(await inQueue()).toBe(true);
    expect(service.calls).toHaveLength(1);
  });

  it.each(['illegal-transition', 'forbidden', 'not-found', 'invalid', 'too-large'] as const)(
    'says %s and stops there',
    async (word) => {
      service.failure = word;
      await approve();
      ripen();
      await flushNow();
      expect(await db.outbox.toArray()).toMatchObject([{ state: 'refused' }]);
      expect(await inQueue()).toBe(true);
    },
  );

  it.each(['away', 'unavailable', 'rate-limited'] as const)(
    'keeps everything in order while the service is %s, waiting longer each time',
    async (failure) => {
      service.failure = failure;
      await approve();
      await approve('JK2503080008');
      ripen();
      await flushNow();
      const [first] = await unsent(db, ME);
      expect(first).toMatchObject({ state: 'queued', attempts: 1, sendAfter: now + 5_000 });
      await flushNow();
      expect(await unsent(db, ME)).toMatchObject([{ attempts: 1 }, { attempts: 0 }]);
      now += 5_000;
      await flushNow();
      expect((await unsent(db, ME))[0]).toMatchObject({ attempts: 2, sendAfter: now + 10_000 });
      service.failure = null;
      await hurry(db, now);
      await flushNow();
      expect(service.done.map((done) => done.number)).toEqual([NUMBER, 'JK2503080008']);
    },
  );

  it('sends what waited for the service before what was decided since', async () => {
    service.failure = 'away';
    await approve('JK2503080008');
    ripen();
    for (let attempt = 0; attempt < 4; attempt++) {
      await flushNow();
      now += 5_000 * 2 ** attempt;
    }
    await approve(NUMBER);
    service.failure = null;
    ripen();
    await flushNow();
    expect(service.done.map((done) => done.number)).toEqual(['JK2503080008', NUMBER]);
  });

  it('lets one report that fails inside the service hold up only itself', async () => {
    await approve();
    await approve('JK2503080008');
    ripen();
    const whole = send;
    send = async (entry) => {
      service.failure = entry.number === NUMBER ? 'internal' : null;
      return whole(entry);
    };
    await flushNow();
    expect(service.done.map((done) => done.number)).toEqual(['JK2503080008']);
    expect(await unsent(db, ME)).toHaveLength(1);
  });

  it('says that a proxy refuses its photos (HTTP 413), and sends the others', async () => {
    service.proxied.set(NUMBER, 413);
    await approve();
    await approve('JK2503080008');
    ripen();
    await flushNow();
    const left = await db.outbox.toArray();
    expect(left).toMatchObject([{ number: NUMBER, state: 'refused' }]);
    expect(left[0]?.problem).toContain('HTTP 413');
    expect(service.done.map(({ number }) => number)).toEqual(['JK2503080008']);
    expect(await inQueue()).toBe(true);
  });

  it.each([200, 302, 401, 403, 404, 410, 412, 429, 502])(
    'tries again what a proxy answered (HTTP %i), each report in its order',
    async (status) => {
      service.proxied.set(NUMBER, status);
      await approve();
      await note();
      await approve('JK2503080008');
      ripen();
      await flushNow();
      expect(service.done.map(({ number }) => number)).toEqual(['JK2503080008']);
      expect(await unsent(db, ME)).toMatchObject([{ attempts: 1 }, { attempts: 0 }]);
      service.proxied.clear();
      now += UNDO_WINDOW_MS;
      await flushNow();
      expect(service.done.map(({ body }) => body)).toMatchObject([
        {},
        { action: 'setujui' },
        { action: 'catat' },
      ]);
    },
  );

  it('waits for the same account when the session ended', async () => {
    service.failure = 'unauthenticated';
    await approve();
    ripen();
    await flushNow();
    service.failure = null;
    await hurry(db, now);
    await flushNow('somebody else');
    expect(service.done).toEqual([]);
    await flushNow(ME);
    expect(service.done).toHaveLength(1);
  });

  it('drops what was refused when asked to, and nothing that is still on its way', async () => {
    const entry = await approve();
    await dismiss(db, entry);
    expect(await db.outbox.count()).toBe(1);
    await db.outbox.update(entry, { state: 'refused' });
    await dismiss(db, entry);
    expect(await db.outbox.count()).toBe(0);
  });
});
