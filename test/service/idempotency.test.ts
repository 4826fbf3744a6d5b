/** `Idempotency-Key`: the same call has one effect and one answer, however often it is sent. */
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FiledTicket, Ticket } from '#shared/contract/ticket.ts';
import { DAY } from '#shared/time/zone.ts';
import { idempotentCall } from '../../service/platform/http/call-table.ts';
import { aReport, BANGKA, type House, type Officer, openHouse } from './harness.ts';

let house: House;
let admin: Officer;
let keys = 0;
const newKey = (): string => `key-${++keys}`;

beforeAll(async () => {
  house = await openHouse();
  admin = await house.as('admin');
});
afterAll(() => house.close());

const stored = () => house.db.select().from(idempotentCall);

it('a filing sent twice files once, and answers the same number and secret again', async () => {
  const key = newKey();
  const [first, second] = [
    await admin.tryFile({}, { 'idempotency-key': key }),
    await admin.tryFile({}, { 'idempotency-key': key }),
  ];
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.text).toBe(first.text);
  expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
});

it('an action sent twice happens once, though its version is no longer the newest', async () => {
  const { number } = await admin.file();
  const options = { key: newKey(), version: 1 };
  const first = await admin.act(number, { action: 'proses' }, options);
  await admin.act(number, { action: 'catat', note: 'Sementara itu' });
  const again = await admin.act(number, { action: 'proses' }, options);
  expect(again).toEqual(first);
  expect((await house.row(number)).version).toBe(3);
});

it('the fields decide, not their order, spacing or the multipart boundary', async () => {
  const key = newKey();
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  const first = await admin.call('POST', '/tickets', JSON.stringify(aReport({ private: false })), headers);
  const { private: isPrivate, ...rest } = aReport({ private: false });
  const second = await admin.call(
    'POST',
    '/tickets',
    JSON.stringify({ private: isPrivate, ...rest }, null, 2),
    headers,
  );
  expect(second.text).toBe(first.text);
  const third = await admin.form(
    '/tickets',
    { report: JSON.stringify(aReport({ private: false })) },
    { 'idempotency-key': key },
  );
  expect(third.text).toBe(first.text);
});

it('another body, path or file under the same key is refused', async () => {
  const key = { 'idempotency-key': newKey() };
  const { number } = await admin.file({}, key);
  expect((await admin.tryFile({ private: false }, key)).refusal()).toBe('idempotency-key-reused');
  expect((await admin.post(`/tickets/${number}/actions`, aReport(), key)).refusal()).toBe(
    'idempotency-key-reused',
  );
  const photos = new Blob(['x']);
  const withPhoto = await admin.form('/tickets', { report: JSON.stringify(aReport()), photos }, key);
  expect(withPhoto.refusal()).toBe('idempotency-key-reused');
});

it('a key belongs to its caller: another may use the same', async () => {
  const key = { 'idempotency-key': newKey() };
  const camat = await house.hire('camat', 'unit_admin', '31.74.03');
  const mine = await admin.file({}, key);
  const theirs = await camat.file({ channel: 'kantor_camat' }, key);
  expect(theirs.number).not.toBe(mine.number);
});

it('two at once under one key: one works, the other is told to wait or gets its answer', async () => {
  const key = { 'idempotency-key': newKey() };
  const replies = await Promise.all(
    Array.from({ length: 8 }, () => admin.tryFile({ description: 'Sekali saja' }, key)),
  );
  const filed = replies.filter(({ status }) => status === 201).map((reply) => reply.as(FiledTicket).number);
  expect(new Set(filed).size).toBe(1);
  for (const reply of replies) if (reply.status !== 201) expect(reply.refusal()).toBe('in-progress');
});

it('a refusal frees the key, whatever refused', async () => {
  const { number } = await admin.file();
  const key = newKey();
  const headers = { 'idempotency-key': key };
  const before = (await stored()).length;
  expect((await admin.tryFile({ category: 'Tidak ada' }, headers)).refusal()).toBe('invalid');
  expect((await admin.tryFile({ channel: 'jaki' }, headers)).refusal()).toBe('forbidden');
  expect((await admin.try(number, { action: 'proses' }, { key, version: 9 })).refusal()).toBe(
    'stale-version',
  );
  expect((await admin.try(number, { action: 'proses' }, { key, version: null })).refusal()).toBe(
    'precondition-required',
  );
  expect((await admin.try('JK2503109998', { action: 'proses' }, { key, version: 1 })).refusal()).toBe(
    'not-found',
  );
  expect(await stored()).toHaveLength(before);
  expect((await admin.try(number, { action: 'proses' }, { key })).status).toBe(200);
});

it('a death between the change and its answer: the report as it is now stands in', async () => {
  const [filing, action] = [newKey(), newKey()];
  const filed = await admin.file({}, { 'idempotency-key': filing });
  await admin.act(filed.number, { action: 'proses' }, { key: action, version: 1 });
  await house.db.update(idempotentCall).set({ body: null });
  const again = await admin.file({}, { 'idempotency-key': filing });
  expect(again).toMatchObject({
    number: filed.number,
    trackingSecret: filed.trackingSecret,
    status: 'proses',
  });
  const acted = await admin.act(filed.number, { action: 'proses' }, { key: action, version: 1 });
  expect(acted).toMatchObject({ version: 2, status: 'proses' });
});

it('an answer is kept as nobody but its caller can read it, and stands in for none that was changed', async () => {
  const key = newKey();
  const filed = await admin.file({}, { 'idempotency-key': key });
  const kept = JSON.stringify(await stored());
  for (const secret of [filed.trackingSecret, filed.number, `"${key}"`]) expect(kept).not.toContain(secret);
  await house.db.update(idempotentCall).set({ body: sql`'!!!!' || substr(body, 5)` });
  await admin.act(filed.number, { action: 'proses' });
  expect(await admin.file({}, { 'idempotency-key': key })).toMatchObject({
    number: filed.number,
    status: 'proses',
  });
});

it('what an earlier version kept in clear is closed at the next start, and answers as before', async () => {
  const key = newKey();
  const filed = await admin.tryFile({ description: 'Dari versi lama' }, { 'idempotency-key': key });
  const [row] = (await stored()).slice(-1);
  await house.db
    .update(idempotentCall)
    .set({ key, body: filed.text })
    .where(eq(idempotentCall.key, row?.key ?? ''));
  await house.service.platform.idempotency.sealEarlier();
  const kept = JSON.stringify(await stored());
  for (const secret of [filed.as(FiledTicket).trackingSecret, `"${key}"`]) expect(kept).not.toContain(secret);
  const again = await admin.tryFile({ description: 'Dari versi lama' }, { 'idempotency-key': key });
  expect(again.text).toBe(filed.text);
});

it('the stored answer comes though the report has left the caller’s sight', async () => {
  const kanal = await house.as('kanal');
  const kanal2 = await house.hire('kanal_dua', 'channel_admin');
  const { number } = await kanal.file({ channel: 'email' });
  const body = { action: 'koordinasi', to: BANGKA, reason: 'Alamat di Bangka' };
  const options = { key: newKey(), version: 1 };
  const first = (await kanal2.try(number, body, options)).as(Ticket);
  expect((await kanal2.get(`/tickets/${number}`)).refusal()).toBe('not-found');
  expect((await kanal2.try(number, body, options)).as(Ticket)).toEqual(first);
  await house.db.update(idempotentCall).set({ body: null });
  expect((await kanal2.try(number, body, options)).as(Ticket)).toMatchObject({ number, actions: [] });
});

it('calls that were running when the process died are free again after the start', async () => {
  const key = newKey();
  const interrupted = { caller: admin.id, key, fingerprint: 'x', createdAt: house.now() };
  await house.db.insert(idempotentCall).values(interrupted);
  await house.service.platform.idempotency.sealEarlier();
  expect((await admin.tryFile({}, { 'idempotency-key': key })).refusal()).toBe('idempotency-key-reused');
  await house.service.platform.idempotency.freeInterrupted();
  expect((await admin.tryFile({}, { 'idempotency-key': key })).status).toBe(201);
});

it('a key is 1 to 200 visible ASCII characters', async () => {
  for (const key of ['a b', 'é', 'x'.repeat(201)]) {
    expect((await admin.tryFile({}, { 'idempotency-key': key })).refusal()).toBe('invalid');
  }
  expect((await admin.tryFile({}, { 'idempotency-key': '~'.repeat(200) })).status).toBe(201);
});

it('answers are kept thirty days, to the millisecond', async () => {
  const key = newKey();
  const first = await admin.file({}, { 'idempotency-key': key });
  const keptUntil = house.now() + 30 * DAY;
  house.moveTo(keptUntil);
  await house.service.jobs.runDue();
  expect((await admin.file({}, { 'idempotency-key': key })).number).toBe(first.number);
  house.moveTo(keptUntil + 1);
  await house.service.jobs.runDue();
  expect((await admin.file({}, { 'idempotency-key': key })).number).not.toBe(first.number);
});
