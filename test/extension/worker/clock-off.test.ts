/** A machine whose clock is a day off, either way: what is decided there is sent, shown and let go as anywhere. */
import { expect, it } from 'vitest';
import { putDecision, UNDO_WINDOW_MS } from '../../../extension/store/outbox.ts';
import { signIn } from '../../../extension/worker/account/session.ts';
import { Cycle } from '../../../extension/worker/cycle.ts';
import { mintFrame, redeem } from '../../../extension/worker/pages/frames.ts';
import { NOON, NUMBER, ticket } from '../fixtures.ts';
import { surroundings } from './context.ts';

const DAY = 86_400_000;

it.each([
  ['ahead', DAY],
  ['behind', -DAY],
])('a day %s', async (_, off) => {
  const world = surroundings();
  world.service.put(ticket());
  world.time = NOON + off;
  await signIn(world, { origin: 'http://service.test', username: 'validator', password: 'benar' });
  const cycle = new Cycle(world);
  await cycle.run();
  expect(await world.db.tickets.count()).toBe(1);
  expect(Math.abs(((await world.db.meta.get('sync'))?.clockOffset ?? 0) + off)).toBeLessThan(2_000);

  const grant = { number: NUMBER, decisions: true, around: { tab: 1, frame: 0 } };
  const frame = { tab: { id: 1 } as never, frameId: 5, documentId: `d${off}` };
  expect(await redeem(await mintFrame(grant, world.time), frame, world.time)).toMatchObject({
    number: NUMBER,
  });

  await putDecision(world.db, { number: NUMBER, version: 4, body: { action: 'setujui' } }, world.time);
  await cycle.run();
  expect(world.service.done).toEqual([]);
  world.time += UNDO_WINDOW_MS;
  await cycle.run();
  expect(world.service.done).toHaveLength(1);

  // Somebody sets it right meanwhile.
  await putDecision(
    world.db,
    { number: NUMBER, version: 5, body: { action: 'catat', note: 'x' } },
    world.time,
  );
  world.time = NOON + UNDO_WINDOW_MS;
  await cycle.run();
  world.time += UNDO_WINDOW_MS;
  await cycle.run();
  expect(world.service.done).toHaveLength(2);
});
