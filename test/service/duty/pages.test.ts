/** The rosters as pages: supervisors plan the validators, an office's admins themselves, and nobody anybody else. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DutyRoster } from '#shared/contract/roster.ts';
import { BANGKA, type House, openHouse } from '../harness.ts';
import { browse } from '../web-office.ts';

const PATH = '/kelola/piket';
const DAY = { officer: 'validator', from: '2025-03-11T07:30', until: '2025-03-11T16:00' };

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const roster = async (path = '/duty/validators') =>
  (await (await house.as('supervisor')).get(path)).as(DutyRoster);

it('a supervisor plans a validator, and takes them off again; every version stays', async () => {
  const pages = await browse(house, 'supervisor');
  expect(await pages.text(PATH)).toContain('Belum ada piket yang dijadwalkan.');
  const kept = await pages.send(PATH, { ...DAY, versi: '0' });
  expect(kept.headers.get('location')).toBe(`${PATH}?sudah=simpan`);
  const { periods } = await roster();
  expect(periods).toMatchObject([
    { officer: { username: 'validator' }, from: expect.stringMatching(/^2025-03-11T07:30/) },
  ]);
  const [planned] = periods;
  const off = { officer: 'validator', from: planned?.from ?? '', until: planned?.until ?? '' };
  const removed = await pages.send(`${PATH}/hapus`, { ...off, versi: '1' });
  expect(removed.headers.get('location')).toBe(`${PATH}?sudah=hapus`);
  expect(await roster()).toMatchObject({ version: 2, periods: [] });
});

it.each([
  ['one that ends before it begins', { until: '2025-03-11T07:00' }, 422, 'setelah waktu mulai'],
  ['one of nobody who validates', { officer: 'admin' }, 422, 'bukan validator yang aktif'],
  ['one without an end', { until: '' }, 422, 'Periksa isian'],
  ['one on a roster that changed meanwhile', { versi: '0' }, 412, 'baru saja diubah'],
])('refuses %s, and says why', async (_, wrong, status, why) => {
  const pages = await browse(house, 'supervisor');
  const { version } = await roster();
  const refused = await pages.send(PATH, { ...DAY, versi: String(version), ...wrong });
  expect(refused.status).toBe(status);
  expect(await refused.text()).toContain(why);
  expect((await roster()).version).toBe(version);
});

it('an office’s admin plans their own office, and neither another one nor the validators', async () => {
  const pages = await browse(house, 'admin');
  const kept = await pages.send(PATH, { ...DAY, officer: 'admin', versi: '0' });
  expect(kept.status).toBe(303);
  expect((await roster(`/duty/units/${BANGKA}`)).periods).toHaveLength(1);
  expect((await pages.get(`${PATH}?unit=dinas-bina-marga`)).status).toBe(404);
  const other = await pages.send(`${PATH}?unit=dinas-bina-marga`, { ...DAY, officer: 'dinas', versi: '0' });
  expect(other.status).toBe(403);
});

it('a validator reads who is on duty, and writes nothing', async () => {
  const pages = await browse(house, 'validator');
  expect(await pages.text(PATH)).not.toContain('<form class="stacked"');
  const { version } = await roster();
  expect((await pages.send(PATH, { ...DAY, versi: String(version) })).status).toBe(403);
});

it('tells whoever has no roster so', async () => {
  expect(await (await browse(house, 'operator', 'en')).text(PATH)).toContain('Your role has no duty roster.');
});
