/** A later export tells of reports that are known: what it may change here, and what it may not. */
import { like } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Tracking } from '#shared/contract/ticket.ts';
import { DAY } from '#shared/time/zone.ts';
import { importJob, importRefusal } from '../../../service/tables/import.ts';
import { ticketText } from '../../../service/tables/ticket.ts';
import { BANGKA, BINA_MARGA, type House, openHouse } from '../harness.ts';
import { numberOf } from './files.ts';
import { type Row, take } from './take.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

let reports = 0;
/** A report of its own for each test, as CRM told of it first. */
const newRow = (over: Omit<Row, 'number'> = {}, number = numberOf(++reports)) => ({
  number,
  category: 'Sampah',
  status: 'Proses',
  receivedAt: '03/03/2025 08.15',
  description: 'Sampah menumpuk',
  kelurahan: 'Bangka',
  ...over,
});
const NOTHING = { added: 0, moved: 0, corrected: 0, unchanged: 0, refused: [] };
const FOLLOWED_UP: Row = { status: 'Menunggu validasi', followedUpAt: '05/03/2025 10:20' };

async function refusal(row: Row): Promise<string | undefined> {
  const [only] = (await take(house, [row])).refused;
  return only?.slice(1).join(' ');
}

it('what went forward there goes forward here, in an event of its own', async () => {
  const row = newRow();
  await take(house, [row]);
  expect(await take(house, [{ ...row, ...FOLLOWED_UP }])).toEqual({ ...NOTHING, moved: 1 });
  expect(await take(house, [{ ...row, ...FOLLOWED_UP }])).toEqual({ ...NOTHING, unchanged: 1 });
  const { status, version, clocks, events } = await (await house.as('validator')).ticket(row.number);
  expect([status, version, events.at(-1)?.action, events.at(-1)?.from]).toEqual([
    'validasi',
    2,
    'impor',
    'proses',
  ]);
  expect(clocks.find(({ clock }) => clock === 'completion')).toMatchObject({
    metAt: '2025-03-05T10:20:00.000+07:00',
    late: false,
  });
});

it('handed in again after a return, it waits for a validator anew', async () => {
  const row = newRow(FOLLOWED_UP);
  await take(house, [row]);
  await take(house, [{ ...row, status: 'TL ditolak' }]);
  expect((await house.row(row.number)).status).toBe('tl_ditolak');
  expect(await take(house, [{ ...row, followedUpAt: '07/03/2025 09:00' }])).toEqual({ ...NOTHING, moved: 1 });
  expect((await house.row(row.number)).nextDueAt).toBe(Date.parse('2025-03-10T09:00:00+07:00'));
});

it('nothing goes back', async () => {
  const done = newRow({ status: 'Selesai' });
  await take(house, [done]);
  expect(await refusal({ ...done, status: 'Proses' })).toBe('status status_mundur');
});

describe('what is told otherwise than before', () => {
  const CORRECTED = { ...NOTHING, corrected: 1 };

  it('is used while nothing was decided here, found by its words, and seen in the history', async () => {
    const row = newRow();
    await take(house, [row]);
    const now = {
      ...row,
      category: 'Pohon',
      description: 'Dahan patah',
      receivedAt: '04/03/2025 08.15',
      unit: 'Dinas Bina Marga',
    };
    expect(await take(house, [now])).toEqual(CORRECTED);
    expect(await take(house, [now])).toEqual({ ...NOTHING, unchanged: 1 });
    const validator = await house.as('validator');
    const { status, category, description, unit, receivedAt, events } = await validator.ticket(row.number);
    expect({ status, category, description, unit: unit?.code, receivedAt }).toEqual({
      ...{ status: 'proses', category: 'Pohon', description: 'Dahan patah', unit: BINA_MARGA },
      receivedAt: '2025-03-04T08:15:00.000+07:00',
    });
    expect(events.at(-1)).toMatchObject({
      action: 'impor',
      told: { category: 'Pohon', description: 'Dahan patah', unit: { code: BINA_MARGA }, receivedAt },
    });
    expect((await validator.get('/tickets?text=dahan')).text).toContain(row.number);
    const { steps } = (await house.call('GET', `/track/${row.number}`)).as(Tracking);
    expect(steps).toHaveLength(1);
  });

  it('stands beside what was decided here, which stays, and CRM is not followed by it', async () => {
    const row = newRow(FOLLOWED_UP);
    await take(house, [row]);
    const validator = await house.as('validator');
    await validator.act(row.number, { action: 'kembalikan', reasonCodes: ['foto_tidak_jelas'] });
    const now = { ...row, category: 'Pohon', description: 'Dahan patah', unit: 'Dinas Bina Marga' };
    expect(await take(house, [now])).toEqual(CORRECTED);
    expect(await take(house, [now])).toEqual({ ...NOTHING, unchanged: 1 });
    const { status, category, description, unit, events } = await validator.ticket(row.number);
    expect({ status, category, description, unit: unit?.code }).toEqual({
      ...{ status: 'tl_ditolak', category: 'Sampah', description: 'Sampah menumpuk', unit: BANGKA },
    });
    expect(events.at(-1)).toMatchObject({ told: { category: 'Pohon', description: 'Dahan patah' } });
    expect(await refusal({ ...now, status: 'Selesai' })).toBe('status diputuskan_di_sini');
  });

  it('goes with everything else when a person is forgotten', async () => {
    const row = newRow();
    await take(house, [row]);
    await take(house, [{ ...row, description: 'Dahan patah milik Budi' }]);
    const operator = await house.as('operator');
    await operator.post(`/tickets/${row.number}/erase`, { reason: 'Atas permintaan pelapor' });
    expect(await house.db.$count(ticketText, like(ticketText.body, '%Budi%'))).toBe(0);
    const validator = await house.as('validator');
    expect((await validator.get('/tickets?text=budi')).text).not.toContain(row.number);
    expect(await take(house, [{ ...row, description: 'Dahan patah milik Budi' }])).toEqual({
      ...NOTHING,
      unchanged: 1,
    });
  });
});

it('a follow-up that came without its photos is marked, and approving it asks for a reason', async () => {
  const row = newRow(FOLLOWED_UP);
  await take(house, [row]);
  const validator = await house.as('validator');
  const { verdict } = await validator.ticket(row.number);
  expect(verdict).toMatchObject({ verdict: 'warn', reasons: [{ code: 'PHOTO_ELSEWHERE' }] });
  expect((await validator.try(row.number, { action: 'setujui' })).refusal()).toBe('invalid');
  const approved = await validator.act(row.number, { action: 'setujui', reason: 'Foto dilihat di CRM' });
  expect(approved.status).toBe('selesai');
});

it('what was decided here stands; an older export changes nothing and is no fault', async () => {
  const row = newRow(FOLLOWED_UP);
  await take(house, [row]);
  const validator = await house.as('validator');
  await validator.act(row.number, { action: 'kembalikan', reasonCodes: ['foto_tidak_jelas'] });
  expect(await take(house, [row])).toEqual({ ...NOTHING, unchanged: 1 });
  expect(await take(house, [{ ...row, status: 'TL ditolak' }])).toEqual({ ...NOTHING, unchanged: 1 });
  expect(await refusal({ ...row, status: 'Selesai' })).toBe('status diputuskan_di_sini');
  expect((await house.row(row.number)).status).toBe('tl_ditolak');
});

it('a note decides nothing, so the report still follows the other system', async () => {
  const row = newRow();
  await take(house, [row]);
  await (await house.as('validator')).act(row.number, { action: 'catat', note: 'Dilihat' });
  expect(await take(house, [{ ...row, status: 'Selesai' }])).toEqual({ ...NOTHING, moved: 1 });
});

it('a report that was filed here is left alone', async () => {
  const { number } = await (await house.as('kanal')).file({ channel: 'jaki' });
  expect(await refusal(newRow({}, number))).toBe(' dicatat_di_sini');
});

it('a key learns nothing of reports that are not its own', async () => {
  const row = newRow();
  await take(house, [row]);
  const key = { caller: 'client:crm', role: 'api_client' } as const;
  const guesses = [
    row,
    { ...row, description: 'Lain' },
    { ...row, status: 'Selesai' },
    { ...row, channel: 'twitter' },
  ];
  for (const guess of guesses) {
    expect((await take(house, [guess], 'jaki', key)).refused).toEqual([[1, 'number', 'nomor_terpakai']]);
  }
  const own = newRow();
  expect(await take(house, [own], 'jaki', key)).toMatchObject({ added: 1 });
  expect(await take(house, [own], 'jaki', key)).toMatchObject({ unchanged: 1 });
});

it('of many refused lines the first are told, all are counted, and all go with their import', async () => {
  const wrong = newRow({ status: 'Entah' });
  const rows = [wrong, wrong];
  expect((await take(house, rows, 'jaki', { refused: 9_999 })).refused).toHaveLength(1);
  house.moveTo(house.now() + 91 * DAY);
  await house.service.exchange.imports.forgetOld();
  expect([await house.db.$count(importJob), await house.db.$count(importRefusal)]).toEqual([0, 0]);
});

it('what was erased is not brought back', async () => {
  const row = newRow({ status: 'Selesai' });
  await take(house, [row]);
  const operator = await house.as('operator');
  const erased = await operator.post(`/tickets/${row.number}/erase`, { reason: 'Atas permintaan pelapor' });
  expect(erased.status).toBe(200);
  expect(await take(house, [row])).toEqual({ ...NOTHING, unchanged: 1 });
  expect((await (await house.as('validator')).ticket(row.number)).description).toBe('');
});

it('passed on there, it lies with the other office here, and the one before reads its status only', async () => {
  const row = newRow();
  await take(house, [row]);
  await take(house, [{ ...row, status: 'Koordinasi', unit: 'Dinas Bina Marga' }]);
  expect(await house.row(row.number)).toMatchObject({ unit: BINA_MARGA, sentBy: BANGKA });
  const seen = await (await house.as('admin')).ticket(row.number);
  expect([seen.status, seen.description]).toEqual(['koordinasi', '']);
});

it('points and times that contradict themselves are refused by the line', async () => {
  expect(await refusal(newRow({ followedUpAt: '01/03/2025' }))).toBe('followedUpAt tanggal_terbalik');
  expect(await refusal(newRow({ receivedAt: '01/01/2031' }))).toBe('receivedAt tanggal_di_masa_depan');
  expect(await refusal(newRow({ lat: '-96,2', lon: '106,8' }))).toBe('lat titik_tidak_sah');
});

it('after all of that every chain, text and row is in order', async () => {
  expect((await house.verify()).breaks).toEqual([]);
});
