/** Guessing passwords: counted at all doors together, across restarts, and without writing down who tried. */
import { Context } from 'hono';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openSignInLimit, type SignInLimit } from '../../service/people/sign-in/sign-in.ts';
import { HttpProblem } from '../../service/platform/http/problem.ts';
import { signInFailure } from '../../service/tables/account.ts';
import { type House, openHouse } from './harness.ts';

let house: House;
let now = 0;
let limit: SignInLimit;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  now = 0;
  limit = openSignInLimit(house.db, 'a secret of this test', { now: () => now });
  await house.db.delete(signInFailure);
});

function from(remoteAddress: string): Context {
  return new Context(new Request('http://localhost/'), { env: { incoming: { socket: { remoteAddress } } } });
}
const rows = () => house.db.select().from(signInFailure);

/** How many of so many attempts are let in, and how long the rest are told to wait. */
async function tries(many: number, username: (i: number) => string | null, c = from('10.1.1.1')) {
  const asked = Array.from({ length: many }, (_, i) => limit.attempt(c, username(i)));
  const answers = await Promise.allSettled(asked);
  const waits = answers.flatMap((answer) => {
    if (answer.status === 'fulfilled') return [];
    if (!(answer.reason instanceof HttpProblem)) throw answer.reason;
    expect(answer.reason.word).toBe('rate-limited');
    return answer.reason.extra.retryAfter ?? 0;
  });
  return { letIn: many - waits.length, waits: [...new Set(waits)] };
}

it('lets in ten of a hundred guesses at one account that come at once', async () => {
  expect(await tries(100, () => 'rina')).toEqual({ letIn: 10, waits: [300] });
});

it('counts an account whatever its letters, and from one address apart from another', async () => {
  await tries(10, (i) => (i % 2 ? 'Rina' : 'rina'));
  expect((await tries(1, () => 'RINA')).letIn).toBe(0);
  expect((await tries(1, () => 'rina', from('10.1.1.2'))).letIn).toBe(1);
});

it('lets in a hundred failures from one address, whoever is named, and keeps no more names than that', async () => {
  expect((await tries(130, (i) => `nama${i}`)).letIn).toBe(100);
  expect((await tries(1, () => null)).letIn).toBe(0);
  expect((await rows()).length).toBe(101);
});

it('does not hold what was no failure against anybody', async () => {
  for (let i = 0; i < 30; i++) {
    await limit.attempt(from('10.1.1.1'), 'rina');
    await limit.succeeded(from('10.1.1.1'), 'rina');
  }
  expect((await rows()).every(({ count }) => count === 0)).toBe(true);
});

it('ends five minutes after the first failure, not after the last', async () => {
  await tries(5, () => 'rina');
  now = 200_000;
  await tries(5, () => 'rina');
  now = 299_000;
  expect(await tries(1, () => 'rina')).toEqual({ letIn: 0, waits: [1] });
  now = 300_000;
  expect((await tries(11, () => 'rina')).letIn).toBe(10);
});

it('writes down neither address nor name, and a job clears away what has ended', async () => {
  await tries(3, () => 'rina');
  const stored = JSON.stringify(await rows());
  expect(stored).not.toMatch(/rina|10\.1\.1/);
  await openSignInLimit(house.db, 'another secret', { now: () => now }).attempt(from('10.1.1.1'), 'rina');
  expect(new Set((await rows()).map(({ key }) => key)).size).toBe(4);
  await limit.forgetOld();
  expect((await rows()).length).toBe(4);
  now = 300_000;
  await limit.forgetOld();
  expect(await rows()).toEqual([]);
});

it('outlives a restart of the service', async () => {
  const guess = (at: House) =>
    at.call('POST', '/session', JSON.stringify({ username: 'rina', password: 'tebakan' }), {
      'content-type': 'application/json',
    });
  const before = await openHouse();
  const words: string[] = [];
  for (let i = 0; i < 10; i++) words.push((await guess(before)).refusal());
  expect(new Set(words)).toEqual(new Set(['unauthenticated']));
  await before.stop();
  const after = await openHouse({ folder: before.folder });
  expect((await guess(after)).refusal()).toBe('rate-limited');
  await after.close();
});
