/** Idempotency keys where several processes answer: one effect, whichever is called, and whoever dies. */
import { eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FiledTicket } from '#shared/contract/ticket.ts';
import { runBatch } from '../../../service/platform/db/database.ts';
import { idempotentCall } from '../../../service/platform/http/call-table.ts';
import type { Env } from '../../../service/platform/http/env.ts';
import type { Reservation } from '../../../service/platform/http/idempotency.ts';
import { serviceProcess } from '../../../service/platform/peers/tables.ts';
import { ticket } from '../../../service/tables/ticket.ts';
import { type House, openHouse } from '../harness.ts';
import { openPair, type Pair } from './pair.ts';

let pair: Pair;

beforeEach(async () => {
  pair = await openPair();
});
afterEach(() => pair.close());

const KEY = { 'idempotency-key': 'kunci' };

/** As a call leaves it that is under way at the first process. */
async function reserve(): Promise<void> {
  const { first } = pair;
  const admin = await first.as('admin');
  await admin.tryFile({}, KEY);
  await first.db.update(idempotentCall).set({ status: null, ticketId: null, body: null });
}

const reserved = async () => (await pair.first.db.select().from(idempotentCall)).length;

it('a process that starts leaves the calls alone that another one answers just now', async () => {
  await reserve();
  const third = await openHouse({ isOneOfSeveral: true, folder: pair.first.folder });
  await third.stop();
  expect(await reserved()).toBe(1);
  expect((await (await pair.second.as('admin')).tryFile({}, KEY)).refusal()).toBe('in-progress');
});

it('what a dead process had reserved is free once it is known to be dead', async () => {
  await reserve();
  const { first, second } = pair;
  const { peers } = second.service.platform;
  await peers.beat();
  // As if it had not said for long that it lives.
  await first.db
    .update(serviceProcess)
    .set({ until: 0 })
    .where(eq(serviceProcess.id, first.service.platform.peers.id()));
  await peers.beat();
  await expect.poll(reserved).toBe(0);
  expect((await (await second.as('admin')).tryFile({}, KEY)).status).toBe(201);
});

it('a call that outlives the death of its process changes nothing once another has answered it', async () => {
  const { first, second } = pair;
  const mine = await begin(first);
  await first.db
    .update(serviceProcess)
    .set({ until: 0 })
    .where(eq(serviceProcess.id, first.service.platform.peers.id()));
  await second.service.platform.peers.beat();
  await expect.poll(reserved).toBe(0);
  await begin(second);
  const { number } = await (await second.as('admin')).file();
  const late = () => [
    first.db.update(ticket).set({ version: 9 }).where(eq(ticket.number, number)),
    first.service.platform.idempotency.done(mine, 201, number),
  ];
  await expect(runBatch(first, late())).rejects.toThrow();
  expect((await first.row(number)).version).toBe(1);
});

/** What the calls do that take a key. */
async function begin({ service }: House): Promise<Reservation> {
  const found: Reservation[] = [];
  const app = new Hono<Env>().post('/x', async (c) => {
    c.set('actor', { id: 'a', username: 'a', name: 'A', role: 'operator', unit: null, roles: [] });
    c.set('canonicalBody', '');
    c.set('files', []);
    const begun = await service.platform.idempotency.begin(c);
    if (begun !== null && 'reservation' in begun) found.push(begun.reservation);
    return c.text('');
  });
  await app.request('/x', { method: 'POST', headers: KEY });
  const [reservation] = found;
  if (reservation === undefined) throw new Error('Nothing was reserved');
  return reservation;
}

it('one key at two processes at once files one report, and both are told of the same', async () => {
  const { first, second } = pair;
  const admins = [await first.as('admin'), await second.as('admin')];
  const replies = await Promise.all(admins.map((admin) => admin.tryFile({}, KEY)));
  const statuses = replies.map(({ status }) => status).sort();
  expect([
    [201, 201],
    [201, 409],
  ]).toContainEqual(statuses);
  const again = await Promise.all(admins.map((admin) => admin.tryFile({}, KEY)));
  expect(new Set(again.map((reply) => reply.as(FiledTicket).number)).size).toBe(1);
  expect(await first.db.$count(ticket)).toBe(1);
});
