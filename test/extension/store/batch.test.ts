import { beforeEach, describe, expect, it } from 'vitest';
import { decideAnew, dropRefused, putDecisions, takeBackAll } from '../../../extension/store/batch.ts';
import { putDecision, UNDO_WINDOW_MS } from '../../../extension/store/outbox.ts';
import { signIn } from '../../../extension/worker/account/session.ts';
import { Cycle } from '../../../extension/worker/cycle.ts';
import { ticket } from '../fixtures.ts';
import { type Surroundings, surroundings } from '../worker/context.ts';

const [A, B, C] = ['JK2503080001', 'JK2503080002', 'JK2503080003'] as const;
const RETURN = { action: 'kembalikan', reasonCodes: ['foto_tidak_ada'], note: 'Mohon lengkapi.' } as const;

let world: Surroundings;
let cycle: Cycle;

beforeEach(async () => {
  world = surroundings();
  for (const number of [A, B, C]) world.service.put(ticket({ number }));
  await signIn(world, { origin: 'http://service.test', username: 'validator', password: 'benar' });
  cycle = new Cycle(world);
  await cycle.run();
});

const returnAll = (): Promise<number[]> =>
  putDecisions(
    world.db,
    [A, B, C].map((number) => ({
      number,
      version: 4,
      body: { ...RETURN, reasonCodes: [...RETURN.reasonCodes] },
    })),
    world.time,
  );
const ripen = async (): Promise<void> => {
  world.time += UNDO_WINDOW_MS;
  world.service.now = world.time;
  await cycle.run();
};
const outbox = () => world.db.outbox.toArray();
const queued = async (): Promise<string[]> =>
  (await world.db.tickets.toArray()).filter((row) => row.inQueue).map((row) => row.number);
const sent = (): string[] => world.service.done.map((entry) => entry.number);

describe('decisions made at once', () => {
  it('are sent one by one in order, each with its own version and key', async () => {
    await returnAll();
    expect(await queued()).toEqual([]);
    await ripen();
    expect(sent()).toEqual([A, B, C]);
    expect(new Set(world.service.done.map((entry) => entry.key)).size).toBe(3);
    expect(await outbox()).toEqual([]);
  });

  it('are taken back together, by whichever of them, and nothing is sent', async () => {
    const [, second = 0] = await returnAll();
    expect(await takeBackAll(world.db, second)).toEqual([A, B, C]);
    expect(await queued()).toEqual([A, B, C]);
    await ripen();
    expect(sent()).toEqual([]);
  });

  it('leave alone what was decided before and after them when they are taken back', async () => {
    const before = await putDecision(
      world.db,
      { number: A, version: 4, body: { action: 'catat', note: 'dicek' } },
      world.time,
    );
    const [first = 0] = await returnAll();
    await takeBackAll(world.db, first);
    expect((await outbox()).map((entry) => entry.id)).toEqual([before]);
  });

  it('go through but for the one that somebody else was faster with', async () => {
    await returnAll();
    world.service.put(ticket({ number: B, version: 5 }));
    await ripen();
    expect(sent()).toEqual([A, C]);
    expect(await outbox()).toMatchObject([{ number: B, state: 'conflict', batch: { size: 3 } }]);
  });

  it('take back only what is still held, and count no longer what was', async () => {
    const [first = 0, second = 0] = await returnAll();
    await world.db.outbox.update(first, { state: 'sending' });
    expect(await takeBackAll(world.db, second)).toEqual([B, C]);
    expect(await outbox()).toMatchObject([{ number: A, batch: { size: 1 } }]);
    expect(await takeBackAll(world.db, first)).toEqual([]);
  });

  it('are sent by the next worker where one dies over them, and none is carried out twice', async () => {
    const [first = 0] = await returnAll();
    world.service.loseAnswer = true;
    await ripen();
    await world.db.outbox.update(first, { state: 'sending' });
    cycle = new Cycle(world);
    await ripen();
    expect(sent()).toEqual([A, B, C]);
    expect(await outbox()).toEqual([]);
  });
});

describe('a decision that the service did not take', () => {
  beforeEach(async () => {
    await returnAll();
    world.service.put(ticket({ number: B, version: 5 }));
    await ripen();
  });
  const conflict = async (): Promise<number> => (await outbox())[0]?.id ?? Number.NaN;

  it('is made anew on the version that was looked at, with a key of its own, and held once more', async () => {
    const [old] = await outbox();
    await decideAnew(world.db, await conflict(), 5, world.time);
    const [anew] = await outbox();
    expect(anew).toMatchObject({ number: B, version: 5, body: RETURN, state: 'held' });
    expect(anew?.idempotencyKey).not.toBe(old?.idempotencyKey);
    await ripen();
    expect(sent()).toEqual([A, C, B]);
  });

  it('is a conflict again where the report has changed once more, and never overwrites', async () => {
    await decideAnew(world.db, await conflict(), 5, world.time);
    world.service.put(ticket({ number: B, version: 6 }));
    await ripen();
    expect(sent()).toEqual([A, C]);
    expect(await outbox()).toMatchObject([{ number: B, state: 'conflict', version: 5 }]);
  });

  it('keeps its photos when it is made anew', async () => {
    const files = { after: [new File(['x'], 'sesudah.jpg')] };
    await world.db.outbox.update(await conflict(), { files });
    await decideAnew(world.db, await conflict(), 5, world.time);
    expect((await outbox())[0]?.files?.after).toHaveLength(1);
  });

  it('is dropped once, and made anew no more', async () => {
    const entry = await conflict();
    await dropRefused(world.db, entry);
    await dropRefused(world.db, entry);
    await decideAnew(world.db, entry, 5, world.time);
    expect(await outbox()).toEqual([]);
  });
});
