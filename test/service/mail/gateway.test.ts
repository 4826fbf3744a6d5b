/** Messages by a gateway to a messenger, for whom no mail reaches. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { DAY } from '#shared/time/zone.ts';
import type { House } from '../harness.ts';
import { messagesOf, openPostHouse, round } from './post.ts';

interface Call {
  headers: Record<string, unknown>;
  body: { id: string; to: string; text: string };
}

let gateway: Server;
let house: House;
const calls: Call[] = [];
/** What it answers with; null: it hangs up once it has the message. */
let status: number | null = 200;

beforeAll(async () => {
  gateway = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    calls.push({ headers: request.headers, body: JSON.parse(body) });
    if (status === null) request.socket.destroy();
    else response.writeHead(status).end();
  });
  await new Promise<void>((listening) => gateway.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  const url = `${origin}/pesan`;
  house = await openPostHouse({ gateway: { url, token: 'rahasia' }, outboundTrusted: [origin] });
});
afterAll(async () => {
  await house.close();
  await new Promise((closed) => gateway.close(closed));
});
beforeEach(() => {
  status = 200;
  calls.length = 0;
});

async function filed(phone: string): Promise<string> {
  const { number } = await (await house.as('admin')).file({ reporter: { name: 'Siti', phone } });
  await round(house);
  return number;
}
const end = async (number: string) => {
  const [message] = await messagesOf(house, number);
  return [message?.sender, message?.state, message?.why];
};

it('calls it with number and text, and a name by which it can tell one from the other', async () => {
  const number = await filed('0812-3456 7890');
  const [{ headers, body } = { headers: {}, body: undefined }] = calls;
  expect(body).toMatchObject({ to: '+6281234567890', text: expect.stringContaining(number) });
  expect(headers).toMatchObject({ authorization: 'Bearer rahasia', 'idempotency-key': body?.id });
  expect(body?.text).not.toContain('Siti');
  expect(await end(number)).toEqual(['whatsapp', 'sent', undefined]);
});

it.each([
  [503, 2, ['whatsapp', 'sent', undefined]],
  [429, 2, ['whatsapp', 'sent', undefined]],
  [400, 1, ['whatsapp', 'dead', 'refused']],
  [302, 1, ['whatsapp', 'dead', 'refused']],
  [null, 1, ['whatsapp', 'dead', 'unclear']],
])('answered with %s it calls %s time(s)', async (answer, times, expected) => {
  status = answer;
  const number = await filed('+6281298765432');
  status = 200;
  house.moveTo(house.now() + DAY);
  await round(house);
  expect(calls).toHaveLength(times);
  expect(await end(number)).toEqual(expected);
});

it.each(['021', 'nomor saya', '081234567890; 081234567891'])('does not call for %s', async (phone) => {
  const number = await filed(phone);
  expect([calls.length, (await messagesOf(house, number)).length]).toEqual([0, 0]);
});
