/** A query parameter that a call does not know is refused by name, whichever call it is. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OPERATIONS, type Operation } from '#shared/contract/operations.ts';
import { type House, openHouse } from './harness.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const found = Object.values<Operation>(OPERATIONS).filter(
  ({ method, path, right }) => method === 'GET' && !path.includes('{') && right !== 'public',
);

it.each(found)('$path', async ({ path }) => {
  for (const name of ['supervisor', 'operator', 'admin', 'validator'] as const) {
    const reply = await (await house.as(name)).get(`${path}?stauts=proses`);
    if (reply.status === 403) continue;
    expect([reply.refusal(), reply.problem().errors?.map((fault) => [fault.path, fault.code])]).toEqual([
      'invalid',
      [['stauts', 'unknown']],
    ]);
  }
});

it('says what the call takes, or that it takes none', async () => {
  const admin = await house.as('admin');
  const english = { 'accept-language': 'en' };
  const listed = await admin.get('/tickets?stauts=proses', english);
  expect(listed.problem().detail).toMatch(/"stauts".*status, unit, category/);
  const session = await admin.get('/session?x=1', english);
  expect(session.problem().detail).toBe('This call takes no parameters; leave out "x".');
});

it('that is missing is said to be missing', async () => {
  const [fault] = (await (await house.as('admin')).get('/changes')).problem().errors ?? [];
  expect(fault).toMatchObject({
    path: 'after',
    message: 'Invalid input: expected string, and it is missing',
  });
});

it('comes last: who may not see a report is told nothing of it', async () => {
  const { number } = await (await house.as('admin')).file();
  expect((await (await house.as('lapangan')).get(`/tickets/${number}?x=1`)).refusal()).toBe('not-found');
  expect((await house.call('GET', `/tickets/${number}?x=1`)).refusal()).toBe('unauthenticated');
  expect((await house.call('GET', `/track/${number}?x=1`)).refusal()).toBe('invalid');
});
