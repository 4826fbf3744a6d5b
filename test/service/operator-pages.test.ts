/** The operator's pages: everything the API offers them, without script, and nothing it would refuse. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccountRequestPage } from '#shared/contract/account-requests.ts';
import { type Account, AccountPage } from '#shared/contract/accounts.ts';
import { ApiKeyList } from '#shared/contract/api-keys.ts';
import { officerGrant, user } from '../../service/tables/account.ts';
import { BANGKA, type House, type Officer, openHouse } from './harness.ts';
import { Browser, browse, inside } from './web-office.ts';

const SCRIPT = '<script>alert(1)</script>';

let house: House;
let operator: Officer;
let pages: Browser;

beforeAll(async () => {
  house = await openHouse();
  operator = await house.as('operator');
  pages = await browse(house, 'operator');
});
afterAll(() => house.close());

const account = async (username: string): Promise<Account | undefined> =>
  (await operator.get(`/accounts?text=${username}`)).as(AccountPage).items[0];

const row = (role: string, unit: string, i = 0) => ({ [`roles.${i}.role`]: role, [`roles.${i}.unit`]: unit });

describe('accounts', () => {
  it('are made with a password that is shown this once and opens the account', async () => {
    const made = await pages.send('/kelola/akun', {
      name: SCRIPT,
      username: 'dibuat',
      ...row('unit_admin', 'Kelurahan Bangka'),
      ...row('', '', 1),
    });
    expect(made.status).toBe(201);
    const page = await made.text();
    expect(page).not.toContain(SCRIPT);
    const password = inside(page, 'secret');
    expect(await house.service.people.accounts.signIn('dibuat', password)).toMatchObject({
      mustFirst: 'password',
      actor: { unit: { code: BANGKA } },
    });
    const after = await pages.text('/kelola/akun/dibuat');
    expect(after).not.toContain(password);
    expect(after).not.toContain(SCRIPT);
    expect(after).toContain('&lt;script>');
  });

  it('are refused at the field that is wrong, with all that was typed', async () => {
    const refused = await pages.send('/kelola/akun', {
      name: 'Ada Isinya',
      username: 'validator',
      ...row('validator', ''),
    });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain('Nama pengguna ini sudah dipakai.');
    expect(page).toMatch(/name="username"[^>]*aria-invalid="true"/);
    expect(page).toContain('value="Ada Isinya"');
    const nowhere = await pages.send('/kelola/akun', {
      name: 'X',
      username: 'x.y',
      ...row('unit_admin', ''),
    });
    expect(await nowhere.text()).toMatch(/name="roles\.0\.unit"[^>]*aria-invalid="true"/);
    expect(await account('x.y')).toBeUndefined();
  });

  it('are changed, disabled, enabled, given a password and handed over', async () => {
    await house.hire('diubah', 'validator');
    const done = async (path: string, fields: Record<string, string>) =>
      (await pages.send(`/kelola/akun/diubah/${path}`, fields)).headers.get('location');
    expect(await done('peran', row('field_validator', BANGKA))).toBe('/kelola/akun/diubah?sudah=peran');
    expect(await account('diubah')).toMatchObject({
      roles: [{ role: 'field_validator', unit: { code: BANGKA } }],
    });
    await done('keadaan', { disabled: 'on' });
    expect((await account('diubah'))?.disabled).toBe(true);
    await done('keadaan', {});
    expect((await account('diubah'))?.disabled).toBe(false);
    const officer = await house.hire('sesinya', 'validator');
    await pages.send('/kelola/akun/sesinya/sesi', {});
    expect((await officer.get('/queue')).refusal()).toBe('unauthenticated');
    const reset = await (await pages.send('/kelola/akun/diubah/sandi', {})).text();
    expect(await house.service.people.accounts.signIn('diubah', inside(reset, 'secret'))).not.toBeNull();
    await house.hire('penerus', 'validator');
    expect(await done('serah', { to: 'penerus' })).toBe('/kelola/akun/diubah?sudah=serah');
    const log = await pages.text('/kelola/akun/diubah');
    for (const said of [
      'Diserahkan',
      'Kata sandi diatur ulang',
      'Diaktifkan',
      'Dinonaktifkan',
      'Peran diubah',
    ]) {
      expect(log).toContain(said);
    }
  });

  it('keep the last operator, and say why', async () => {
    const refused = await pages.send('/kelola/akun/operator/keadaan', { disabled: 'on' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('Ini operator terakhir.');
  });

  it('are paged by ten thousand', async () => {
    const own = await openHouse();
    const at = new Date(0);
    for (let from = 0; from < 10_000; from += 1_000) {
      const names = Array.from({ length: 1_000 }, (_, i) => `petugas.${String(from + i).padStart(5, '0')}`);
      const people = names.map((username) => ({ id: username, username, name: username, email: username }));
      await own.db.batch([
        own.db.insert(user).values(people.map((one) => ({ ...one, createdAt: at, updatedAt: at }))),
        own.db.insert(officerGrant).values(names.map((officer) => ({ officer, role: 'validator' as const }))),
      ]);
    }
    const there = await browse(own, 'operator');
    const first = await there.text('/kelola/akun?text=petugas&role=&unit=');
    expect(first.match(/href="\/kelola\/akun\/petugas/g)).toHaveLength(50);
    const next = /rel="next" href="([^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(next).toContain('text=petugas');
    const second = await there.text(next);
    expect(second).toContain('petugas.00050');
    expect(second).not.toContain('petugas.00049<');
    expect(await there.text('/kelola/akun?text=petugas.09999')).toContain('petugas.09999');
    await own.close();
  });
});

describe('requests', () => {
  it('come from the open page, are followed by their code and decided here', async () => {
    const visitor = new Browser(house);
    const sent = await visitor.send('/permohonan', {
      name: `Siti ${SCRIPT}`,
      nip: '19850315 201001 1 007',
      unit: 'Kelurahan Bangka',
      role: 'unit_admin',
      username: 'siti.halaman',
      contact: '021-7194321',
      letter: '045/KL-BGK/III/2025',
      replaces: '',
    });
    expect(sent.status).toBe(201);
    const secret = inside(await sent.text(), 'secret');
    const look = async () => (await visitor.send('/permohonan/status', { secret })).text();
    expect(await look()).toContain('Menunggu');
    const [request] = (await operator.get('/account-requests')).as(AccountRequestPage).items;
    const path = `/kelola/permohonan/${request?.id}`;
    expect(await pages.text('/kelola/permohonan')).not.toContain(SCRIPT);
    expect(await pages.text(path)).toContain('198503152010011007');
    const taken = await pages.send(`${path}/setujui`, { username: 'validator', replaces: '' });
    expect(taken.status).toBe(422);
    const approved = await pages.send(`${path}/setujui`, { username: 'siti.halaman', replaces: '' });
    expect(approved.status).toBe(201);
    const password = inside(await approved.text(), 'secret');
    expect(await house.service.people.accounts.signIn('siti.halaman', password)).not.toBeNull();
    expect(await look()).toContain('siti.halaman');
    const again = await pages.send(`${path}/tolak`, { reason: 'Terlambat' });
    expect(again.status).toBe(409);
    expect(await again.text()).toContain('sudah diputuskan');
    expect((await visitor.send('/permohonan/status', { secret: 'bukan' })).status).toBe(404);
  });

  it('are made and followed by a unit admin, who decides none', async () => {
    const admin = await browse(house, 'admin');
    const form = {
      name: 'Rekan',
      nip: '198503152010011007',
      role: 'unit_admin',
      username: 'rekan.halaman',
      contact: '021-7194321',
      letter: '1',
    };
    const other = await admin.send('/kelola/permohonan', { ...form, unit: 'dinas-bina-marga' });
    expect(other.status).toBe(403);
    const sent = await admin.send('/kelola/permohonan', { ...form, unit: BANGKA });
    const path = sent.headers.get('location')?.split('?')[0] ?? '';
    const page = await admin.text(path);
    expect(page).not.toContain('198503152010011007');
    expect(page).not.toContain('/setujui');
    expect((await admin.send(`${path}/setujui`, { username: 'x.x' })).status).toBe(403);
    expect((await pages.send('/kelola/permohonan', { ...form, unit: BANGKA })).status).toBe(403);
  });
});

describe('units', () => {
  it('are found, added, renamed, closed and opened; official places are left alone', async () => {
    const added = await pages.send('/kelola/unit', {
      name: SCRIPT,
      code: 'upt-halaman',
      kind: 'upt',
      parent: 'Dinas Bina Marga',
    });
    expect(added.headers.get('location')).toBe('/kelola/unit/upt-halaman?sudah=tambah');
    expect(await pages.text('/kelola/unit?text=upt-halaman')).not.toContain(SCRIPT);
    await pages.send('/kelola/unit/upt-halaman/nama', { name: 'UPT Halaman' });
    await pages.send('/kelola/unit/upt-halaman/keadaan', { closed: 'on' });
    expect(house.service.people.units.get('upt-halaman')).toMatchObject({ name: 'UPT Halaman' });
    expect(await pages.text('/kelola/unit/upt-halaman')).toContain('Ditutup');
    await pages.send('/kelola/unit/upt-halaman/keadaan', {});
    expect(house.service.people.units.get('upt-halaman')?.closedAt).toBeNull();
    expect((await pages.send(`/kelola/unit/${BANGKA}/nama`, { name: 'Milik saya' })).status).toBe(422);
    expect(
      (await pages.send('/kelola/unit', { name: 'X', code: 'UPT X', kind: 'upt', parent: '31' })).status,
    ).toBe(422);
  });
});

it('what others call an office is kept with it, and leads to no other', async () => {
  const { names } = house.service.people.units;
  expect(names().office('Dinas Jalan', null)).toBeUndefined();
  const path = '/kelola/unit/dinas-bina-marga/sebutan';
  const sent = await pages.send(path, { aliases: 'Dinas Jalan\r\n\r\nDinas PU Jalan ' });
  expect(sent.headers.get('location')).toBe('/kelola/unit/dinas-bina-marga?sudah=sebutan');
  expect(names().office('DINAS  JALAN.', null)?.code).toBe('dinas-bina-marga');
  expect(await pages.text('/kelola/unit/dinas-bina-marga')).toContain('Dinas Jalan · Dinas PU Jalan');
  expect((await pages.send(path, { aliases: 'dinas perhubungan' })).status).toBe(422);
  expect((await pages.send(`/kelola/unit/${BANGKA}/sebutan`, { aliases: 'Kemang Bangka' })).status).toBe(303);
  expect(names().kelurahan('kel. kemang bangka')?.code).toBe(BANGKA);
});

describe('API keys', () => {
  it('are shown once, listed without their secret, and revoked', async () => {
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
    const form = { client: 'jaki', name: SCRIPT, expiresAt };
    const without = await pages.send('/kelola/kunci', { ...form, scopes: 'tickets:file' });
    expect(await without.text()).toMatch(/<fieldset[^>]*aria-invalid="true"/);
    const made = await pages.send('/kelola/kunci', {
      ...form,
      scopes: ['tickets:file', 'tickets:read'],
      channels: ['jaki', 'lapor'],
      origins: 'https://lapor.example.id\r\nhttp://localhost:3000',
    });
    expect(made.status).toBe(201);
    const key = inside(await made.text(), 'secret');
    expect(await house.service.people.apiKeys.resolve(key)).toMatchObject({
      rights: { channels: ['jaki', 'lapor'] },
    });
    const list = await pages.text('/kelola/kunci');
    expect(list).not.toContain(key);
    expect(list).not.toContain(SCRIPT);
    const [kept] = (await operator.get('/api-keys')).as(ApiKeyList).items;
    expect(kept?.origins).toEqual(['https://lapor.example.id', 'http://localhost:3000']);
    await pages.send(`/kelola/kunci/${kept?.id}/cabut`, {});
    expect(await house.service.people.apiKeys.resolve(key)).toBeNull();
  });
});

describe('nobody else', () => {
  it.each(['/kelola/akun', '/kelola/akun/admin', '/kelola/unit', '/kelola/kunci'])('%s', async (path) => {
    expect((await new Browser(house).get(path)).headers.get('location')).toMatch(/^\/masuk\?ke=/);
    for (const name of ['admin', 'validator', 'supervisor'] as const) {
      expect((await (await browse(house, name)).get(path)).status).toBe(403);
    }
  });

  it('sends a form from another site', async () => {
    const refused = await pages.send(
      '/kelola/akun/admin/keadaan',
      { disabled: 'on' },
      'https://evil.example',
    );
    expect(refused.status).toBe(403);
    expect((await account('admin'))?.disabled).toBe(false);
  });
});

it('every page runs no script and speaks English to whoever asks for it', async () => {
  const english = await browse(house, 'operator', 'en');
  for (const path of [
    '/kelola/akun',
    '/kelola/akun/admin',
    '/kelola/permohonan',
    '/kelola/unit',
    '/kelola/kunci',
    '/permohonan',
    '/permohonan/status',
  ]) {
    const response = await english.get(path);
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    const page = await response.text();
    expect(page).toContain('<html lang="en">');
    expect(page).not.toMatch(/<script|\son\w+=|\sstyle=|undefined|\[object/);
  }
});
