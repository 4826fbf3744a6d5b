/** Categories as a supervisor keeps them, by page and by call, and who goes by them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CategoriesResult, CategoryItem } from '#shared/contract/reference.ts';
import { type House, type Officer, openHouse } from '../harness.ts';
import { type Browser, browse } from '../web-office.ts';

let house: House;
let supervisor: Officer;
let admin: Officer;
let pages: Browser;
beforeAll(async () => {
  house = await openHouse();
  supervisor = await house.as('supervisor');
  admin = await house.as('admin');
  pages = await browse(house, 'supervisor');
});
afterAll(() => house.close());

const listed = async (query = '') => (await admin.get(`/categories${query}`)).as(CategoriesResult).items;
const named = async (name: string) => (await listed()).find((one) => one.name === name);

it('those that came with Tuntas are listed with office, other names and the limits in force', async () => {
  expect(await named('Parkir Liar')).toMatchObject({
    code: 'parkir-liar',
    office: { code: 'dinas-perhubungan' },
    from: null,
    until: null,
    limit: { hours: 168, assumed: true, own: false },
    standoff: { own: false },
  });
  expect((await named('Spanduk/Reklame Liar'))?.aliases).toContain('Reklame/Spanduk');
});

it('one that is added takes reports by any of its names, and proposes its office', async () => {
  expect((await admin.tryFile({ category: 'Kabel Semrawut' })).refusal()).toBe('invalid');
  const body = { name: 'Kabel Udara', aliases: ['Kabel Semrawut'], office: 'dinas-bina-marga' };
  const added = await supervisor.post('/categories', body);
  expect(added.as(CategoryItem)).toMatchObject({ code: 'kabel-udara', office: { code: 'dinas-bina-marga' } });
  const filed = await admin.file({ category: ' KABEL semrawut.' });
  expect(filed).toMatchObject({ category: 'Kabel Udara', proposedUnit: { code: 'dinas-bina-marga' } });
  const services = await (await house.service.app.request('/open311/v2/services.json')).text();
  expect(services).toContain('"service_code":"kabel-udara"');
});

it('one that has ended takes no more reports, and is still found by what was filed before', async () => {
  const { number } = await admin.file({ category: 'Satwa Liar' });
  const page = '/kelola/kategori/satwa-liar';
  const sent = await pages.send(page, { aliases: 'Satwa', office: 'Dinas KPKP', until: '2025-03-01' });
  expect(sent.headers.get('location')).toBe(`${page}?sudah=ubah`);
  expect((await named('Satwa Liar'))?.until).toBe('2025-03-01');
  expect((await listed('?at=2025-03-10T00:00:00%2B07:00')).map(({ name }) => name)).not.toContain(
    'Satwa Liar',
  );
  expect((await admin.tryFile({ category: 'Satwa Liar' })).problem().detail).toContain('1 Mar 2025');
  expect(await pages.text('/kelola/kategori?text=satwa')).toContain('Satwa Liar');
  const found = (await admin.get('/tickets?category=SATWA')).text;
  expect(found).toContain(number);
});

it.each([
  ['a name that leads elsewhere', { name: 'Trotoar' }],
  ['another name that leads elsewhere', { name: 'Tiang', aliases: ['lampu  pju'] }],
  ['an unknown office', { name: 'Tiang', office: 'dinas-antah' }],
  ['an end before its beginning', { name: 'Tiang', from: '2025-03-02', until: '2025-03-02' }],
])('%s is refused', async (_, body) => {
  expect((await supervisor.post('/categories', body)).refusal()).toBe('invalid');
  expect(await named('Tiang')).toBeUndefined();
});

it('a limit of its own is told where the category is, and a policy names no category that is none', async () => {
  const { categories, policy } = house.service.rules;
  expect(categories.near('Trotoar rusak')[0]?.name).toBe('Trotoar');
  const { clocks, evidence } = policy.current();
  const limit = { hours: 24, assumed: true, source: 'Rapat' };
  const put = (name: string) =>
    supervisor.put('/policy', {
      reason: 'Cepat',
      clocks: { ...clocks, completionByCategory: { [name]: limit } },
      evidence,
    });
  expect((await put('Jalan Tol')).problem().errors?.[0]?.path).toBe('clocks.completionByCategory.jalan tol');
  expect((await put('Lampu Penerangan Jalan Umum (PJU)')).status).toBe(200);
  expect((await named('Lampu PJU'))?.limit).toEqual({ ...limit, own: true });
  expect(await pages.text('/kelola/kategori/lampu-pju')).toContain('perkiraan');
});
