/** How much Open311 answers at one time, and that nobody waits for a large answer to another. */
import { expect, it } from 'vitest';
import { pageOf } from '../../../service/exchange/open311/query.ts';
import { findRequests } from '../../../service/exchange/open311/read.ts';
import { showRequests } from '../../../service/exchange/open311/show.ts';
import { openHouse } from '../harness.ts';
import { ask, keyFor } from './caller.ts';

it('a page holds a hundred unless more are asked for, fewer with their steps', () => {
  expect(pageOf({})).toEqual({ limit: 100, offset: 0 });
  expect(pageOf({ page_size: 1_000, page: 51 })).toEqual({ limit: 1_000, offset: 50_000 });
  expect(pageOf({ extensions: 'true', page: 2 })).toEqual({ limit: 50, offset: 50 });
});

it('a page of a thousand is made in steps, with everybody else’s turn between them', async () => {
  const house = await openHouse();
  const { tickets, platform, people } = house.service;
  const deps = { ...tickets.deps, config: platform.config, apiKeys: people.apiKeys };
  const { number } = await (await house.as('admin')).file({ private: false });
  const rows = await findRequests(deps, { service_request_id: [number] }, null);
  let turns = 0;
  let next = setImmediate(function turn() {
    turns++;
    next = setImmediate(turn);
  });
  const many = Array.from({ length: 1_000 }, () => rows).flat();
  const { value } = await showRequests(many, { caller: null, language: 'id', extended: true }, deps);
  clearImmediate(next);
  expect(value).toHaveLength(1_000);
  expect(turns).toBeGreaterThanOrEqual(9);
  await house.close();
});

it('is limited per address, whatever looks like a key, and goes on for a key that is good', async () => {
  const other = await openHouse();
  const good = await keyFor(other);
  const statuses: number[] = [];
  for (let i = 0; i < 301; i++) {
    statuses.push((await ask(other, `/discovery.json?api_key=tuntas_karangan-${i}`)).status);
  }
  expect(statuses.filter((status) => status !== 200)).toEqual([429]);
  const refused = await ask(other, '/discovery.xml');
  expect([refused.status, refused.headers.has('retry-after'), refused.xml().name]).toEqual([
    429,
    true,
    'errors',
  ]);
  expect((await ask(other, `/requests.json?api_key=${good}`)).status).toBe(200);
  await other.close();
});
