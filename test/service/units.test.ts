/** Offices: found by everyone, kept by the operator, never against the official codes. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Unit, UnitList } from '#shared/contract/units.ts';
import { unit } from '../../service/tables/unit.ts';
import { BANGKA, BINA_MARGA, type House, type Officer, openHouse } from './harness.ts';

let house: House;
let operator: Officer;

beforeAll(async () => {
  house = await openHouse();
  operator = await house.as('operator');
});
afterAll(() => house.close());

const codes = async (query: string): Promise<string[]> =>
  (await (await house.as('admin')).get(`/units${query}`)).as(UnitList).items.map(({ code }) => code);

describe('anybody signed in', () => {
  it('finds Jakarta whole: 6 cities, 44 kecamatan, 267 kelurahan', async () => {
    expect(await codes('?kind=city')).toHaveLength(6);
    expect(await codes('?kind=kecamatan')).toHaveLength(44);
    expect(await codes('?kind=kelurahan')).toHaveLength(267);
  });

  it('finds the offices on top of the places: dinas, their suku dinas in every city, biro and BUMD', async () => {
    const dinas = await codes('?kind=dinas');
    expect(dinas).toContain(BINA_MARGA);
    expect(await codes('?kind=suku_dinas&text=bina-marga')).toHaveLength(6);
    expect(await codes('?kind=biro')).toContain('biro-pemerintahan');
    expect(await codes('?kind=bumd')).toEqual(
      expect.arrayContaining(['pam-jaya', 'transjakarta', 'pasar-jaya']),
    );
  });

  it('finds an office by a part of its name or code, and what lies below another', async () => {
    expect(await codes('?text=BANGKA')).toContain(BANGKA);
    expect(await codes(`?text=${BANGKA}`)).toEqual([BANGKA]);
    const below = await codes('?within=31.74.03&kind=kelurahan');
    expect(below).toContain(BANGKA);
    expect(below.every((code) => code.startsWith('31.74.03.'))).toBe(true);
    expect(await codes('?within=nowhere')).toEqual([]);
  });

  it('changes none', async () => {
    const admin = await house.as('admin');
    expect((await admin.put(`/units/${BINA_MARGA}`, { name: 'Milik saya' })).refusal()).toBe('forbidden');
  });
});

describe('the operator', () => {
  it('adds an office that works from then on', async () => {
    const input = { code: 'upt-lampu', name: 'UPT Penerangan', kind: 'upt', parent: BINA_MARGA };
    expect((await operator.post('/units', input)).status).toBe(201);
    const admin = await house.as('admin');
    const { number } = await admin.file();
    const after = await admin.act(number, { action: 'koordinasi', to: 'upt-lampu', reason: 'Lampu mati' });
    expect(after.unit).toEqual({ code: 'upt-lampu', name: 'UPT Penerangan' });
    // The Dinas above it sees what lies there.
    expect((await (await house.as('dinas')).get(`/tickets/${number}`)).status).toBe(200);
    const again = await operator.post('/units', input);
    expect(again.problem().errors).toMatchObject([{ path: 'code', code: 'exists' }]);
  });

  it('closes one only when nothing open lies there, and then it takes nothing more', async () => {
    await operator.post('/units', { code: 'biro-lama', name: 'Biro Lama', kind: 'biro', parent: '31' });
    const admin = await house.as('admin');
    const first = (await admin.file()).number;
    await admin.act(first, { action: 'koordinasi', to: 'biro-lama', reason: 'Sesuai tugas' });
    const refused = await operator.put('/units/biro-lama', { closed: true });
    expect(refused.problem().errors).toMatchObject([{ code: 'has-reports' }]);

    const biro = await house.hire('biro_lama', 'unit_admin', 'biro-lama');
    await biro.act(first, { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan provinsi' });
    expect((await operator.put('/units/biro-lama', { closed: true })).as(Unit).closed).toBe(true);
    const second = (await admin.file()).number;
    const reply = await admin.try(second, { action: 'koordinasi', to: 'biro-lama', reason: 'Sesuai tugas' });
    expect(reply.problem().errors).toMatchObject([{ path: 'to', code: 'closed' }]);
  });

  it.each([
    ['an official code', { code: '31.74.03.9999' }],
    ['a kind that is official', { kind: 'kelurahan' }],
    ['a unit above that does not exist', { parent: 'nowhere' }],
  ])('cannot add %s', async (_what, over) => {
    const input = { code: 'upt-coba', name: 'x', kind: 'upt', parent: '31', ...over };
    expect((await operator.post('/units', input)).refusal()).toBe('invalid');
  });

  it('cannot rename or close an official place', async () => {
    for (const change of [{ name: 'Bangka Baru' }, { closed: true }]) {
      const reply = await operator.put(`/units/${BANGKA}`, change);
      expect(reply.problem().errors).toMatchObject([{ code: 'official' }]);
    }
    expect((await operator.put('/units/nowhere', { name: 'x' })).refusal()).toBe('not-found');
  });
});

it('a database from before an office was known gets it at its next start, and keeps what the operator changed', async () => {
  await operator.put('/units/pal-jaya', { name: 'PAL Jaya (dilebur)', closed: true });
  await house.db.delete(unit).where(eq(unit.code, 'mrt-jakarta'));
  await house.stop();
  house = await openHouse({ folder: house.folder, at: house.now() });
  operator = await house.as('operator');
  const bumd = (await operator.get('/units?kind=bumd')).as(UnitList).items;
  expect(bumd.map(({ code }) => code)).toContain('mrt-jakarta');
  expect(bumd.find(({ code }) => code === 'pal-jaya')).toMatchObject({
    name: 'PAL Jaya (dilebur)',
    closed: true,
  });
});
