/** Webhooks reach a receiver that fails, hangs, dies and comes back: everything, signed, in order per report. */
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeliveryPage, Replayed, Webhook, WebhookWithSecret } from '#shared/contract/webhooks.ts';
import { DAY, HOUR } from '#shared/time/zone.ts';
import { TRIES, WAITS } from '../../../service/messages/backoff.ts';
import { fill } from '../../../service/messages/webhooks/outbox.ts';
import { webhook } from '../../../service/tables/webhook.ts';
import { SISTEM, type Step } from '../../../service/tickets/ledger.ts';
import { isOnSqld } from '../../sqld/houses.ts';
import { type House, type Officer, openHouse } from '../harness.ts';
import { inOrder, type Receiver, verify, versionsOf } from './receiver.ts';
import { clear, openSetting } from './setting.ts';

const MINUTE = 60_000;

let receiver: Receiver;
let house: House;
let operator: Officer;
let admin: Officer;

beforeAll(async () => {
  ({ receiver, house, operator, admin } = await openSetting());
});
beforeEach(() => clear({ receiver, operator }));
afterEach(() => vi.useRealTimers());
afterAll(async () => {
  await receiver.down();
  await house.close();
});

async function subscribe(over: Record<string, unknown> = {}): Promise<WebhookWithSecret> {
  const input = { name: 'Penerima', url: receiver.url, sight: { role: 'supervisor' }, ...over };
  return (await operator.post('/webhooks', input)).as(WebhookWithSecret);
}
const state = async (id: string) => (await operator.get(`/webhooks/${id}`)).as(Webhook);
const asleep = () => house.service.messages.webhooks.asleep();
/** Time passes, and what falls due is done. */
async function pass(ms: number): Promise<void> {
  house.moveTo(house.now() + ms);
  house.service.messages.webhooks.wake();
  await asleep();
}
const dead = async (id: string) =>
  (await operator.get(`/webhooks/${id}/deliveries?state=dead`)).as(DeliveryPage).items;

/** Something that may happen any number of times, and that others are told of. */
const correction = (reason = 'x') => ({
  action: 'koreksi_titik',
  point: { lat: -6.26, lon: 106.81 },
  reason,
});

it('each event comes once, signed, in the log’s order, with nothing in it that a person wrote', async () => {
  const { secret } = await subscribe();
  const { number } = await admin.file({ description: 'Lubang di depan rumah Ibu Sari' });
  await admin.act(number, { action: 'proses' });
  await admin.act(number, { action: 'catat', note: 'Telepon Ibu Sari dulu' });
  await admin.act(number, correction('Di depan rumah Ibu Sari'));
  await asleep();
  // An internal note is not told at all.
  expect(inOrder(receiver.calls)).toEqual([`${number} v1`, `${number} v2`, `${number} v4`]);
  expect(receiver.calls).toHaveLength(3);
  for (const got of receiver.calls) {
    expect(verify(got, secret)).toEqual(got.message);
    expect(got.headers['content-type']).toBe('application/json');
    expect(got.id).toMatch(/^msg_[0-9a-f]{32}_\d+$/);
    expect(got.body).not.toContain('Sari');
  }
  expect(receiver.calls[1]?.message).toMatchObject({
    type: 'ticket.proses',
    data: { number, version: 2, action: 'proses', from: 'menunggu', to: 'proses', scope: 'in' },
  });
});

it('a receiver that fails, hangs, dies and comes back gets everything, and no report backwards', async () => {
  const { id } = await subscribe();
  receiver.answer = () => 500;
  const numbers: string[] = [];
  for (let i = 0; i < 6; i++) numbers.push((await admin.file()).number);
  await asleep();
  expect((await state(id)).failing).toMatchObject({ error: 'HTTP 500' });

  receiver.answer = () => 'hang';
  const calls = receiver.calls.length;
  house.moveTo(house.now() + 20 * MINUTE);
  await house.service.jobs.runDue();
  await receiver.when(() => receiver.calls.length > calls);
  for (const number of numbers) await admin.act(number, { action: 'proses' });
  await receiver.down();
  await asleep();
  // Which of the two depends on how long it took to get here.
  expect((await state(id)).failing?.error).toMatch(/^(unreachable|timeout)$/);
  await pass(2 * HOUR);
  for (const number of numbers) await admin.act(number, correction());

  receiver.answer = () => 200;
  await receiver.up();
  await pass(20 * MINUTE);
  for (const number of numbers) expect(versionsOf(number, receiver.taken)).toEqual([1, 2, 3]);
  expect(await state(id)).toMatchObject({ waiting: 0, dead: 0, failing: null, paused: null });
});

it('a message that is not taken holds its own report back and no other', async () => {
  await subscribe();
  const stuck = (await admin.file()).number;
  const free = (await admin.file()).number;
  receiver.answer = ({ message: { data } }) => (data.number === stuck && data.version === 2 ? 422 : 200);
  for (const number of [stuck, free]) {
    await admin.act(number, { action: 'proses' });
    await admin.act(number, correction());
  }
  await asleep();
  expect(versionsOf(free, receiver.taken)).toEqual([1, 2, 3]);
  expect(versionsOf(stuck, receiver.taken)).toEqual([1]);
  receiver.answer = () => 200;
  await pass(MINUTE);
  expect(versionsOf(stuck, receiver.taken)).toEqual([1, 2, 3]);
});

describe('a message refused to the last try', () => {
  /** A report whose second event is refused for good, amid others that are taken. */
  async function refused() {
    const { id } = await subscribe();
    const { number } = await admin.file();
    receiver.answer = ({ message: { data } }) => (data.number === number && data.version === 2 ? 400 : 200);
    await admin.act(number, { action: 'proses' });
    await admin.act(number, correction());
    await asleep();
    for (const wait of WAITS) {
      await admin.file();
      await pass(wait * 1.3);
    }
    return { id, number };
  }

  it('is a dead letter that the operator can try anew; what came after it waits behind it', async () => {
    const { id, number } = await refused();
    const [letter, ...others] = await dead(id);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ number, version: 2, action: 'proses', tries: TRIES, error: 'HTTP 400' });
    expect(versionsOf(number, receiver.calls).filter((version) => version === 2)).toHaveLength(TRIES);
    expect(await state(id)).toMatchObject({ dead: 1, waiting: 1, paused: null });
    await pass(DAY);
    expect(versionsOf(number, receiver.taken)).toEqual([1]);

    receiver.answer = () => 200;
    expect((await operator.post(`/webhooks/${id}/replay`, {})).as(Replayed)).toEqual({ replayed: 1 });
    await asleep();
    expect(versionsOf(number, receiver.taken)).toEqual([1, 2, 3]);
    expect(receiver.taken.find(({ id: messageId }) => messageId === letter?.messageId)).toBeDefined();
    expect(await dead(id)).toEqual([]);
  });

  it('can be tried alone, or given up, which lets the rest of its report go', async () => {
    const { id, number } = await refused();
    const [letter] = await dead(id);
    const path = `/webhooks/${id}/deliveries/${letter?.seq}`;
    expect((await operator.call('POST', `${path}/replay`)).status).toBe(204);
    await asleep();
    expect((await operator.get(`/webhooks/${id}/deliveries`)).as(DeliveryPage).items[0]).toMatchObject({
      state: 'waiting',
      tries: 1,
    });
    // It is no dead letter now.
    expect((await operator.delete(path)).refusal()).toBe('not-found');
    for (const wait of WAITS) {
      await admin.file();
      await pass(wait * 1.3);
    }
    expect((await operator.delete(path)).status).toBe(204);
    await asleep();
    expect(versionsOf(number, receiver.taken)).toEqual([1, 3]);
  });
});

describe('a receiver that takes nothing any more', () => {
  it('is called ever less, and paused after a day; going on, it gets everything', async () => {
    const { id } = await subscribe();
    receiver.answer = () => 503;
    const numbers: string[] = [];
    for (let i = 0; i < 8; i++) numbers.push((await admin.file()).number);
    for (let hours = 0; hours < 25; hours++) await pass(HOUR);
    expect((await state(id)).paused).toMatchObject({ because: 'failing' });
    const calls = receiver.calls.length;
    expect(calls).toBeLessThan(60);
    await pass(DAY);
    for (const number of numbers) await admin.act(number, { action: 'proses' });
    expect(receiver.calls).toHaveLength(calls);

    receiver.answer = () => 200;
    const after = (await operator.put(`/webhooks/${id}/state`, { paused: false })).as(Webhook);
    expect(after).toMatchObject({ paused: null, failing: null });
    await asleep();
    for (const number of numbers) expect(versionsOf(number, receiver.taken)).toEqual([1, 2]);
  });

  it('is paused at once where it says so by 410', async () => {
    const { id } = await subscribe();
    receiver.answer = () => 410;
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    await admin.file();
    await admin.file();
    await asleep();
    expect((await state(id)).paused).toMatchObject({ because: 'gone' });
    // What waits is due, and nobody wakes up for it.
    expect((await state(id)).waiting).toBe(2);
    // A server's replies are timed as well.
    if (!isOnSqld) expect(vi.getTimerCount()).toBe(0);
    const calls = receiver.calls.length;
    await pass(HOUR);
    expect(receiver.calls).toHaveLength(calls);
  });

  it('is given the rest it asks for, within an hour', async () => {
    await subscribe();
    receiver.answer = () => 429;
    receiver.headers = { 'retry-after': '900' };
    await admin.file();
    await asleep();
    const calls = receiver.calls.length;
    await pass(14 * MINUTE);
    expect(receiver.calls).toHaveLength(calls);
    await pass(2 * MINUTE);
    expect(receiver.calls.length).toBeGreaterThan(calls);
  });

  it('is left alone while the operator has it paused', async () => {
    const { id } = await subscribe();
    expect((await operator.put(`/webhooks/${id}/state`, { paused: true })).as(Webhook).paused).toMatchObject({
      because: 'operator',
    });
    const { number } = await admin.file();
    await pass(HOUR);
    expect(receiver.calls).toEqual([]);
    await operator.put(`/webhooks/${id}/state`, { paused: false });
    await asleep();
    expect(inOrder(receiver.taken)).toEqual([`${number} v1`]);
  });
});

it('an operator’s own pause outlasts the call that was under way and would have paused it as well', async () => {
  const { id } = await subscribe();
  const longAgo = { failures: 20, failingSince: house.now() - 2 * DAY };
  await house.db.update(webhook).set(longAgo).where(eq(webhook.id, id));
  receiver.answer = () => 'hang';
  await admin.file();
  await receiver.when(() => receiver.calls.length === 1);
  await operator.put(`/webhooks/${id}/state`, { paused: true });
  await receiver.down();
  await asleep();
  expect(await state(id)).toMatchObject({ failing: { tries: 21 }, paused: { because: 'operator' } });
});

it('a long log is gone through in steps, with everybody else’s turn between them', async () => {
  const { id } = await subscribe({ actions: ['setujui'] });
  const { number } = await admin.file();
  await asleep();
  const note: Step = { action: 'catat', actor: SISTEM, to: 'menunggu' };
  await operator.put(`/webhooks/${id}/state`, { paused: true });
  await house.write(number, ...Array.from({ length: 450 }, () => note));
  // Woken by what was written, the service's own hand would take a step of these.
  await asleep();
  await house.db.update(webhook).set({ pausedAt: null }).where(eq(webhook.id, id));
  let turns = 0;
  let next = setImmediate(function turn() {
    turns++;
    next = setImmediate(turn);
  });
  const { platform, people } = house.service;
  const lease = await platform.peers.take(`webhook ${id}`);
  if (lease === null) throw new Error('Nobody else is there');
  await fill({ ...platform, ...people }, id, lease, new AbortController().signal);
  clearImmediate(next);
  expect(turns).toBeGreaterThanOrEqual(3);
  const { cursor, newest } = await state(id);
  expect(cursor).toBe(newest);
});

it('the service’s own jobs find what is due', async () => {
  await subscribe();
  receiver.answer = () => 500;
  const { number } = await admin.file();
  await asleep();
  receiver.answer = () => 200;
  house.moveTo(house.now() + MINUTE);
  await house.service.jobs.runDue();
  await asleep();
  expect(inOrder(receiver.taken)).toEqual([`${number} v1`]);
});

it('a restart in the middle of a call loses nothing', async () => {
  const { id } = await subscribe();
  receiver.answer = ({ message: { data } }) => (data.version === 2 ? 'hang' : 200);
  const { number } = await admin.file();
  await admin.act(number, { action: 'proses' });
  await receiver.when(() => versionsOf(number, receiver.calls).includes(2));
  await house.stop();

  receiver.answer = () => 200;
  const { folder } = house;
  house = await openHouse({ folder, at: house.now(), config: { outboundTrusted: [receiver.origin] } });
  operator = await house.as('operator');
  await asleep();
  expect(versionsOf(number, receiver.taken)).toEqual([1, 2]);
  // What was broken off counts as not tried.
  expect(await state(id)).toMatchObject({ waiting: 0, failing: null });
});
