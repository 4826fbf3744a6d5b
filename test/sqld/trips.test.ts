/** What a call costs beside what it asks: each round trip to a server is waited for, and so is counted. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { type House, type Officer, openHouse, type Reply } from '../service/harness.ts';
import { type LossyWay, openLossyWay } from './lossy-way.ts';
import { type Sqld, startSqld } from './server.ts';

let sqld: Sqld;
let way: LossyWay;
let house: House;
let admin: Officer;
let validator: Officer;
let number: string;

beforeAll(async () => {
  sqld = await startSqld();
  way = await openLossyWay(sqld.url);
  house = await openHouse({ config: { server: { url: way.url, token: sqld.token } } });
  admin = await house.as('admin');
  validator = await house.as('validator');
  number = await house.inValidasi();
});
afterAll(async () => {
  await house.close();
  await way.close();
  await sqld.close();
});

/**
 * The fewest of a few tries, the first of which reads what is then remembered: the service's own looks at the log and signs
 * of life fall into some of them. What a write wakes (webhooks, messages, pushes) nobody waits for, and it is counted all the same.
 */
async function tripsOf(call: () => Promise<Reply>): Promise<number> {
  const counts: number[] = [];
  for (let i = 0; i < 12; i++) {
    const before = way.calls();
    const { status } = await call();
    expect(status).toBeLessThan(300);
    counts.push(way.calls() - before);
  }
  return Math.min(...counts);
}

const seqNow = async (): Promise<number> => JSON.parse((await validator.get('/queue')).text).seq;

it.each<[what: string, most: number, call: () => Promise<Reply>]>([
  ['the session', 0, () => validator.get('/session')],
  ['a report, for a validator', 2, () => validator.get(`/tickets/${number}`)],
  ['a report, for its office', 2, () => admin.get(`/tickets/${number}`)],
  ['the queue', 2, () => validator.get('/queue')],
  ['a list', 2, () => admin.get('/tickets')],
  ['filing, with what it wakes', 8, () => admin.tryFile()],
  [
    'a note, with what it wakes',
    10,
    () => admin.try(number, { action: 'catat', note: 'Catatan' }, { version: null }),
  ],
  [
    'signing in',
    6,
    () =>
      house.call('POST', '/session', JSON.stringify({ username: 'validator', password: DEMO_PASSWORD }), {
        'content-type': 'application/json',
      }),
  ],
])('%s takes %i at most', async (_, most, call) => {
  expect(await tripsOf(call)).toBeLessThanOrEqual(most);
});

it('asking for changes takes one where there are none, and four with them', async () => {
  const seq = await seqNow();
  expect(await tripsOf(() => validator.get(`/changes?after=${seq}`))).toBe(1);
  expect(await tripsOf(() => admin.get('/changes?after=0'))).toBeLessThanOrEqual(4);
});
