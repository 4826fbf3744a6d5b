/** Two processes on one database: each message of a webhook is sent by one of them, whichever wrote what it tells of. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebhookWithSecret } from '#shared/contract/webhooks.ts';
import { Receiver } from '../webhooks/receiver.ts';
import { openPair, type Pair } from './pair.ts';

const EACH = 15;

let receiver: Receiver;
let pair: Pair;

beforeAll(async () => {
  receiver = await Receiver.open();
  pair = await openPair({ outboundTrusted: [receiver.origin] });
});
afterAll(async () => {
  await receiver.down();
  await pair.close();
});

it('thirty reports that two processes took in are told of once each', async () => {
  const { first, second } = pair;
  const operator = await first.as('operator');
  const input = { name: 'Penerima', url: receiver.url, sight: { role: 'supervisor' } };
  (await operator.post('/webhooks', input)).as(WebhookWithSecret);
  const numbers: string[] = [];
  for (let i = 0; i < EACH; i++) {
    for (const house of [first, second]) numbers.push((await (await house.as('admin')).file()).number);
  }
  await receiver.when(() => new Set(receiver.taken.map(({ id }) => id)).size === numbers.length);
  for (const { service } of [first, second]) await service.messages.webhooks.asleep();
  expect(receiver.calls).toHaveLength(numbers.length);
});
