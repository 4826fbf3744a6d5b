/** "Format A": an office asks for an account, the operator decides once, and a handover leaves nothing half done. */
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AccountRequest,
  AccountRequestPage,
  Handover,
  RequestReceipt,
  RequestStatus,
} from '#shared/contract/account-requests.ts';
import { AccountLogPage, AccountPage, AccountWithPassword } from '#shared/contract/accounts.ts';
import { DutyRoster } from '#shared/contract/roster.ts';
import { Claim } from '#shared/contract/ticket.ts';
import { DAY } from '#shared/time/zone.ts';
import { accountRequest } from '../../service/tables/account.ts';
import { claim } from '../../service/tables/ticket.ts';
import { BANGKA, BINA_MARGA, type House, MONDAY, type Officer, openHouse, type Reply } from './harness.ts';
import { browse } from './web-office.ts';

const NIP = '198503152010011007';
const SCRIPT = `<script>alert(1)</script>"'\${7*7}`;
const JSON_TYPE = { 'content-type': 'application/json' };

let house: House;
let operator: Officer;
let admin: Officer;

beforeAll(async () => {
  house = await openHouse();
  operator = await house.as('operator');
  admin = await house.as('admin');
});
afterAll(() => house.close());

const formA = (over: Record<string, unknown> = {}) => ({
  name: 'Siti Rahma',
  nip: NIP,
  unit: BANGKA,
  role: 'unit_admin',
  username: 'siti.rahma',
  contact: '021-7194321',
  letter: '045/KL-BGK/III/2025',
  ...over,
});

function ask(over: Record<string, unknown> = {}, of: House = house): Promise<Reply> {
  return of.call('POST', '/account-requests', JSON.stringify(formA(over)), JSON_TYPE);
}
async function statusOf(secret: string): Promise<Reply> {
  return house.call('POST', '/account-requests/status', JSON.stringify({ secret }), JSON_TYPE);
}
/** A request as the operator finds it, and the secret its office was given. */
async function asked(over: Record<string, unknown> = {}): Promise<AccountRequest & { secret: string }> {
  const { secret } = (await ask(over)).as(RequestReceipt);
  const [newest] = (await operator.get('/account-requests?limit=1')).as(AccountRequestPage).items;
  if (!newest) throw new Error('The request is not in the list');
  return { ...newest, secret };
}
const find = async (id: number, as = operator) =>
  (await as.get(`/account-requests/${id}`)).as(AccountRequest);
const accountsNamed = async (text: string) =>
  (await operator.get(`/accounts?text=${text}`)).as(AccountPage).items.map(({ username }) => username);

describe('asking without sign-in', () => {
  it('hands out a secret once, by which the request is followed to its end', async () => {
    const { id, secret } = await asked({ username: 'siti.alur' });
    expect((await statusOf(secret)).as(RequestStatus)).toEqual({
      state: 'pending',
      askedAt: '2025-03-10T09:00:00.000+07:00',
      decidedAt: null,
      reason: null,
      username: null,
    });
    await operator.post(`/account-requests/${id}/rejection`, { reason: 'Surat belum ditandatangani lurah.' });
    expect((await statusOf(secret)).as(RequestStatus)).toMatchObject({
      state: 'rejected',
      reason: 'Surat belum ditandatangani lurah.',
      username: null,
    });
    expect((await statusOf(`${secret}x`)).refusal()).toBe('not-found');
    expect((await operator.get('/account-requests')).text).not.toContain(secret);
  });

  it('answers the same for a username, a person or a leaver that exists, and tells only the operator', async () => {
    const plain = await ask({ username: 'belum.ada', nip: '197001012000011001' });
    const taken = await ask({ username: 'validator', replaces: 'admin' });
    const shape = (reply: Reply) => [reply.status, Object.keys(reply.as(RequestReceipt)).sort()];
    expect(shape(taken)).toEqual(shape(plain));
    const { warnings } = await asked({ username: 'validator', replaces: 'dinas' });
    expect(warnings).toEqual(['username_taken', 'same_nip', 'replaces_other']);
    expect((await asked({ replaces: 'tidak.ada' })).warnings).toContain('replaces_unknown');
    expect((await asked({ replaces: 'operator' })).warnings).toContain('replaces_operator');
  });

  it.each([
    ['the role of those who give out accounts', { role: 'operator' }],
    ['a role of another system', { role: 'api_client' }],
    ['roles beside the one asked for', { roles: [{ role: 'operator', unit: null }] }],
    ['a voucher it has not got', { vouchedBy: 'admin' }],
    ['a state of its own', { state: 'approved' }],
    ['an unknown unit', { unit: '99.99' }],
    ['a NIP that is none', { nip: '123456789012345678' }],
    ['no letter', { letter: ' ' }],
    ['a username that is none', { username: '../x' }],
    ['a name that SQLite would cut', { name: 'Siti\u0000Operator' }],
  ])('is refused with %s', async (_what, over) => {
    expect((await ask(over)).refusal()).toBe('invalid');
  });

  it('is refused for a unit that was closed', async () => {
    await operator.post('/units', { code: 'biro-tutup', name: 'Biro Tutup', kind: 'biro', parent: '31' });
    await operator.put('/units/biro-tutup', { closed: true });
    expect((await ask({ unit: 'biro-tutup' })).problem().errors).toMatchObject([{ path: 'unit' }]);
  });

  it('keeps what is typed as text, whatever it holds', async () => {
    const { id } = await asked({ name: SCRIPT, contact: SCRIPT, letter: SCRIPT });
    expect(await find(id)).toMatchObject({ name: SCRIPT, contact: SCRIPT, letter: SCRIPT });
  });

  it('ends when one address asks too often, and the unit admins may still', async () => {
    const own = await openHouse();
    const words = new Map<string, number>();
    for (let i = 0; i < 62; i++) {
      const reply = await ask({ username: `banyak${i}` }, own);
      const word = reply.status === 201 ? 'taken in' : reply.refusal();
      words.set(word, (words.get(word) ?? 0) + 1);
    }
    expect([...words]).toEqual([
      ['taken in', 60],
      ['rate-limited', 2],
    ]);
    expect((await (await own.as('admin')).post('/account-requests/vouched', formA())).status).toBe(201);
    await own.close();
  });
});

describe('a unit admin', () => {
  it('vouches for their own unit and follows it, without the NIP', async () => {
    const made = (await admin.post('/account-requests/vouched', formA({ username: 'rekan' }))).as(
      AccountRequest,
    );
    expect(made).toMatchObject({
      vouchedBy: 'admin',
      state: 'pending',
      nip: null,
      contact: null,
      warnings: [],
    });
    expect(await find(made.id)).toMatchObject({ vouchedBy: 'admin', nip: NIP });
    expect((await find(made.id, admin)).username).toBe('rekan');
  });

  it('is refused for another unit, and sees none of its requests', async () => {
    const other = formA({ unit: BINA_MARGA, username: 'orang.dinas' });
    expect((await admin.post('/account-requests/vouched', other)).refusal()).toBe('forbidden');
    const { id } = await asked({ unit: BINA_MARGA, username: 'orang.dinas' });
    expect((await admin.get(`/account-requests/${id}`)).refusal()).toBe('not-found');
    const seen = (await admin.get('/account-requests?limit=200')).as(AccountRequestPage).items;
    expect(new Set(seen.map(({ unit }) => unit.code))).toEqual(new Set([BANGKA]));
  });

  it('decides nothing, not even on their own', async () => {
    const { id } = await asked();
    expect((await admin.post(`/account-requests/${id}/approval`, {})).refusal()).toBe('forbidden');
    expect((await admin.post(`/account-requests/${id}/rejection`, { reason: 'x' })).refusal()).toBe(
      'forbidden',
    );
  });
});

describe('approving', () => {
  it('makes the account with what was asked for, shows its password once, and keeps no NIP', async () => {
    const { id, secret } = await asked({ username: 'lurah.baru' });
    const { account, password } = (await operator.post(`/account-requests/${id}/approval`, {})).as(
      AccountWithPassword,
    );
    expect(account).toMatchObject({
      username: 'lurah.baru',
      name: 'Siti Rahma',
      oneTimePassword: true,
      roles: [{ role: 'unit_admin', unit: { code: BANGKA } }],
    });
    const signedIn = await house.service.people.accounts.signIn('lurah.baru', password);
    expect(signedIn?.mustFirst).toBe('password');
    expect(await find(id)).toMatchObject({
      state: 'approved',
      nip: null,
      contact: null,
      decision: { by: 'operator', account: 'lurah.baru' },
    });
    expect((await statusOf(secret)).as(RequestStatus)).toMatchObject({
      state: 'approved',
      username: 'lurah.baru',
    });
    const log = (await operator.get('/accounts/lurah.baru/log')).as(AccountLogPage).items;
    expect(log).toMatchObject([{ event: 'created', by: 'operator', request: id }]);
    expect((await operator.get(`/account-requests/${id}`)).text).not.toContain(password);
  });

  it('happens once: again, or at the same moment under another name, it is 409 and no second account', async () => {
    const { id } = await asked();
    const replies = await Promise.all([
      operator.post(`/account-requests/${id}/approval`, { username: 'kembar.satu' }),
      operator.post(`/account-requests/${id}/approval`, { username: 'kembar.dua' }),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await accountsNamed('kembar')).toHaveLength(1);
    for (const [path, body] of [
      ['approval', { username: 'kembar.tiga' }],
      ['rejection', { reason: 'Terlambat' }],
    ] as const) {
      expect((await operator.post(`/account-requests/${id}/${path}`, body)).refusal()).toBe(
        'illegal-transition',
      );
    }
    expect(await accountsNamed('kembar')).toHaveLength(1);
  });

  it('and rejecting look for the request before the fields of the body', async () => {
    const { id } = await asked();
    await operator.post(`/account-requests/${id}/rejection`, { reason: 'Surat tidak terbaca.' });
    for (const [path, refusal] of [
      [`/account-requests/${id}/approval`, 'illegal-transition'],
      [`/account-requests/${id}/rejection`, 'illegal-transition'],
      ['/account-requests/999999/approval', 'not-found'],
      ['/account-requests/999999/rejection', 'not-found'],
      ['/accounts/tidak.ada/handover', 'not-found'],
      ['/accounts/admin/handover', 'invalid'],
    ] as const) {
      expect((await operator.post(path, { salah: true })).refusal(), path).toBe(refusal);
    }
  });

  it('asks for another username where the one they wished for is taken, and leaves the request waiting', async () => {
    const { id } = await asked({ username: 'validator' });
    const refused = await operator.post(`/account-requests/${id}/approval`, {});
    expect(refused.problem().errors).toMatchObject([{ path: 'username', code: 'exists' }]);
    expect((await find(id)).state).toBe('pending');
    const two = await asked({ username: 'sama' });
    const replies = await Promise.all(
      [id, two.id].map((one) => operator.post(`/account-requests/${one}/approval`, { username: 'sama' })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  it('waits where the unit was closed meanwhile', async () => {
    await operator.post('/units', { code: 'biro-sela', name: 'Biro Sela', kind: 'biro', parent: '31' });
    const { id } = await asked({ unit: 'biro-sela', username: 'biro.sela' });
    await operator.put('/units/biro-sela', { closed: true });
    const refused = await operator.post(`/account-requests/${id}/approval`, {});
    expect(refused.problem().errors).toMatchObject([{ path: 'unit' }]);
    expect(await accountsNamed('biro.sela')).toEqual([]);
    expect((await find(id)).state).toBe('pending');
    await operator.put('/units/biro-sela', { closed: false });
    expect((await operator.post(`/account-requests/${id}/approval`, {})).status).toBe(201);
  });

  it('takes no role and no unit from the operator’s call', async () => {
    const { id } = await asked();
    for (const extra of [{ role: 'operator' }, { roles: [{ role: 'operator' }] }, { unit: BINA_MARGA }]) {
      expect((await operator.post(`/account-requests/${id}/approval`, extra)).refusal()).toBe('invalid');
    }
  });
});

describe('rejecting', () => {
  it('needs a reason, and erases whom it was about', async () => {
    const { id } = await asked({ name: 'Nama Rahasia', username: 'nama.rahasia' });
    expect((await operator.post(`/account-requests/${id}/rejection`, { reason: ' ' })).refusal()).toBe(
      'invalid',
    );
    const after = (
      await operator.post(`/account-requests/${id}/rejection`, { reason: 'Bukan pegawai unit ini.' })
    ).as(AccountRequest);
    expect(after).toMatchObject({ state: 'rejected', name: null, nip: null, contact: null, username: null });
    const [row] = await house.db.select().from(accountRequest).where(eq(accountRequest.id, id));
    expect(JSON.stringify(row)).not.toMatch(/rahasia/i);
  });

  it('cannot be undone in the database, not even by the service itself', async () => {
    await expect(
      house.db.run(sql`update account_request_decision set outcome = 'approved'`),
    ).rejects.toThrow();
    await expect(house.db.run(sql`delete from account_request_decision`)).rejects.toThrow();
  });
});

describe('a handover', () => {
  it('on request gives the role asked for, and ends the old account, its claims and its duty at once', async () => {
    const leaving = await house.hire('lurah.lama', 'unit_admin', BANGKA, [
      { role: 'supervisor', unit: null },
      { role: 'unit_admin', unit: '31.74.03.1003' },
    ]);
    const { number } = await admin.file();
    (await leaving.put(`/tickets/${number}/claim`)).as(Claim);
    const plan = { from: '2025-03-10T08:00:00+07:00', until: '2025-03-10T16:00:00+07:00' };
    const later = { from: '2025-03-11T08:00:00+07:00', until: '2025-03-11T16:00:00+07:00' };
    const periods = [
      { officer: 'lurah.lama', ...plan },
      { officer: 'admin', ...later },
      { officer: 'lurah.lama', ...later },
    ];
    const written = await admin.call('PUT', `/duty/units/${BANGKA}`, JSON.stringify({ periods }), {
      ...JSON_TYPE,
      'if-match': '"0"',
    });
    expect(written.status).toBe(200);
    const { id, warnings } = await asked({ username: 'lurah.pengganti', replaces: 'lurah.lama' });
    expect(warnings).toContain('replaces_more');
    expect(warnings).not.toContain('replaces_other');
    for (const [language, words] of [
      ['id', 'peran lainnya tidak diteruskan'],
      ['en', 'the others are not passed on'],
    ] as const) {
      const pages = await browse(house, 'operator', language);
      expect(await pages.text(`/kelola/permohonan/${id}`)).toContain(words);
    }
    const { account } = (await operator.post(`/account-requests/${id}/approval`, {})).as(AccountWithPassword);
    expect(account.roles).toMatchObject([{ role: 'unit_admin', unit: { code: BANGKA } }]);
    expect(account.roles).toHaveLength(1);
    expect((await leaving.get('/queue')).refusal()).toBe('unauthenticated');
    expect(await house.db.select().from(claim).where(eq(claim.officer, leaving.id))).toEqual([]);
    const roster = (await admin.get(`/duty/units/${BANGKA}`)).as(DutyRoster);
    expect(roster).toMatchObject({ version: 2, setBy: { username: 'operator' } });
    expect(roster.periods.map(({ officer, until }) => [officer.username, until])).toEqual([
      ['lurah.lama', '2025-03-10T09:00:00.000+07:00'],
      ['admin', '2025-03-11T16:00:00.000+07:00'],
    ]);
    const logOf = async (name: string) =>
      (await operator.get(`/accounts/${name}/log`)).as(AccountLogPage).items[0];
    expect(await logOf('lurah.lama')).toMatchObject({
      event: 'handed_over',
      by: 'operator',
      other: 'lurah.pengganti',
      at: '2025-03-10T09:00:00.000+07:00',
    });
    expect(await logOf('lurah.pengganti')).toMatchObject({ event: 'took_over', other: 'lurah.lama' });
  });

  it.each([
    ['somebody of another office', { replaces: 'dinas' }],
    ['an operator', { replaces: 'operator' }],
    ['nobody', { replaces: 'tidak.ada' }],
  ])('from %s makes no account and disables none', async (_who, over) => {
    const { id } = await asked({ username: 'penyusup', ...over });
    const reply = await operator.post(`/account-requests/${id}/approval`, {});
    expect(reply.problem().errors).toMatchObject([{ path: 'replaces' }]);
    expect(await accountsNamed('penyusup')).toEqual([]);
    expect((await (await house.as('dinas')).get('/queue')).status).toBe(200);
    expect((await operator.get('/session')).status).toBe(200);
    // The operator may still make the account by itself.
    expect((await find(id)).state).toBe('pending');
  });

  it('from somebody who has left already is refused at both doors, and told to the operator beforehand', async () => {
    await house.hire('lurah.pergi', 'unit_admin', BANGKA);
    await house.hire('lurah.kedua', 'channel_admin');
    await operator.put('/accounts/lurah.pergi/state', { disabled: true });
    const { id, warnings } = await asked({ username: 'lurah.ketiga', replaces: 'lurah.pergi' });
    expect(warnings).toContain('replaces_left');
    const approved = await operator.post(`/account-requests/${id}/approval`, {});
    expect(approved.problem().errors).toMatchObject([{ path: 'replaces', code: 'left' }]);
    const handed = await operator.post('/accounts/lurah.pergi/handover', { to: 'lurah.kedua' });
    expect(handed.problem().errors).toMatchObject([{ path: 'username', code: 'left' }]);
    expect(await accountsNamed('lurah.ketiga')).toEqual([]);
    const [second] = (await operator.get('/accounts?text=lurah.kedua')).as(AccountPage).items;
    expect(second?.roles.map(({ role }) => role)).toEqual(['channel_admin']);
  });

  it('between two accounts adds the roles to those the other has', async () => {
    await house.hire('camat.pindah', 'unit_admin', '31.74.03');
    await house.hire('camat.baru', 'channel_admin');
    const { from, to } = (await operator.post('/accounts/camat.pindah/handover', { to: 'camat.baru' })).as(
      Handover,
    );
    expect(from.disabled).toBe(true);
    expect(to.roles.map(({ role }) => role)).toEqual(['channel_admin', 'unit_admin']);
    for (const wrong of ['camat.baru', 'tidak.ada', 'camat.pindah']) {
      const reply = await operator.post('/accounts/camat.baru/handover', { to: wrong });
      expect(reply.problem().errors).toMatchObject([{ path: 'to', code: 'no-successor' }]);
    }
  });
});

it('what nobody decides lapses after ninety days, and is forgotten', async () => {
  const own = await openHouse();
  const boss = await own.as('operator');
  await ask({}, own);
  await own.service.jobs.runDue();
  const only = async () => (await boss.get('/account-requests')).as(AccountRequestPage).items[0];
  expect((await only())?.state).toBe('pending');
  own.moveTo(MONDAY + 90 * DAY);
  await own.service.jobs.runDue();
  expect(await only()).toMatchObject({ state: 'lapsed', name: null, nip: null, decision: { by: null } });
  await own.close();
});
