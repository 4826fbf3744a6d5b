/** One person who is several things: their rights are the union, and every decision says as what it was made. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ChangesPage, Counters, QueuePage } from '#shared/contract/queue.ts';
import { SessionInfo } from '#shared/contract/session.ts';
import { event } from '../../service/tables/ticket.ts';
import { BANGKA, BINA_MARGA, type House, NARRATIVE, type Officer, openHouse } from './harness.ts';

const TEGAL_PARANG = '31.74.03.1004';

let house: House;
/** Admin of two kelurahan at once, as an acting lurah is. */
let acting: Officer;

beforeAll(async () => {
  house = await openHouse();
  acting = await house.hire('plt_lurah', 'unit_admin', BANGKA, [{ role: 'unit_admin', unit: TEGAL_PARANG }]);
});
afterAll(() => house.close());

it('is told what they are, the first thing first', async () => {
  const { actor } = (await acting.get('/session')).as(SessionInfo);
  expect(actor).toMatchObject({ role: 'unit_admin', unit: { code: BANGKA } });
  expect(actor.roles).toEqual([
    { role: 'unit_admin', unit: { code: BANGKA, name: 'Kelurahan Bangka' } },
    { role: 'unit_admin', unit: { code: TEGAL_PARANG, name: 'Kelurahan Tegal Parang' } },
  ]);
});

it('acts for the office that holds the report, and the log says which', async () => {
  const number = (await (await house.as('kanal')).file({ channel: 'jaki', kelurahan: TEGAL_PARANG })).number;
  await acting.act(number, { action: 'proses' });
  const row = await house.row(number);
  const events = (await house.db.select().from(event)).filter((e) => e.ticketId === row.id);
  expect(events.at(-1)).toMatchObject({ action: 'proses', actorRole: 'unit_admin', actorUnit: TEGAL_PARANG });
});

it('works from one queue, with each report once and counted once', async () => {
  const both = await house.hire('dua_peran', 'validator', null, [{ role: 'unit_admin', unit: BANGKA }]);
  const admin = await house.as('admin');
  const atOffice = (await admin.file()).number;
  const toDecide = await house.inValidasi();
  const queue = (await both.get('/queue')).as(QueuePage).items.map((item) => item.number);
  expect(queue.filter((number) => number === atOffice || number === toDecide)).toHaveLength(2);
  expect(new Set(queue).size).toBe(queue.length);
  const counts = (await both.get('/queue/counters')).as(Counters);
  expect(counts.overdue + counts.due1h + counts.dueToday + counts.waiting).toBe(queue.length);
});

it('a report that passes between two of their offices has not left their scope', async () => {
  const { number } = await acting.file();
  await acting.act(number, { action: 'koordinasi', to: TEGAL_PARANG, reason: 'Di wilayah Tegal Parang' });
  const page = (await acting.get('/changes?after=0&limit=200')).as(ChangesPage);
  const own = page.items.filter((change) => change.number === number);
  expect(own.map((change) => change.scope)).toEqual(['in', 'in']);
});

it('a right one of the roles lacks and another has is there; one that none has is not', async () => {
  const number = await house.inValidasi();
  const both = await house.hire('validator_dan_kanal', 'channel_admin', null, [
    { role: 'validator', unit: null },
  ]);
  expect((await both.ticket(number)).actions).toContain('setujui');
  expect((await both.try(number, { action: 'tindak_lanjut', narrative: NARRATIVE })).refusal()).toBe(
    'forbidden',
  );
});

it('files at the desk of whichever of their offices has one for the channel', async () => {
  const both = await house.hire('camat_dan_dinas', 'unit_admin', BINA_MARGA, [
    { role: 'unit_admin', unit: '31.74.03' },
  ]);
  const filed = await both.file({ channel: 'kantor_camat' });
  expect(filed.unit?.code).toBe('31.74.03');
  expect((await both.tryFile({ channel: 'kantor_lurah' })).refusal()).toBe('forbidden');
});

it('changed rights hold at the very next call, and what was held is to be read anew', async () => {
  const officer = await house.hire('pindah', 'unit_admin', BANGKA);
  const number = (await (await house.as('admin')).file()).number;
  const { scopeId, next } = (await officer.get('/changes?after=0&limit=200')).as(ChangesPage);
  expect((await officer.get(`/tickets/${number}`)).status).toBe(200);

  await house.service.people.accounts.setGrants(officer.id, [{ role: 'unit_admin', unit: BINA_MARGA }]);

  expect((await officer.get(`/tickets/${number}`)).refusal()).toBe('not-found');
  const feed = await officer.get(`/changes?after=${next}&scopeId=${scopeId}`);
  expect([feed.status, feed.refusal()]).toEqual([410, 'scope-changed']);
  const { actor } = (await officer.get('/session')).as(SessionInfo);
  expect(actor.unit?.code).toBe(BINA_MARGA);
});

it('a field validator bound to an area is asked about reports in that area, and about those nobody can place', async () => {
  const south = await house.hire('lapangan_selatan', 'field_validator', '31.74');
  const north = await house.hire('lapangan_utara', 'field_validator', '31.72');
  const validator = await house.as('validator');
  const placed = await house.inValidasi();
  await validator.act(placed, { action: 'cek_lapangan', note: 'Lihat hasilnya' });
  for (const path of ['/queue', '/tickets']) {
    const numbers = async (officer: Officer) =>
      (await officer.get(path)).as(QueuePage.pick({ items: true })).items.map((item) => item.number);
    expect(await numbers(south)).toContain(placed);
    expect(await numbers(north)).toEqual([]);
  }
  expect((await north.get(`/tickets/${placed}`)).refusal()).toBe('not-found');
  expect((await south.ticket(placed)).actions).toContain('hasil_lapangan');
  const feed = async (officer: Officer) =>
    (await officer.get('/changes?after=0&limit=200')).as(ChangesPage).items.map(({ number }) => number);
  expect(await feed(south)).toContain(placed);
  expect(await feed(north)).toEqual([]);

  const dinas = await house.as('dinas');
  const { number } = await (await house.as('kanal')).file({ channel: 'email' });
  await (await house.as('kanal')).act(number, { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan' });
  await dinas.act(number, { action: 'proses' });
  await dinas.act(number, { action: 'tindak_lanjut', narrative: NARRATIVE });
  await validator.act(number, { action: 'cek_lapangan', note: 'Lihat hasilnya' });
  expect((await north.ticket(number)).actions).toContain('hasil_lapangan');
});
