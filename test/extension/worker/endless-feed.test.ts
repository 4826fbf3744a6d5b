/** A service that pages without end. */
import { expect, it } from 'vitest';
import { putDecision, UNDO_WINDOW_MS } from '../../../extension/store/outbox.ts';
import { signIn } from '../../../extension/worker/account/session.ts';
import { Cycle } from '../../../extension/worker/cycle.ts';
import { sync } from '../../../extension/worker/fetch/sync.ts';
import { NOON, NUMBER, ticket } from '../fixtures.ts';
import { surroundings } from './context.ts';

it('does not hold up what waits to be sent', async () => {
  const world = surroundings();
  world.service.put(ticket());
  await signIn(world, { origin: 'http://service.test', username: 'validator', password: 'benar' });
  await sync(world);
  const { fetch } = world;
  let pages = 0;
  const cycle = new Cycle(world);
  world.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (!new URL(request.url).pathname.endsWith('/changes')) return fetch(request);
    if (++pages === 3) {
      await putDecision(world.db, { number: NUMBER, version: 4, body: { action: 'setujui' } }, world.time);
      world.time += UNDO_WINDOW_MS;
      // What a decision's timer does.
      void cycle.run();
    }
    const from = Number(new URL(request.url).searchParams.get('after'));
    const items = Array.from({ length: 200 }, (_, i) => ({
      seq: from + i + 1,
      at: new Date(NOON).toISOString(),
      number: 'JK2503080008',
      version: 4,
      action: 'catat',
      actor: { role: 'validator', unit: null },
      from: 'validasi',
      to: 'validasi',
      scope: 'out',
    }));
    return Response.json({ items, next: from + 200, scopeId: 's1' });
  };
  await cycle.run();
  expect(world.service.done).toHaveLength(1);
  expect(pages).toBeLessThan(60);
});
