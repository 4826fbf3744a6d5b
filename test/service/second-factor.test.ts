/** The second factor: set up, asked for, used once, lost, and taken away again. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AccountLogPage, AccountPage } from '#shared/contract/accounts.ts';
import { Session, SessionInfo } from '#shared/contract/session.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { openSecondFactors } from '../../service/people/second-factor/factors.ts';
import { openKnownBrowsers } from '../../service/people/sign-in/known-browser.ts';
import { systemClock } from '../../service/platform/clock.ts';
import { recoveryCode, secondFactor } from '../../service/tables/account.ts';
import { type Authenticator, FACTOR_PAGE, scanned, setUp } from './authenticator.ts';
import { type DemoName, type House, openHouse, type Reply } from './harness.ts';
import { Browser, browse } from './web-office.ts';

const HALF_MINUTE = 30_000;
const BOTH = (code: string) => ({ password: DEMO_PASSWORD, code });

let house: House;
beforeEach(async () => {
  // In the middle of a half minute, so that none ends while a test runs.
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(Math.floor(Date.now() / HALF_MINUTE) * HALF_MINUTE + HALF_MINUTE / 2);
  house = await openHouse({ config: { secondFactor: 'required' } });
});
afterEach(async () => {
  vi.useRealTimers();
  await house.close();
});

function signIn(body: Record<string, string>): Promise<Reply> {
  return house.call(
    'POST',
    '/session',
    JSON.stringify({ username: 'admin', password: DEMO_PASSWORD, ...body }),
    {
      'content-type': 'application/json',
    },
  );
}
async function logOf(username: DemoName): Promise<string[]> {
  const { accounts } = house.service.people;
  const operator = await browseApi();
  expect(await accounts.findOfficer(username)).not.toBeNull();
  return (await operator(`/accounts/${username}/log`)).as(AccountLogPage).items.map(({ event }) => event);
}
/** Calls as an operator who has set theirs up. */
async function browseApi(): Promise<(path: string, method?: string) => Promise<Reply>> {
  const operator = await house.as('operator');
  await house.db.insert(secondFactor).values({ officer: operator.id, setAt: 0 }).onConflictDoNothing();
  house.service.people.accounts.forget(operator.id);
  return (path, method = 'GET') => operator.call(method, path);
}
const passing = (): void => void vi.setSystemTime(Date.now() + HALF_MINUTE);

describe('setting it up', () => {
  it('shows key and QR code, and counts from its first code on', async () => {
    const admin = await browse(house, 'admin');
    expect(await admin.text('/akun')).toContain('Belum dipasang');
    await admin.send(`${FACTOR_PAGE}/mulai`, {});
    const app = await scanned(admin);
    expect((await signIn({})).status).toBe(200);
    for (const wrong of [
      BOTH(app.wrong()),
      BOTH(''),
      { password: 'bukan rahasia', code: app.code() },
      BOTH(app.code(2)),
    ]) {
      expect((await admin.send(FACTOR_PAGE, wrong)).status).toBe(422);
    }
    expect((await signIn({})).status).toBe(200);
    const done = await admin.send(FACTOR_PAGE, BOTH(app.code()));
    expect(done.status).toBe(200);
    expect((await done.text()).match(/[A-Z2-7]{5}-[A-Z2-7]{5}/g)).toHaveLength(10);
    expect((await signIn({})).refusal()).toBe('second-factor-required');
    const shown = await admin.text(FACTOR_PAGE);
    expect(shown).not.toMatch(/class="(qr|secret)"/);
    expect(await admin.text('/akun')).toContain('<p>Aktif</p>');
  });

  it('ends every other session', async () => {
    const [here, elsewhere] = [await browse(house, 'admin'), await browse(house, 'admin')];
    await setUp(here);
    expect((await here.get('/akun')).status).toBe(200);
    expect((await elsewhere.get('/akun')).headers.get('location')).toContain('/masuk');
  });

  it('begins anew with another key, and the first counts for nothing; after a quarter of an hour none is shown', async () => {
    const admin = await browse(house, 'admin');
    await admin.send(`${FACTOR_PAGE}/mulai`, {});
    const first = await scanned(admin);
    await admin.send(`${FACTOR_PAGE}/mulai`, {});
    const second = await scanned(admin);
    expect((await admin.send(FACTOR_PAGE, BOTH(first.code()))).status).toBe(422);
    vi.setSystemTime(Date.now() + 15 * 60_000);
    expect((await admin.send(FACTOR_PAGE, BOTH(second.code()))).status).toBe(422);
    expect(await admin.text(FACTOR_PAGE)).not.toContain('class="qr"');
    expect((await signIn({})).status).toBe(200);
  });
});

describe('signing in with it', () => {
  let app: Authenticator;
  let recovery: string[];
  beforeEach(async () => {
    ({ app, recovery } = await setUp(await browse(house, 'admin')));
    passing();
  });

  it('asks whoever has the password for a code, and tells nobody else of it', async () => {
    const asked = await signIn({});
    expect([asked.refusal(), asked.status, asked.headers.get('www-authenticate')]).toEqual([
      'second-factor-required',
      401,
      'Bearer',
    ]);
    const wrong = await signIn({ password: 'bukan rahasia', code: app.code() });
    const nobody = await signIn({ username: 'tidak_ada', code: app.code() });
    expect(wrong.refusal()).toBe('unauthenticated');
    expect(wrong.text).toBe(nobody.text);
    const session = (await signIn({ code: app.code() })).as(Session);
    expect(session.actor.username).toBe('admin');
  });

  it('takes each code once, and none older than one that was taken', async () => {
    const code = app.code();
    const both = await Promise.all([signIn({ code }), signIn({ code })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await signIn({ code })).refusal()).toBe('second-factor-required');
    expect((await signIn({ code: app.code(-1) })).refusal()).toBe('second-factor-required');
    expect((await signIn({ code: app.code(1) })).status).toBe(200);
    passing();
    expect((await signIn({ code: app.code() })).refusal()).toBe('second-factor-required');
    passing();
    expect((await signIn({ code: `${app.code().slice(0, 3)} ${app.code().slice(3)}` })).status).toBe(200);
  });

  it('takes a recovery code in its place, each once, however it is written', async () => {
    const [first = '', second = ''] = recovery;
    expect((await signIn({ code: ` ${first.toLowerCase().replace('-', ' ')} ` })).status).toBe(200);
    expect((await signIn({ code: first })).refusal()).toBe('second-factor-required');
    expect((await signIn({ username: 'dinas', code: second })).status).toBe(200);
    expect((await signIn({ code: second })).status).toBe(200);
    expect(await logOf('admin')).toEqual(['recovery_code_used', 'recovery_code_used', 'factor_set']);
  });

  it('slows guesses down as it does passwords, and a right code with them', async () => {
    for (let i = 0; i < 10; i++) expect((await signIn({ code: app.wrong() })).status).toBe(401);
    const slowed = await signIn({ code: app.code() });
    expect([slowed.refusal(), slowed.headers.get('retry-after')]).toEqual(['rate-limited', '300']);
  });

  it('counts guesses from however many known browsers they come', async () => {
    const browsers = openKnownBrowsers(house.service.platform.keyOf('known-browsers'));
    const guess = (code: string) => signIn({ code, browser: browsers.mark('admin') });
    for (let i = 0; i < 10; i++) expect((await guess(app.wrong())).status).toBe(401);
    expect((await guess(app.code())).refusal()).toBe('rate-limited');
  });

  it('does not slow down whoever is merely asked', async () => {
    for (let i = 0; i < 15; i++) expect((await signIn({})).refusal()).toBe('second-factor-required');
    expect((await signIn({ code: app.code() })).status).toBe(200);
  });

  it('leaves a copy of the database that opens nothing', async () => {
    const kept = JSON.stringify([
      await house.db.select().from(secondFactor),
      await house.db.select().from(recoveryCode),
    ]);
    for (const code of recovery) expect(kept).not.toContain(code.replace('-', ''));
    const admin = await house.service.people.accounts.findOfficer('admin');
    const elsewhere = openSecondFactors(house.db, 'another key', systemClock);
    expect(await elsewhere.check(admin?.id ?? '', app.code())).toBe('wrong');
    expect(await elsewhere.check(admin?.id ?? '', recovery[0])).toBe('wrong');
  });

  it('is told to the guards by account and without names, and failures are counted', async () => {
    const told = vi.spyOn(house.service.platform.log, 'security');
    for (const code of [undefined, app.wrong(), app.code(), recovery[0]]) await signIn(code ? { code } : {});
    const { id } = (await house.service.people.accounts.findOfficer('admin')) ?? {};
    expect(told.mock.calls.map(([{ secondFactor: factor, account }]) => [factor, account])).toEqual([
      ['asked', id],
      ['refused', id],
      ['used', id],
      ['recovery-used', id],
    ]);
    expect(JSON.stringify(told.mock.calls)).not.toMatch(new RegExp(`admin|${app.code()}|${recovery[0]}`));
    const metrics = await (await house.service.app.request('/metrics')).text();
    expect(metrics).toContain('tuntas_sign_ins_total{outcome="refused"} 1\n');
    expect(metrics).toContain('tuntas_sign_ins_total{outcome="accepted"} 3\n');
  });
});

describe('on the pages', () => {
  const cookieIn = (reply: Response, name: string): string =>
    reply.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0] ?? '')
      .find((cookie) => cookie.startsWith(`${name}=`)) ?? '';
  let app: Authenticator;
  beforeEach(async () => {
    ({ app } = await setUp(await browse(house, 'admin')));
    passing();
  });
  /** A browser in which the password was said. */
  async function halfWay(): Promise<Browser> {
    const sent = await new Browser(house).send('/masuk?ke=/akun', {
      username: 'admin',
      password: DEMO_PASSWORD,
    });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/masuk/kode?ke=%2Fakun']);
    expect(cookieIn(sent, 'tuntas')).toBe('');
    expect(sent.headers.getSetCookie().join()).toMatch(
      /tuntas-kode=[^;]+; Max-Age=300; Path=\/; HttpOnly; SameSite=Strict/,
    );
    return new Browser(house, { cookie: cookieIn(sent, 'tuntas-kode') });
  }

  it('comes after the password, and leads on to where one wanted', async () => {
    const browser = await halfWay();
    expect(await browser.text('/masuk/kode?ke=/akun')).toContain('name="code"');
    const wrong = await browser.send('/masuk/kode?ke=/akun', { code: app.wrong() });
    expect([wrong.status, (await wrong.text()).includes('Kode tidak cocok')]).toEqual([401, true]);
    const done = await browser.send('/masuk/kode?ke=/akun', { code: app.code() });
    expect([done.status, done.headers.get('location')]).toEqual([303, '/akun']);
    const inside = new Browser(house, { cookie: cookieIn(done, 'tuntas') });
    expect((await inside.get('/akun')).status).toBe(200);
  });

  it('is asked of nobody who did not say the password just before, or whose password is another now', async () => {
    const { id } = (await house.service.people.accounts.findOfficer('admin')) ?? {};
    const forged = `tuntas-kode=${id}.9999999999999.${'y'.repeat(43)}`;
    for (const cookie of ['', 'tuntas-kode=x.9999999999999.y', forged]) {
      const stranger = new Browser(house, { cookie });
      expect((await stranger.get('/masuk/kode')).headers.get('location')).toBe('/masuk');
      expect((await stranger.send('/masuk/kode', { code: app.code() })).status).toBe(401);
    }
    const late = await halfWay();
    vi.setSystemTime(Date.now() + 5 * 60_000);
    expect((await late.send('/masuk/kode', { code: app.code() })).status).toBe(401);
    const changed = await halfWay();
    const { accounts } = house.service.people;
    const officer = await accounts.findOfficer('admin');
    await accounts.setPassword(officer?.id ?? '', await accounts.hash('kopi sore di teras'), false);
    expect((await changed.send('/masuk/kode', { code: app.code() })).status).toBe(401);
  });

  it('bounds guesses that come all at once', async () => {
    const browser = await halfWay();
    const guesses = await Promise.all(
      Array.from({ length: 40 }, () => browser.send('/masuk/kode', { code: app.wrong() })),
    );
    const refused = guesses.filter(({ status }) => status === 401).length;
    expect(refused).toBeLessThanOrEqual(11);
    expect((await browser.send('/masuk/kode', { code: app.code() })).status).toBe(429);
  });
});

describe('where it is required', () => {
  it('opens nothing else before it is set up, on pages and by the API', async () => {
    const browser = await browse(house, 'supervisor');
    for (const path of ['/akun', '/kelola/kriteria', '/kelola/dinding']) {
      expect((await browser.get(path)).headers.get('location')).toBe(FACTOR_PAGE);
    }
    expect(await browser.text(FACTOR_PAGE)).toContain('wajib');
    const supervisor = await house.as('supervisor');
    expect((await supervisor.get('/session')).as(SessionInfo).mustSetSecondFactor).toBe(true);
    const refused = await supervisor.get('/queue');
    expect([refused.refusal(), refused.problem().detail?.includes(FACTOR_PAGE)]).toEqual(['forbidden', true]);
    await setUp(browser);
    expect((await browser.get('/kelola/kriteria')).status).toBe(200);
  });

  it('leads there from the sign-in', async () => {
    const sent = await new Browser(house).send('/masuk', { username: 'operator', password: DEMO_PASSWORD });
    expect(sent.headers.get('location')).toBe(FACTOR_PAGE);
  });

  it('is asked for once a role that needs it is given, and of nobody else', async () => {
    const validator = await house.as('validator');
    expect((await validator.get('/queue')).status).toBe(200);
    await house.service.people.accounts.setGrants(validator.id, [
      { role: 'validator', unit: null },
      { role: 'supervisor', unit: null },
    ]);
    expect((await validator.get('/queue')).refusal()).toBe('forbidden');
  });

  it('is not to be taken away, but moves to another phone', async () => {
    const browser = await browse(house, 'supervisor');
    const { app } = await setUp(browser);
    passing();
    expect(await browser.text(FACTOR_PAGE)).not.toContain(`${FACTOR_PAGE}/lepas`);
    expect((await browser.send(`${FACTOR_PAGE}/lepas`, BOTH(app.code()))).status).toBe(422);
    expect((await browser.send(`${FACTOR_PAGE}/mulai`, {})).status).toBe(422);
    expect((await browser.send(`${FACTOR_PAGE}/mulai`, BOTH(app.wrong()))).status).toBe(422);
    expect((await browser.send(`${FACTOR_PAGE}/mulai`, BOTH(app.code()))).status).toBe(303);
    const next = await scanned(browser);
    expect((await signIn({ username: 'supervisor', code: app.code(1) })).status).toBe(200);
    expect((await browser.send(FACTOR_PAGE, BOTH(next.code()))).status).toBe(200);
    passing();
    passing();
    expect((await signIn({ username: 'supervisor', code: app.code() })).status).toBe(401);
    expect((await signIn({ username: 'supervisor', code: next.code() })).status).toBe(200);
  });
});

describe('later', () => {
  it('whoever may takes it away again, with password and code', async () => {
    const admin = await browse(house, 'admin');
    const { app } = await setUp(admin);
    passing();
    expect((await admin.send(`${FACTOR_PAGE}/lepas`, BOTH(app.wrong()))).status).toBe(422);
    const wrong = { password: 'bukan rahasia', code: app.code() };
    expect((await admin.send(`${FACTOR_PAGE}/lepas`, wrong)).status).toBe(422);
    expect((await admin.send(`${FACTOR_PAGE}/lepas`, BOTH(app.code()))).status).toBe(303);
    expect((await signIn({})).status).toBe(200);
    expect(await house.db.select().from(recoveryCode)).toEqual([]);
    expect((await logOf('admin'))[0]).toBe('factor_removed');
  });

  it('recovery codes are made anew, and those before count no more', async () => {
    const admin = await browse(house, 'admin');
    const { app, recovery } = await setUp(admin);
    passing();
    const renewed = await admin.send(`${FACTOR_PAGE}/cadangan`, BOTH(app.code()));
    const codes = (await renewed.text()).match(/[A-Z2-7]{5}-[A-Z2-7]{5}/g) ?? [];
    expect(codes).toHaveLength(10);
    expect((await signIn({ code: recovery[0] ?? '' })).status).toBe(401);
    expect((await signIn({ code: codes[0] ?? '' })).status).toBe(200);
  });

  it('a stolen session guesses at neither password nor code', async () => {
    const admin = await browse(house, 'admin');
    const { app } = await setUp(admin);
    passing();
    const guess = BOTH(app.wrong());
    for (let i = 0; i < 10; i++) expect((await admin.send(`${FACTOR_PAGE}/lepas`, guess)).status).toBe(422);
    const slowed = await admin.send(`${FACTOR_PAGE}/lepas`, BOTH(app.code()));
    expect([slowed.status, slowed.headers.get('retry-after')]).toEqual([429, '300']);
  });

  it('an operator resets another’s, and never their own', async () => {
    const { recovery } = await setUp(await browse(house, 'admin'));
    const session = (await signIn({ code: recovery[0] ?? '' })).as(Session);
    const call = await browseApi();
    const { items } = (await call('/accounts?text=admin')).as(AccountPage);
    expect(items.map(({ username, secondFactor: has }) => [username, has])).toContainEqual(['admin', true]);
    expect((await call('/accounts/admin/second-factor', 'DELETE')).status).toBe(204);
    expect((await call('/accounts/admin/second-factor', 'DELETE')).refusal()).toBe('not-found');
    expect((await call('/accounts/operator/second-factor', 'DELETE')).refusal()).toBe('invalid');
    expect(await house.service.people.accounts.resolve(session.token)).toBeNull();
    expect((await signIn({})).status).toBe(200);
    expect((await logOf('admin'))[0]).toBe('factor_reset');
  });
});
