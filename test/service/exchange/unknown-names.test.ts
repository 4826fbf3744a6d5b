/** A name that nobody here knows holds up no report: it is asked about once, and whoever waits for it follows. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { UnknownNames } from '#shared/contract/unknown-names.ts';
import { HOUR } from '#shared/time/zone.ts';
import { BANGKA, BINA_MARGA, type House, type Officer, openHouse } from '../harness.ts';
import { browse } from '../web-office.ts';
import { numberOf } from './files.ts';
import { type Row, take } from './take.ts';

let house: House;
let operator: Officer;
beforeAll(async () => {
  house = await openHouse();
  operator = await house.as('operator');
});
afterAll(() => house.close());

let reports = 0;
const newRow = (over: Omit<Row, 'number'> = {}) => ({
  number: numberOf(++reports),
  category: 'Sampah',
  status: 'Menunggu',
  receivedAt: '03/03/2025 08.15',
  kelurahan: 'Bangka',
  ...over,
});

async function waiting() {
  return (await operator.get('/unknown-names')).as(UnknownNames).items.map(({ near, ...one }) => one);
}

async function decide(body: object): Promise<void> {
  expect((await operator.post('/unknown-names', body)).status).toBe(200);
  await house.service.exchange.recognition.run();
}

it('a category is taken in as told, asked about once however it is written, and moves them all', async () => {
  const rows = ['Kabel Udara', 'KABEL  UDARA.', 'kabel udara '].map((category) => newRow({ category }));
  expect(await take(house, rows)).toMatchObject({ added: 3, refused: [] });
  const [one = rows[0]] = rows;
  const supervisor = await house.as('supervisor');
  expect(await supervisor.ticket(one?.number ?? '')).toMatchObject({
    category: 'Kabel Udara',
    unit: { code: BANGKA },
  });
  expect(await waiting()).toEqual([{ kind: 'category', name: expect.stringMatching(/kabel/i), reports: 3 }]);

  await decide({ kind: 'category', name: 'Kabel Udara', as: 'jaringan-listrik' });
  expect(await waiting()).toEqual([]);
  for (const { number } of rows) {
    const ticket = await supervisor.ticket(number);
    expect(ticket).toMatchObject({ category: 'Jaringan Listrik', status: 'menunggu', version: 2 });
    expect(ticket.events.at(-1)).toMatchObject({ action: 'nama_dikenali', actor: { role: 'sistem' } });
  }
  expect(await take(house, rows)).toMatchObject({ moved: 0, unchanged: 3 });
  expect(await take(house, [newRow({ category: 'Kabel udara' })])).toMatchObject({ added: 1 });
  expect(await waiting()).toEqual([]);
});

it('the limit of the category that was meant holds as though it had been known all along', async () => {
  const row = newRow({ category: 'Tiang Miring', status: 'Proses' });
  await take(house, [row]);
  const completion = async () =>
    (await house.row(row.number)).clocks.find(({ clock }) => clock === 'completion');
  expect(await completion()).toMatchObject({ rule: 'completion', limit: 7 * 24 * HOUR });
  const { clocks, evidence } = house.service.rules.policy.current();
  const own = { trotoar: { hours: 48, assumed: false, source: 'Rapat' } };
  const policy = { reason: 'x', clocks: { ...clocks, completionByCategory: own }, evidence, recompute: true };
  expect((await (await house.as('supervisor')).put('/policy', policy)).status).toBe(200);
  await decide({ kind: 'category', name: 'tiang miring', as: 'trotoar' });
  const { since = 0, ...after } = (await completion()) ?? {};
  expect(after).toMatchObject({ rule: 'completion_category', limit: 48 * HOUR, dueAt: since + 48 * HOUR });
});

it('a category may be added under the name as told', async () => {
  const row = newRow({ category: 'Odong-odong' });
  await take(house, [row]);
  await decide({ kind: 'category', name: 'Odong-odong' });
  expect((await house.row(row.number)).category).toBe('Odong-odong');
  expect(house.service.rules.categories.find('odong odong')?.office).toBeNull();
  expect(await waiting()).toEqual([]);
});

it('an unknown office leaves the report in the tray, from where it goes to the one that was meant', async () => {
  const open = newRow({ unit: 'Dinas Jalan Raya' });
  const done = newRow({ unit: 'DINAS JALAN RAYA', status: 'Selesai', followedUpAt: '04/03/2025 08:00' });
  expect(await take(house, [open, done])).toMatchObject({ added: 2, refused: [] });
  expect(await house.row(open.number)).toMatchObject({ unit: null, desk: 'tray', kelurahan: BANGKA });
  await decide({ kind: 'unit', name: 'Dinas Jalan Raya', as: BINA_MARGA });
  const [moved, ended] = [await house.row(open.number), await house.row(done.number)];
  expect(moved).toMatchObject({ unit: BINA_MARGA, desk: 'office' });
  expect(moved.clocks.find(({ clock }) => clock === 'response')?.since).toBe(house.now());
  expect(ended).toMatchObject({ unit: BINA_MARGA, status: 'selesai' });
  expect(ended.clocks.some(({ clock }) => clock === 'response')).toBe(false);
  expect(await take(house, [open, done])).toMatchObject({ moved: 0, unchanged: 2, refused: [] });
});

it('what somebody sent on from the tray meanwhile stays where it is', async () => {
  const row = newRow({ unit: 'Dinas Antah Berantah' });
  await take(house, [row]);
  const channel = await house.as('kanal');
  await channel.act(row.number, { action: 'koordinasi', to: 'dinas-sosial', reason: 'Lebih tepat' });
  await decide({ kind: 'unit', name: 'Dinas Antah Berantah', as: BINA_MARGA });
  expect(await house.row(row.number)).toMatchObject({ unit: 'dinas-sosial', version: 2 });
  expect(await waiting()).toEqual([]);
});

it('KELURAHAN and KECAMATAN in an office column are the report’s own, and the tray’s while it tells none', async () => {
  const rows = [
    newRow({ unit: 'KELURAHAN' }),
    newRow({ unit: 'KECAMATAN' }),
    newRow({ unit: 'Sudin Bina Marga' }),
  ];
  const nowhere = newRow({ unit: 'KELURAHAN', kelurahan: '' });
  expect(await take(house, [...rows, nowhere])).toMatchObject({ added: 4, refused: [] });
  const units = await Promise.all(
    [...rows, nowhere].map(async ({ number }) => (await house.row(number)).unit),
  );
  expect(units).toEqual([BANGKA, '31.74.03', 'sudin-bina-marga-31.74', null]);
  expect(await waiting()).toEqual([]);
});

it('an unknown kelurahan is asked about as well', async () => {
  const row = newRow({ kelurahan: 'Bangka Dalam' });
  await take(house, [row]);
  expect(await waiting()).toEqual([{ kind: 'kelurahan', name: 'Bangka Dalam', reports: 1 }]);
  await decide({ kind: 'kelurahan', name: 'Bangka Dalam', as: BANGKA });
  expect(await house.row(row.number)).toMatchObject({ kelurahan: BANGKA, unit: BANGKA });
});

it('an office that is not there yet is added where its name is asked about, by whoever keeps offices', async () => {
  const row = newRow({ unit: 'SUDIN ANGIN RIBUT', kelurahan: '' });
  await take(house, [row]);
  const pages = await browse(house, 'operator');
  expect(await pages.text('/kelola/impor')).toContain('<option value="suku_dinas" selected');
  const asked = { kind: 'unit', name: 'SUDIN ANGIN RIBUT' };
  const office = { name: 'Suku Dinas Angin Ribut', kind: 'suku_dinas', parent: '31' };
  const supervisor = await house.as('supervisor');
  const body = { ...asked, office: { ...office, code: 'suku-dinas-angin-ribut' } };
  expect((await supervisor.post('/unknown-names', body)).refusal()).toBe('forbidden');
  const fields = Object.entries(office).map(([name, value]) => [`office.${name}`, value]);
  const sent = await pages.send('/kelola/impor/nama', { ...asked, ...Object.fromEntries(fields) });
  expect(sent.status).toBe(303);
  await house.service.exchange.recognition.run();
  expect((await house.row(row.number)).unit).toBe('suku-dinas-angin-ribut');
  expect(await waiting()).toEqual([]);
});

it('the import page asks, by what is alike, and takes the answer', async () => {
  const row = newRow({ category: 'Trotoar dan Median <b>' });
  await take(house, [row]);
  const pages = await browse(house, 'operator');
  const page = await pages.text('/kelola/impor');
  expect(page).toContain('Trotoar dan Median &lt;b>');
  expect(page).toContain('<option value="trotoar">Trotoar</option>');
  const answer = { kind: 'category', name: 'Trotoar dan Median <b>', as: 'trotoar' };
  const sent = await pages.send('/kelola/impor/nama', answer);
  expect(sent.headers.get('location')).toBe('/kelola/impor?sudah=nama');
  await house.service.exchange.recognition.run();
  expect((await house.row(row.number)).category).toBe('Trotoar');
  expect(
    (await pages.send('/kelola/impor/nama', { kind: 'unit', name: 'x', as: 'kantor-entah' })).status,
  ).toBe(404);
  const supervisor = await browse(house, 'supervisor');
  expect((await supervisor.send('/kelola/impor/nama', answer)).status).toBe(403);
});

it('the books are in order after all that', async () => {
  const { verifier } = house.service.oversight;
  verifier.start({ rows: true });
  await verifier.settled();
  expect(verifier.last()).toMatchObject({ ok: true });
  expect(await house.db.all(sql`select * from unknown_name`)).toEqual([]);
});
