import { beforeEach, describe, expect, it } from 'vitest';
import { Store } from '../../../extension/store/database.ts';
import { putDecision, UNDO_WINDOW_MS } from '../../../extension/store/outbox.ts';
import { currentCounters } from '../../../extension/toolbar/count.ts';
import { signIn } from '../../../extension/worker/account/session.ts';
import { Cycle } from '../../../extension/worker/cycle.ts';
import { counters, NOON, NUMBER, ticket } from '../fixtures.ts';
import { type Surroundings, surroundings } from '../worker/context.ts';

const HOUR = 3_600_000;
let world: Surroundings;

beforeEach(async () => {
  world = surroundings();
  world.service.put(ticket());
  world.service.counters = counters({ dueToday: 1, nextChangeAt: new Date(NOON + 3 * HOUR).toISOString() });
  await signIn(world, { origin: 'http://service.test', username: 'validator', password: 'benar' });
  await new Cycle(world).run();
});

const count = (waiting: Parameters<typeof currentCounters>[1] = []) =>
  currentCounters(world.db, waiting, world.time);

describe('the counts', () => {
  it('are the service’s as long as it answers', async () => {
    world.time += 3 * HOUR;
    expect(await count()).toMatchObject({ dueToday: 1, due1h: 0 });
  });

  it('go on without it: what was due today becomes due within the hour, then overdue', async () => {
    world.service.failure = 'away';
    await new Cycle(world).run();
    expect(await count()).toMatchObject({ dueToday: 1 });
    world.time = NOON + 3 * HOUR;
    expect(await count()).toMatchObject({ dueToday: 0, due1h: 1 });
    world.time = NOON + 4 * HOUR + 1_000;
    expect(await count()).toMatchObject({ due1h: 0, overdue: 1 });
  });

  it('are the service’s without it too, until the instant it named', async () => {
    world.service.counters = counters({ dueToday: 7, nextChangeAt: new Date(NOON + 3 * HOUR).toISOString() });
    await new Cycle(world).run();
    world.service.failure = 'away';
    await new Cycle(world).run();
    world.time = NOON + 3 * HOUR - 1;
    expect(await count()).toMatchObject({ dueToday: 7, due1h: 0 });
    world.time = NOON + 3 * HOUR;
    expect(await count()).toMatchObject({ dueToday: 0, due1h: 1 });
  });

  it('go by the service’s clock', async () => {
    world.service.failure = 'away';
    await new Cycle(world).run();
    await world.db.meta.update('sync', { clockOffset: 2 * HOUR });
    world.time = NOON + HOUR;
    expect(await count()).toMatchObject({ dueToday: 0, due1h: 1 });
  });

  it('tell how many were returned, which are counted by urgency as well', async () => {
    const row = await world.db.tickets.get(NUMBER);
    if (!row) throw new Error('the queue was not read');
    const number = 'JK2503080008';
    await world.db.tickets.put({ ...row, number, item: { ...row.item, number, status: 'tl_ditolak' } });
    world.service.failure = 'away';
    await new Cycle(world).run();
    world.time = NOON + 3 * HOUR;
    expect(await count()).toMatchObject({ due1h: 2, returned: 1 });
  });

  it('are less what was decided, once, whoever counts', async () => {
    const decision = { number: NUMBER, version: 4, body: { action: 'setujui' as const } };
    await putDecision(world.db, decision, world.time);
    expect(await count(await world.db.outbox.toArray())).toMatchObject({ dueToday: 0 });
    world.service.failure = 'away';
    world.time += 3 * HOUR + UNDO_WINDOW_MS;
    await new Cycle(world).run();
    expect(await count(await world.db.outbox.toArray())).toMatchObject({ dueToday: 0, due1h: 0 });
  });

  it('are none before the service has counted once', async () => {
    expect(await currentCounters(new Store('never-read'), [], NOON)).toBeNull();
  });
});
