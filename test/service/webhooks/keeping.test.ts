/** Webhooks as the operator keeps them: what each may see, where it may go, its secrets, its beginning. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ApiKeyWithSecret } from '#shared/contract/api-keys.ts';
import { Webhook, WebhookWithSecret } from '#shared/contract/webhooks.ts';
import { DAY } from '#shared/time/zone.ts';
import { webhook } from '../../../service/tables/webhook.ts';
import { BANGKA, BINA_MARGA, type House, Officer } from '../harness.ts';
import { inOrder, type Receiver, verify } from './receiver.ts';
import { allWebhooks, clear, openSetting } from './setting.ts';

let receiver: Receiver;
let house: House;
let operator: Officer;
let admin: Officer;

beforeAll(async () => {
  ({ receiver, house, operator, admin } = await openSetting());
});
beforeEach(() => clear({ receiver, operator }));
afterAll(async () => {
  await receiver.down();
  await house.close();
});

const wanted = (over: Record<string, unknown> = {}) => ({
  name: 'Penerima',
  url: receiver.url,
  sight: { role: 'supervisor' },
  ...over,
});
const subscribe = async (over: Record<string, unknown> = {}) =>
  (await operator.post('/webhooks', wanted(over))).as(WebhookWithSecret);
const all = () => allWebhooks(operator);
const asleep = () => house.service.messages.webhooks.asleep();

describe('sees', () => {
  it('as an office: what enters it and what leaves it, the leaving once', async () => {
    await subscribe({ sight: { role: 'unit_admin', unit: BINA_MARGA } });
    const { number } = await admin.file();
    await admin.act(number, { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan provinsi' });
    const dinas = await house.as('dinas');
    await dinas.act(number, { action: 'koordinasi', to: BANGKA, reason: 'Jalan lingkungan' });
    await admin.act(number, { action: 'proses' });
    await asleep();
    const told = receiver.taken.map(({ message: { data } }) => `v${data.version} ${data.scope}`);
    expect(told).toEqual(['v2 in', 'v3 out']);
  });

  it('as a system’s keys: what that system filed, and nothing of anyone else', async () => {
    await subscribe({ sight: { role: 'api_client', client: 'jaki' } });
    const { key } = (
      await operator.post('/api-keys', {
        client: 'jaki',
        name: 'JAKI',
        scopes: ['tickets:file'],
        channels: ['jaki'],
        expiresAt: new Date(Date.now() + DAY).toISOString(),
      })
    ).as(ApiKeyWithSecret);
    await admin.file();
    const { number } = await new Officer(house, key, 'client:jaki').file({
      channel: 'jaki',
      kelurahan: BANGKA,
    });
    await admin.act(number, { action: 'proses' });
    await asleep();
    expect(inOrder(receiver.calls)).toEqual([`${number} v1`, `${number} v2`]);
  });

  it('only the actions it names', async () => {
    await subscribe({ actions: ['proses'] });
    const { number } = await admin.file();
    await admin.act(number, { action: 'proses' });
    await admin.act(number, { action: 'koreksi_titik', point: { lat: -6.26, lon: 106.81 }, reason: 'x' });
    await asleep();
    expect(receiver.calls.map(({ message }) => message.type)).toEqual(['ticket.proses']);
  });
});

describe('begins', () => {
  it('with what happens from now on, or behind a number of the log', async () => {
    const { number } = await admin.file();
    const { newest } = await subscribe();
    await asleep();
    expect(receiver.calls).toEqual([]);
    await subscribe({ after: newest - 1 });
    await asleep();
    expect(inOrder(receiver.calls)).toEqual([`${number} v1`]);
    expect((await operator.post('/webhooks', wanted({ after: newest + 1 }))).refusal()).toBe('invalid');
  });
});

describe('its secret', () => {
  it('is answered once and stored nowhere', async () => {
    const { secret } = await subscribe();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const stored = JSON.stringify(await house.db.select().from(webhook));
    for (const text of [stored, (await operator.get('/webhooks')).text]) {
      expect(text).not.toContain(secret.slice(6));
    }
  });

  it('is replaced without a gap: for a day the old one signs as well', async () => {
    const { id, secret: old } = await subscribe();
    const renewed = (await operator.post(`/webhooks/${id}/secret`, {})).as(WebhookWithSecret);
    expect(renewed.secret).not.toBe(old);
    expect(renewed.oldSecretUntil).not.toBeNull();
    await admin.file();
    await asleep();
    const [both] = receiver.taken;
    if (!both) throw new Error('Nothing came');
    for (const secret of [old, renewed.secret]) expect(verify(both, secret)).toEqual(both.message);

    house.moveTo(house.now() + DAY);
    await admin.file();
    await asleep();
    const [, one] = receiver.taken;
    if (!one) throw new Error('Nothing came');
    expect(verify(one, renewed.secret)).toEqual(one.message);
    expect(() => verify(one, old)).toThrow();
    expect((await all())[0]?.oldSecretUntil).toBeNull();
  });
});

describe('goes', () => {
  it.each([
    'http://jaki.example/kait',
    'https://127.0.0.1/kait',
    'https://10.0.0.8/',
    'https://0x7f.1/',
    'https://[::ffff:169.254.169.254]/latest/meta-data',
    'https://u:p@jaki.example/',
    'kait',
    '',
  ])('nowhere inside, nor in the clear: %s is refused', async (url) => {
    expect((await operator.post('/webhooks', wanted({ url }))).refusal()).toBe('invalid');
    const { id } = await subscribe();
    expect((await operator.put(`/webhooks/${id}`, { name: 'x', url })).refusal()).toBe('invalid');
  });

  it('nowhere inside by a name either', async () => {
    const { id } = await subscribe({ url: receiver.url.replace('http://127.0.0.1', 'https://localhost') });
    await admin.file();
    await asleep();
    expect(receiver.calls).toEqual([]);
    expect((await operator.get(`/webhooks/${id}`)).as(Webhook).failing).toMatchObject({
      error: 'private-address',
    });
  });

  it('to its new address once that was changed, with what waited', async () => {
    const { id } = await subscribe({ url: receiver.url.replace('http://127.0.0.1', 'https://localhost') });
    const { number } = await admin.file();
    await asleep();
    const changed = { name: 'Penerima baru', url: receiver.url, actions: ['lapor'] };
    expect((await operator.put(`/webhooks/${id}`, changed)).as(Webhook)).toMatchObject(changed);
    house.moveTo(house.now() + 60_000);
    house.service.messages.webhooks.wake();
    await asleep();
    expect(inOrder(receiver.taken)).toEqual([`${number} v1`]);
  });
});

describe('is refused', () => {
  it.each([
    ['an office that there is not', { sight: { role: 'unit_admin', unit: 'dinas-tiada' } }],
    ['the eyes of a role that has none here', { sight: { role: 'validator' } }],
    ['an action that there is not', { actions: ['hapus_semua'] }],
    ['no name', { name: ' ' }],
  ])('with %s', async (_what, over) => {
    expect((await operator.post('/webhooks', wanted(over))).refusal()).toBe('invalid');
  });

  it('where it does not exist', async () => {
    for (const [method, path] of [
      ['GET', '/webhooks/x'],
      ['DELETE', '/webhooks/x'],
      ['POST', '/webhooks/x/secret'],
      ['POST', '/webhooks/x/replay'],
      ['GET', '/webhooks/x/deliveries'],
      ['POST', '/webhooks/x/deliveries/1/replay'],
      ['DELETE', '/webhooks/x/deliveries/satu'],
    ] as const) {
      expect([path, (await operator.call(method, path)).refusal()]).toEqual([path, 'not-found']);
    }
  });
});

it('ended, it is called no more, whatever still waited', async () => {
  const { id } = await subscribe();
  receiver.answer = () => 500;
  await admin.file();
  await asleep();
  const calls = receiver.calls.length;
  expect((await operator.delete(`/webhooks/${id}`)).status).toBe(204);
  await admin.file();
  house.moveTo(house.now() + DAY);
  house.service.messages.webhooks.wake();
  await asleep();
  expect(receiver.calls).toHaveLength(calls);
  expect(await all()).toEqual([]);
});
