/** Guessing passwords: slowed down wherever it comes from, across restarts, without shutting out whoever knows theirs. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Session } from '#shared/contract/session.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { openSignInLimit, type SignInLimit } from '../../service/people/sign-in/limit.ts';
import { networkOf } from '../../service/platform/http/address.ts';
import { HttpProblem } from '../../service/platform/http/problem.ts';
import { signInFailure } from '../../service/tables/account.ts';
import { type House, openHouse } from './harness.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.db.delete(signInFailure);
});
const rows = () => house.db.select().from(signInFailure);

describe('failures', () => {
  let now = 0;
  let limit: SignInLimit;
  beforeEach(() => {
    now = 0;
    limit = openSignInLimit(house.db, 'a secret of this test', { now: () => now });
  });

  /** How many of so many guesses one after another are let in, and how long the next has to wait, in seconds. */
  async function guesses(many: number, counted: (i: number) => ReturnType<SignInLimit['guesses']>) {
    let [letIn, wait] = [0, 0];
    for (let i = 0; i < many; i++) {
      try {
        await limit.check(counted(i));
        letIn++;
        await limit.failed(counted(i));
      } catch (error) {
        if (!(error instanceof HttpProblem)) throw error;
        expect(error.word).toBe('rate-limited');
        wait = error.extra.retryAfter ?? 0;
      }
    }
    return { letIn, wait };
  }

  it('at one account are ten, from however many addresses, and then one in five minutes', async () => {
    const from60 = (i: number) => limit.guesses(`10.0.0.${i % 60}`, i % 2 ? 'Rina' : 'rina');
    expect(await guesses(600, from60)).toEqual({ letIn: 10, wait: 300 });
    now = 299_999;
    expect(await guesses(1, from60)).toEqual({ letIn: 0, wait: 1 });
    now = 300_000;
    expect(await guesses(5, from60)).toEqual({ letIn: 1, wait: 300 });
  });

  it('from one address are a hundred, whoever is named, and then one in six seconds', async () => {
    const invented = (i: number) => limit.guesses('10.1.1.1', `nama${i}`);
    expect(await guesses(130, invented)).toEqual({ letIn: 100, wait: 6 });
    expect((await rows()).length).toBe(101);
    now = 6_000;
    expect((await guesses(3, (i) => invented(1_000 + i))).letIn).toBe(1);
    expect((await guesses(1, () => limit.guesses('10.1.1.2', 'rina'))).letIn).toBe(1);
  });

  it('are forgotten as time goes by, by a job as well', async () => {
    await guesses(10, () => limit.guesses('10.1.1.1', 'rina'));
    now = 10 * 300_000;
    await limit.forgetOld();
    expect(await rows()).toEqual([]);
    expect((await guesses(20, () => limit.guesses('10.1.1.1', 'rina'))).letIn).toBe(10);
  });

  it('are written down without address and name, and not to be told by another service’s secret', async () => {
    await limit.failed(limit.guesses('10.1.1.1', 'rina'));
    const stored = JSON.stringify(await rows());
    expect(stored).not.toMatch(/rina|10\.1\.1/);
    const other = openSignInLimit(house.db, 'another secret', { now: () => now });
    await other.failed(other.guesses('10.1.1.1', 'rina'));
    expect(new Set((await rows()).map(({ key }) => key)).size).toBe(4);
  });
});

it.each([
  ['10.1.1.1', '10.1.1.1'],
  ['2001:db8::1', '2001:db8::/64'],
  ['2001:db8:0:0:ffff:ffff:ffff:ffff', '2001:db8::/64'],
  ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
  ['fe80::1%eth0', 'fe80::/64'],
  ['local', 'local'],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

describe('signing in', () => {
  async function signIn(remoteAddress: string, body: Record<string, unknown>) {
    const reply = await house.service.app.request(
      '/api/v1/session',
      { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
      { incoming: { socket: { remoteAddress } } },
    );
    return { status: reply.status, retryAfter: reply.headers.get('retry-after'), text: await reply.text() };
  }
  const right = { username: 'validator', password: DEMO_PASSWORD };
  const wrong = { username: 'validator', password: 'tebakan' };
  const browserOf = (text: string): string => Session.parse(JSON.parse(text)).browser ?? '';

  it('lets 140 right passwords in that come at once from one address', async () => {
    const replies = await Promise.all(Array.from({ length: 140 }, () => signIn('10.2.0.1', right)));
    expect(replies.filter(({ status }) => status !== 200)).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  it('lets in ten of a hundred guesses at one account that come at once', async () => {
    const replies = await Promise.all(Array.from({ length: 100 }, () => signIn('10.2.0.2', wrong)));
    // Two are looked at together: the last two may both find one place left.
    expect(replies.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(11);
    expect(replies.every(({ status }) => [401, 429].includes(status))).toBe(true);
  });

  it('spares a browser that signed in before while 60 addresses guess at its account', async () => {
    const browser = browserOf((await signIn('10.2.0.3', right)).text);
    for (let i = 0; i < 60; i++) await signIn(`10.3.0.${i}`, wrong);
    const stranger = await signIn('10.2.0.4', right);
    expect(stranger.status).toBe(429);
    expect(Number(stranger.retryAfter)).toBeLessThanOrEqual(300);
    expect((await signIn('10.2.0.4', { ...right, browser })).status).toBe(200);
  });

  it('spares it where somebody in the same building tries invented names', async () => {
    const browser = browserOf((await signIn('10.4.0.1', right)).text);
    for (let i = 0; i < 120; i++) await signIn('10.4.0.1', { username: `nama${i}`, password: 'tebakan' });
    // One each six seconds is let in, and the machine may be slow.
    const strangers = [
      await signIn('10.4.0.1', right),
      await signIn('10.4.0.1', { ...right, password: 'tebakan' }),
    ];
    strangers.push(await signIn('10.4.0.1', right));
    const slowed = strangers.filter(({ status }) => status === 429);
    expect(slowed).not.toEqual([]);
    for (const { retryAfter } of slowed) expect(Number(retryAfter)).toBeLessThanOrEqual(6);
    expect((await signIn('10.4.0.1', { ...right, browser })).status).toBe(200);
    // By an account of their own nobody buys more guesses at another one.
    expect((await signIn('10.4.0.1', { username: 'admin', password: 'tebakan', browser })).status).toBe(429);
  });

  it('slows a known browser down as well once it guesses itself', async () => {
    const browser = browserOf((await signIn('10.5.0.1', right)).text);
    for (let i = 0; i < 10; i++) expect((await signIn('10.5.0.1', { ...wrong, browser })).status).toBe(401);
    expect((await signIn('10.5.0.1', { ...right, browser })).status).toBe(429);
    const tampered = browser.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
    await house.db.delete(signInFailure);
    for (let i = 0; i < 10; i++) await signIn(`10.6.0.${i}`, wrong);
    expect((await signIn('10.5.0.1', { ...right, browser: tampered })).status).toBe(429);
  });

  it('has a page’s browser known by a cookie that no script reads', async () => {
    const ask = (password: string, cookie = '') =>
      house.service.app.request(
        'http://localhost/masuk',
        {
          method: 'POST',
          body: new URLSearchParams({ username: 'supervisor', password }),
          headers: { origin: 'http://localhost', cookie },
        },
        { incoming: { socket: { remoteAddress: '10.7.0.1' } } },
      );
    const first = await ask(DEMO_PASSWORD);
    const cookies = first.headers.getSetCookie().filter((cookie) => cookie.startsWith('tuntas-kenal='));
    expect(cookies).toEqual([expect.stringMatching(/HttpOnly; SameSite=Strict$/)]);
    for (let i = 0; i < 10; i++) await ask('tebakan');
    expect((await ask(DEMO_PASSWORD)).status).toBe(429);
    expect((await ask(DEMO_PASSWORD, cookies[0]?.split(';')[0])).status).toBe(303);
  });
});

it('a restart gives a guesser no new start', async () => {
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
