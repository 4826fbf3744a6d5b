/** Web Push: who is told of what, when, with which few words, and for how long. */
import { eq, max } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PushState } from '#shared/contract/push.ts';
import { HOUR, MINUTE } from '#shared/time/zone.ts';
import { DEMO_PASSWORD } from '../../../service/demo/accounts.ts';
import { messageMark } from '../../../service/tables/message.ts';
import { pushOut, pushSubscription } from '../../../service/tables/push.ts';
import { event } from '../../../service/tables/ticket.ts';
import { plan, shift, VALIDATORS } from '../duty/roster.ts';
import { BINA_MARGA, type House, Officer, openHouse } from '../harness.ts';
import { PushBrowser, vapidClaims } from './browser.ts';

const DAY = ['10T08:00', '10T22:00'] as const;

let browser: PushBrowser;
let house: House;
let admin: Officer;
let validator: Officer;

beforeEach(async () => {
  browser = await PushBrowser.open();
  house = await openHouse({ config: { outboundTrusted: [browser.origin] } });
  [admin, validator] = await Promise.all([house.as('admin'), house.as('validator')]);
});
afterEach(async () => {
  await house.close();
  await browser.close();
});

/** All that can be sent now has been. */
async function told() {
  const { pusher } = house.service.messages;
  pusher.wake();
  await pusher.settled();
  return browser.read();
}

async function subscribe(officer: Officer, name = 'a'): Promise<string> {
  const reply = await officer.post('/push/subscriptions', browser.subscription(name));
  return JSON.parse(reply.text).id;
}

const choose = (officer: Officer, choice: object) =>
  officer.put('/push/choice', { kinds: ['arrived', 'returned', 'due'], hours: null, ...choice });

/** Comes to Kelurahan Bangka from another office. */
async function arrive(): Promise<string> {
  const dinas = await house.as('dinas');
  const { number } = await admin.file();
  await admin.act(number, { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan provinsi' });
  await dinas.act(number, { action: 'koordinasi', to: '31.74.03.1002', reason: 'Jalan lingkungan' });
  return number;
}

describe('a browser that subscribed', () => {
  it('is told of new work by a kind and a number alone, sealed and signed', async () => {
    await subscribe(admin);
    const number = await arrive();
    expect(await told()).toEqual([{ kind: 'arrived', number }]);
    const [pushed] = browser.pushed;
    if (!pushed) throw new Error('nothing came');
    expect(pushed.body.toString('latin1')).not.toContain(number);
    expect(pushed.headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high' });
    expect(Number(pushed.headers.ttl)).toBeGreaterThan(0);
    const { publicKey, subscribed } = (await admin.get('/push')).as(PushState);
    expect(subscribed).toBe(1);
    expect(vapidClaims(pushed, publicKey)).toMatchObject({ aud: browser.origin, sub: expect.any(String) });
  });

  it('is told of what came back, of a limit an hour before it, and each once', async () => {
    await subscribe(admin);
    const number = await house.inValidasi();
    await validator.act(number, { action: 'kembalikan', reasonCodes: ['foto_tidak_ada'] });
    expect(await told()).toEqual([{ kind: 'returned', number }]);
    const { nextDueAt } = await admin.ticket(number);
    house.moveTo(Date.parse(nextDueAt ?? '') - HOUR - 1);
    expect(await told()).toHaveLength(1);
    house.moveTo(house.now() + 1);
    await told();
    house.moveTo(house.now() + MINUTE);
    expect(await told()).toEqual([
      { kind: 'returned', number },
      { kind: 'due', number },
    ]);
  });

  it('tells validators of what is proposed to nobody else, and whoever is asked to the spot', async () => {
    const [field, supervisor] = [await house.as('lapangan'), await house.as('supervisor')];
    const other = await house.hire('validator-dua', 'validator');
    const propose = (to: string) => ({ action: 'usulkan', validator: to, reason: 'Bagi tugas' });
    await subscribe(validator, 'v');
    // Before anybody was on duty it is nobody's in particular, and all of them are told.
    const number = await house.inValidasi();
    expect(await told()).toEqual([{ kind: 'arrived', number }]);
    browser.pushed.length = 0;
    await plan(supervisor, VALIDATORS, shift('validator', ...DAY), shift('validator-dua', ...DAY));
    await supervisor.act(number, propose('validator-dua'));
    expect(await told()).toEqual([]);
    await subscribe(other, 'o');
    await supervisor.act(number, propose('validator'));
    expect(await told()).toEqual([{ kind: 'arrived', number }]);
    await subscribe(field, 'f');
    browser.pushed.length = 0;
    await validator.act(number, { action: 'cek_lapangan', note: 'Mohon dicek' });
    expect(await told()).toEqual([{ kind: 'arrived', number }]);
  });

  it('is told as soon as a step is written, without waiting for a job', async () => {
    await subscribe(admin);
    const number = await arrive();
    await expect.poll(() => browser.read()).toEqual([{ kind: 'arrived', number }]);
  });

  it('has its place in the log moved on while nobody is told, and not past what somebody is', async () => {
    const place = () => house.db.select().from(messageMark).where(eq(messageMark.id, 3));
    const newest = () => house.db.select({ seq: max(event.seq) }).from(event);
    await arrive();
    await told();
    const [[marked], [last]] = [await place(), await newest()];
    expect(marked?.seq).toBe(last?.seq);
    await subscribe(admin);
    const number = await arrive();
    expect(await told()).toEqual([{ kind: 'arrived', number }]);
  });

  it('is told of nothing that happened before it subscribed, read or not', async () => {
    await arrive();
    house.moveTo(house.now() + 1);
    await subscribe(admin);
    const number = await arrive();
    expect(await told()).toEqual([{ kind: 'arrived', number }]);
  });

  it('is not told of what its own officer did', async () => {
    await subscribe(admin);
    await admin.file();
    expect(await told()).toEqual([]);
  });
});

describe('an officer’s hours', () => {
  // It is 09.00.
  it('hold back what arrives outside of them until they begin', async () => {
    await subscribe(admin);
    await choose(admin, { hours: { from: '22:00', until: '06:00' } });
    const number = await arrive();
    expect(await told()).toEqual([]);
    house.moveTo(house.now() + 13 * HOUR);
    // Its limit of six hours has passed meanwhile, outside of the hours: that is not told.
    expect(await told()).toEqual([{ kind: 'arrived', number }]);
  });

  it('let through what comes within them, and no kind that was not chosen', async () => {
    await subscribe(admin);
    await choose(admin, { hours: { from: '06:00', until: '22:00' }, kinds: ['due'] });
    await arrive();
    expect(await told()).toEqual([]);
    house.moveTo(house.now() + 5 * HOUR + 1);
    expect(await told()).toMatchObject([{ kind: 'due' }]);
  });

  it('drop what was done with before they began', async () => {
    await subscribe(admin);
    await choose(admin, { hours: { from: '12:00', until: '22:00' } });
    const number = await arrive();
    await told();
    await admin.act(number, {
      action: 'tolak',
      reasonCode: 'tidak_sesuai_fakta',
      reason: 'Tidak ada lubang di sana',
    });
    house.moveTo(house.now() + 4 * HOUR);
    expect(await told()).toEqual([]);
  });
});

describe('a subscription', () => {
  const rows = async () => (await house.db.select().from(pushSubscription)).length;

  it('ends with its session, and no other', async () => {
    const session = await house.service.people.accounts.signIn('admin', DEMO_PASSWORD);
    const phone = new Officer(house, session?.token ?? '', session?.actor.id ?? '');
    await subscribe(admin, 'desk');
    await subscribe(phone, 'phone');
    await phone.delete('/session');
    await arrive();
    expect(await told()).toHaveLength(1);
    expect(await rows()).toBe(1);
  });

  it('of a lost phone ends when its session is ended from elsewhere', async () => {
    const { accounts } = house.service.people;
    const session = await accounts.signIn('admin', DEMO_PASSWORD);
    const phone = new Officer(house, session?.token ?? '', session?.actor.id ?? '');
    await subscribe(phone);
    const lost = (await accounts.own(phone.id, phone.token)).find(({ isThis }) => isThis);
    await accounts.end(phone.id, lost?.id ?? '');
    await arrive();
    expect(await told()).toEqual([]);
    expect(await rows()).toBe(0);
  });

  it('is one for a browser, whoever signs in there, and goes on request', async () => {
    const first = await subscribe(admin);
    expect(await subscribe(validator)).toBe(first);
    expect(await rows()).toBe(1);
    expect((await admin.delete(`/push/subscriptions/${first}`)).refusal()).toBe('not-found');
    expect((await validator.delete(`/push/subscriptions/${first}`)).status).toBe(204);
    expect(await rows()).toBe(0);
  });

  it('that another officer takes over brings them nothing that was on its way', async () => {
    await subscribe(admin);
    await choose(admin, { hours: { from: '22:00', until: '06:00' } });
    await arrive();
    expect(await told()).toEqual([]);
    await subscribe(validator);
    house.moveTo(house.now() + 13 * HOUR);
    expect(await told()).toEqual([]);
  });

  it('of a browser that is gone is forgotten, with what was on its way', async () => {
    for (const status of [404, 410]) {
      await subscribe(admin);
      browser.answer = status;
      await arrive();
      await told();
      expect(await rows()).toBe(0);
      expect(await house.db.select().from(pushOut)).toEqual([]);
    }
  });

  it('with keys that are none is forgotten, and keeps nobody waiting', async () => {
    const { endpoint, keys } = browser.subscription('broken');
    const p256dh = Buffer.alloc(65).toString('base64url');
    await admin.post('/push/subscriptions', { endpoint, keys: { ...keys, p256dh } });
    await subscribe(admin);
    const number = await arrive();
    expect(await told()).toEqual([{ kind: 'arrived', number }]);
    expect(await rows()).toBe(1);
  });

  it('is tried again where the push service is ill, and not where it refuses', async () => {
    await subscribe(admin);
    browser.answer = 503;
    const number = await arrive();
    await told();
    expect(browser.pushed).toHaveLength(1);
    await told();
    expect(browser.pushed).toHaveLength(1);
    browser.answer = 201;
    house.moveTo(house.now() + MINUTE);
    expect((await told()).at(-1)).toEqual({ kind: 'arrived', number });
    expect(browser.pushed).toHaveLength(2);
    browser.answer = 400;
    await arrive();
    await told();
    house.moveTo(house.now() + HOUR);
    await told();
    expect(browser.pushed).toHaveLength(3);
  });

  it('at an address inside, or by http, is refused', async () => {
    const { keys } = browser.subscription();
    for (const endpoint of [
      'http://push.example/a',
      'https://127.0.0.1/a',
      'https://10.1.2.3/a',
      'https://[::1]/a',
      'https://user:secret@push.example/a',
      'file:///etc/passwd',
    ]) {
      const reply = await admin.post('/push/subscriptions', { endpoint, keys });
      expect(reply.problem(), endpoint).toMatchObject({ errors: [{ path: 'endpoint' }] });
    }
  });
});

it('browsers are told by the same key after a restart', async () => {
  const before = (await admin.get('/push')).as(PushState).publicKey;
  await house.stop();
  house = await openHouse({ folder: house.folder, at: house.now() });
  expect((await (await house.as('admin')).get('/push')).as(PushState).publicKey).toBe(before);
});
