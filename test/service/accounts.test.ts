/** The operator gives, changes and takes away accounts; what is taken away is gone at the next call. */
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Account, AccountLogPage, AccountPage, AccountWithPassword } from '#shared/contract/accounts.ts';
import { Session, SessionInfo } from '#shared/contract/session.ts';
import { MACHINE } from '../../service/compose/service.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { user } from '../../service/tables/account.ts';
import { BANGKA, BINA_MARGA, type House, Officer, openHouse, type Reply } from './harness.ts';

const NEXT = 'kopi sore di teras';
const JSON_TYPE = { 'content-type': 'application/json' };

let house: House;
let operator: Officer;

beforeAll(async () => {
  house = await openHouse();
  operator = await house.as('operator');
});
afterAll(() => house.close());

function signIn(username: string, password: string): Promise<Reply> {
  return house.call('POST', '/session', JSON.stringify({ username, password }), JSON_TYPE);
}

async function make(username: string, roles: unknown[] = [{ role: 'unit_admin', unit: BANGKA }]) {
  const made = (await operator.post('/accounts', { username, name: 'Petugas Baru', roles })).as(
    AccountWithPassword,
  );
  const session = (await signIn(username, made.password)).as(Session);
  return { ...made, officer: new Officer(house, session.token, session.actor.id), session };
}

/** An account whose owner has already set a password of their own. */
async function settled(username: string, roles?: unknown[]) {
  const made = await make(username, roles);
  const reply = await made.officer.put('/session/password', { current: made.password, next: NEXT });
  expect(reply.status).toBe(204);
  return made.officer;
}

describe('a new account', () => {
  it('comes with a password that opens nothing but its own change', async () => {
    const { account, officer, session, password } = await make('baru');
    expect(account).toMatchObject({ username: 'baru', oneTimePassword: true, disabled: false });
    expect(session.mustChangePassword).toBe(true);
    for (const path of ['/queue', '/tickets', '/changes?after=0']) {
      expect((await officer.get(path)).refusal()).toBe('forbidden');
    }
    expect((await officer.put('/session/password', { current: password, next: NEXT })).status).toBe(204);
    expect((await officer.get('/session')).as(SessionInfo).mustChangePassword).toBeUndefined();
    expect((await officer.get('/queue')).status).toBe(200);
    expect((await signIn('baru', password)).refusal()).toBe('unauthenticated');
    expect((await signIn('baru', NEXT)).status).toBe(200);
  });

  it('has a week to be signed in to; after that its password opens nothing and is given anew', async () => {
    const { password } = (
      await operator.post('/accounts', { username: 'lambat', name: 'Lambat', roles: [{ role: 'validator' }] })
    ).as(AccountWithPassword);
    const [row] = await house.db.select().from(user).where(eq(user.username, 'lambat'));
    expect(Math.round(((row?.oneTimeUntil ?? 0) - Date.now()) / 86_400_000)).toBe(7);
    await house.db.update(user).set({ oneTimeUntil: Date.now() }).where(eq(user.username, 'lambat'));
    const late = await signIn('lambat', password);
    expect(late.refusal()).toBe('unauthenticated');
    expect(late.problem().detail).toContain('kedaluwarsa');
    const again = (await operator.post('/accounts/lambat/password', {})).as(AccountWithPassword);
    expect((await signIn('lambat', again.password)).status).toBe(200);
  });

  it('is refused under a name that is taken, whatever its letters', async () => {
    const reply = await operator.post('/accounts', {
      username: 'ADMIN',
      name: 'x',
      roles: [{ role: 'validator' }],
    });
    expect(reply.problem().errors).toMatchObject([{ path: 'username', code: 'exists' }]);
  });

  it.each([
    ['a name that is no name', { username: '../x' }],
    ['a role of another system', { roles: [{ role: 'api_client' }] }],
    ['no role at all', { roles: [] }],
    ['an unknown unit', { roles: [{ role: 'unit_admin', unit: '99.99' }] }],
    ['a unit admin of nowhere', { roles: [{ role: 'unit_admin' }] }],
    ['one grant twice', { roles: [{ role: 'validator' }, { role: 'validator', unit: null }] }],
    ['a password chosen by somebody else', { password: 'kopi sore di teras' }],
    ['a field that is not asked for', { disabledAt: null, id: 'x' }],
  ])('is refused with %s', async (_what, over) => {
    const reply = await operator.post('/accounts', {
      username: 'salah',
      name: 'x',
      roles: [{ role: 'validator' }],
      ...over,
    });
    expect(reply.refusal()).toBe('invalid');
    expect((await operator.get('/accounts?text=salah')).as(AccountPage).items).toEqual([]);
  });
});

it('nobody is newly appointed to a unit that was closed, whichever of the roles it is', async () => {
  await operator.post('/units', { code: 'biro-usai', name: 'Biro Usai', kind: 'biro', parent: '31' });
  await operator.put('/units/biro-usai', { closed: true });
  const roles = [{ role: 'validator' }, { role: 'unit_admin', unit: 'biro-usai' }];
  const reply = await operator.post('/accounts', { username: 'usai', name: 'x', roles });
  expect(reply.problem().errors).toMatchObject([{ path: 'roles.1.unit', code: 'closed' }]);
  expect((await operator.get('/accounts?text=usai')).as(AccountPage).items).toEqual([]);
});

describe('taking away', () => {
  it('disabling ends the session at hand, refuses the right password, and enabling lets them in again', async () => {
    const officer = await settled('cuti');
    expect((await officer.get('/queue')).status).toBe(200);
    const off = (await operator.put('/accounts/cuti/state', { disabled: true })).as(Account);
    expect(off.disabled).toBe(true);
    expect((await officer.get('/queue')).refusal()).toBe('unauthenticated');
    expect((await signIn('cuti', NEXT)).refusal()).toBe('unauthenticated');
    await operator.put('/accounts/cuti/state', { disabled: false });
    expect((await officer.get('/queue')).refusal()).toBe('unauthenticated');
    expect((await signIn('cuti', NEXT)).status).toBe(200);
  });

  it('revoking ends every session at once and leaves the password', async () => {
    const officer = await settled('hilang_hp');
    const second = (await signIn('hilang_hp', NEXT)).as(Session);
    expect((await officer.get('/queue')).status).toBe(200);
    expect((await operator.delete('/accounts/hilang_hp/sessions')).status).toBe(204);
    for (const token of [officer.token, second.token]) {
      const reply = await house.call('GET', '/queue', null, { authorization: `Bearer ${token}` });
      expect(reply.refusal()).toBe('unauthenticated');
    }
    expect((await signIn('hilang_hp', NEXT)).status).toBe(200);
  });

  it('a reset password ends the sessions and the old password, and must be changed', async () => {
    const officer = await settled('lupa');
    const { password } = (await operator.post('/accounts/lupa/password', {})).as(AccountWithPassword);
    expect((await officer.get('/queue')).refusal()).toBe('unauthenticated');
    expect((await signIn('lupa', NEXT)).refusal()).toBe('unauthenticated');
    expect((await signIn('lupa', password)).as(Session).mustChangePassword).toBe(true);
  });

  it('a password reset while the old one is being tried lets nobody in by the old one', async () => {
    let meanwhile: (() => Promise<unknown>) | undefined;
    let salt = 0;
    const own = await openHouse({
      machine: {
        passwords: () => ({
          hash: async (password) => `${salt++} ${password}`,
          verify: async ({ hash, password }) => {
            const now = meanwhile;
            meanwhile = undefined;
            await now?.();
            return hash.endsWith(` ${password}`);
          },
          isOutdated: () => true,
          isGuessable: async () => false,
          close: async () => {},
        }),
      },
    });
    const { accounts } = own.service.people;
    const signInHere = (password: string) => accounts.signIn('validator', password);
    // Of two that hash the same password anew at once, one finds the other's hash.
    expect(await Promise.all([signInHere(DEMO_PASSWORD), signInHere(DEMO_PASSWORD)])).not.toContain(null);
    const { id } = (await accounts.findOfficer('validator')) ?? { id: '' };
    meanwhile = async () => accounts.setPassword(id, await accounts.hash(NEXT), true);
    expect(await signInHere(DEMO_PASSWORD)).toBeNull();
    expect(await accounts.own(id, '')).toEqual([]);
    expect(await signInHere(DEMO_PASSWORD)).toBeNull();
    expect(await signInHere(NEXT)).not.toBeNull();
    await own.close();
  });

  it('a role taken away is gone at the next call', async () => {
    const officer = await settled('turun', [{ role: 'operator' }]);
    expect((await officer.get('/accounts')).status).toBe(200);
    const roles = [{ role: 'unit_admin', unit: BINA_MARGA }];
    expect((await operator.put('/accounts/turun/roles', { roles })).as(Account).roles).toMatchObject([
      { role: 'unit_admin', unit: { code: BINA_MARGA } },
    ]);
    expect((await officer.get('/accounts')).refusal()).toBe('forbidden');
  });

  it('signing out under the signed form of a token ends the session as well', async () => {
    const officer = await settled('dua_bentuk');
    expect((await officer.get('/queue')).status).toBe(200);
    const odd = { authorization: `Bearer ${officer.token}.AAAA` };
    await house.call('DELETE', '/session', null, odd);
    await officer.delete('/session');
    for (const headers of [odd, { authorization: `Bearer ${officer.token}` }]) {
      expect((await house.call('GET', '/queue', null, headers)).refusal()).toBe('unauthenticated');
    }
  });

  it('the last operator cannot be shut out, nor shut themselves out', async () => {
    const own = await openHouse();
    const last = await own.as('operator');
    const disabled = await last.put('/accounts/operator/state', { disabled: true });
    const stripped = await last.put('/accounts/operator/roles', { roles: [{ role: 'validator' }] });
    for (const reply of [disabled, stripped]) {
      expect(reply.problem().errors).toMatchObject([{ code: 'last-operator' }]);
    }
    expect((await last.get('/accounts')).status).toBe(200);
    await own.close();
  });
});

describe('one’s own password', () => {
  it('is refused where it is short, endless or among the first that one would try', async () => {
    const own = await openHouse({ machine: { passwords: MACHINE.passwords } });
    const officer = await own.as('validator');
    const codeOf = async (next: string) =>
      (await officer.put('/session/password', { current: DEMO_PASSWORD, next })).problem().errors?.[0]?.code;
    expect(await codeOf('pendek')).toBe('too-short');
    expect(await codeOf('x'.repeat(200))).toBe('usual');
    expect(await codeOf('Wulandari2026')).toBe('usual');
    expect(await codeOf(DEMO_PASSWORD)).toBe('same');
    const reply = await officer.put('/session/password', { current: DEMO_PASSWORD, next: NEXT });
    expect(reply.status).toBe(204);
    await own.close();
  });

  it('needs the current one, ends the other sessions and keeps this one', async () => {
    const officer = await settled('ganti');
    const other = (await signIn('ganti', NEXT)).as(Session);
    const wrong = await officer.put('/session/password', {
      current: 'bukan ini',
      next: 'hujan di bulan juni',
    });
    expect(wrong.problem().errors).toMatchObject([{ path: 'current', code: 'wrong' }]);
    await officer.put('/session/password', { current: NEXT, next: 'hujan di bulan juni' });
    expect((await officer.get('/queue')).status).toBe(200);
    const reply = await house.call('GET', '/queue', null, { authorization: `Bearer ${other.token}` });
    expect(reply.refusal()).toBe('unauthenticated');
  });

  it('cannot be guessed through an open session', async () => {
    const officer = await settled('ditebak');
    const words: string[] = [];
    for (let i = 0; i < 12; i++) {
      const reply = await officer.put('/session/password', {
        current: `tebakan ${i}`,
        next: 'hujan di bulan juni',
      });
      words.push(reply.refusal());
    }
    expect(words.at(0)).toBe('invalid');
    expect(words.at(-1)).toBe('rate-limited');
  });

  it('nor by many guesses that come at once', async () => {
    const officer = await settled('ditebak_serentak');
    const guesses = Array.from({ length: 100 }, (_, i) =>
      officer.put('/session/password', { current: `tebakan ${i}`, next: 'hujan di bulan juni' }),
    );
    const tried = (await Promise.all(guesses)).filter((reply) => reply.refusal() === 'invalid');
    // Two are looked at together: the last two may both find one place left.
    expect(tried.length).toBeLessThanOrEqual(11);
  });
});

describe('the list', () => {
  it('pages by username and finds by text, role and unit (with what lies below it)', async () => {
    const names: string[] = [];
    for (let cursor = ''; ; ) {
      const page = (await operator.get(`/accounts?limit=3${cursor}`)).as(AccountPage);
      names.push(...page.items.map(({ username }) => username));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(names).toEqual([...new Set(names)].sort());
    expect(names).toContain('validator');
    const found = async (query: string) =>
      (await operator.get(`/accounts?${query}`)).as(AccountPage).items.map(({ username }) => username);
    expect(await found('role=supervisor')).toEqual(['supervisor']);
    expect(await found('text=Maya')).toEqual(['operator']);
    expect(await found('unit=31.74&role=unit_admin')).toContain('admin');
    expect(await found('text=%25')).toEqual(await found('limit=200'));
  });
});

describe('the account log', () => {
  it('tells what was done, by whom, newest first, and never a password', async () => {
    await settled('tercatat');
    await operator.put('/accounts/tercatat/state', { disabled: true });
    const reply = await operator.get('/accounts/tercatat/log');
    const { items } = reply.as(AccountLogPage);
    expect(items.map(({ event, by }) => [event, by])).toEqual([
      ['disabled', 'operator'],
      ['password_changed', 'tercatat'],
      ['created', 'operator'],
    ]);
    expect(reply.text).not.toContain(NEXT);
  });

  it('cannot be rewritten, not even by the service itself', async () => {
    await expect(house.db.run(sql`update account_log set event = 'enabled'`)).rejects.toThrow();
    await expect(house.db.run(sql`delete from account_log`)).rejects.toThrow();
  });
});
