/** What lists show of a report: as its row keeps it, as little as it needs, and nothing that its reader may not know. */
import { readdirSync, readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QueuePage, QueueReports } from '#shared/contract/queue.ts';
import { Claim, ListItem, Ticket, TicketPage } from '#shared/contract/ticket.ts';
import { DAY, HOUR, toTimestamp } from '#shared/time/zone.ts';
import { ticket as tickets } from '../../service/tables/ticket.ts';
import { fixture } from './evidence/desk.ts';
import { BANGKA, BINA_MARGA, type House, NARRATIVE, type Officer, openHouse } from './harness.ts';

const MIGRATIONS = new URL('../../service/tables/migrations/', import.meta.url);
const AWKWARD = [
  '\r\n \t Lampu "PJU" mati\\padam 😀\rbaris kedua',
  `${'Jalan rusak parah 😀 '.repeat(20)}\nTerima kasih`,
  `${'x'.repeat(120)}`,
  `${'😀'.repeat(121)}`,
  'Satu baris saja',
  'Bau\u2028menyengat \u00e9\u0301 \u0001',
];

let house: House;
let admin: Officer;
let validator: Officer;
let supervisor: Officer;
const numbers: string[] = [];

const photo = () => new File([new Uint8Array(fixture('plain-0be94610.jpg'))], 'x.jpg');
const list = async (officer: Officer) => (await officer.get('/tickets?limit=200')).as(TicketPage).items;
const itemOf = async (officer: Officer, number: string) =>
  (await list(officer)).find((item) => item.number === number);

/** The same out of the whole report: another way to every field. */
function shortOf(whole: Ticket): ListItem {
  const { number, version, status, mergedInto, category, kelurahan, unit, channel, receivedAt } = whole;
  const { nextDueAt, heldUntil, claim, repeatOf, point, verdict, description } = whole;
  const due = whole.clocks.find(
    ({ clock, dueAt, metAt }) =>
      dueAt === nextDueAt && metAt === undefined && clock !== 'red_flag' && clock !== 'same_day',
  );
  const [line = ''] = description.trimStart().split(/[\n\r]/);
  const letters = [...line];
  const isAsked = status === 'validasi' && whole.visit !== undefined && whole.visit.answeredAt === undefined;
  return ListItem.parse({
    ...{ number, version, status, mergedInto, category, kelurahan, unit, channel, receivedAt, nextDueAt },
    ...{ private: whole.private, heldUntil, claim, repeatOf, point, proposed: whole.proposedValidator },
    dueClock: due?.clock,
    fieldAsked: isAsked ? whole.visit?.askedAt : undefined,
    verdict: verdict && {
      verdict: verdict.verdict,
      codes: [...new Set(verdict.reasons.map(({ code }) => code))],
    },
    description: letters.length > 120 ? `${letters.slice(0, 119).join('')}…` : line,
    photos: whole.photos.length,
  });
}

async function withPhotos(number: string, count: number): Promise<void> {
  await admin.act(number, { action: 'proses' });
  const { version } = await house.row(number);
  const action = JSON.stringify({ action: 'tindak_lanjut', narrative: NARRATIVE });
  const after = Array.from({ length: count }, photo);
  await admin.form(`/tickets/${number}/actions`, { action, after }, { 'if-match': `"${version}"` });
}

beforeAll(async () => {
  house = await openHouse();
  [admin, validator, supervisor] = await Promise.all([
    house.as('admin'),
    house.as('validator'),
    house.as('supervisor'),
  ]);
  for (const [i, description] of AWKWARD.entries()) {
    const point = { lat: -6.26 - i / 30_000.7, lon: 106.8 + i / 7, ...(i % 2 ? { accuracyM: i * 7.3 } : {}) };
    numbers.push((await admin.file({ description, point, private: i % 2 === 0 })).number);
    house.moveTo(house.now() + 1);
  }
  const kanal = await house.as('kanal');
  const filed = await kanal.form('/tickets', {
    report: JSON.stringify({ channel: 'jaki', category: 'Jalan', description: 'Lubang', kelurahan: BANGKA }),
    photos: photo(),
  });
  numbers.push(filed.as(Ticket).number, (await kanal.file({ channel: 'lapor' })).number);
  const [first = '', second = '', third = '', fourth = '', fifth = '', sixth = '', seventh = ''] = numbers;
  await withPhotos(first, 2);
  await withPhotos(seventh, 1);
  await house.hire('rina', 'validator');
  await admin.act(second, { action: 'gabung', into: third, reason: 'Sama' });
  await admin.act(fourth, { action: 'proses' });
  await admin.act(fourth, { action: 'tunda', until: toTimestamp(house.now() + DAY), reason: 'Hujan' });
  await withPhotos(fifth, 0);
  await validator.act(fifth, { action: 'cek_lapangan', note: 'Mohon dicek' });
  await admin.act(sixth, { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan provinsi' });
  expect((await validator.put(`/tickets/${first}/claim`)).as(Claim).mine).toBe(true);
});
afterAll(() => house.close());

describe('an item of a list', () => {
  it.each(['validator', 'supervisor', 'admin', 'dinas', 'kanal', 'lapangan'] as const)(
    'says what the whole report says, to %s',
    async (name) => {
      const officer = await house.as(name);
      const items = await list(officer);
      expect(items.length).toBeGreaterThan(0);
      for (const item of items) {
        const whole = shortOf(await officer.ticket(item.number));
        expect(item).toEqual(whole);
      }
    },
  );

  it('stays below 1.2 kB however long its texts are', async () => {
    const { items } = JSON.parse((await validator.get('/tickets?limit=200')).text) as { items: unknown[] };
    const { categories } = house.service.rules;
    const longest = Math.max(...categories.all().map(({ name }) => name.length));
    for (const item of items) expect(Buffer.byteLength(JSON.stringify(item)) + longest).toBeLessThan(1_200);
  });

  it('tells an office that had the report before where it stands, and nothing else', async () => {
    const [, , , , , sixth = ''] = numbers;
    expect(await itemOf(admin, sixth)).toEqual({
      ...{ number: sixth, version: 2, status: 'koordinasi', category: 'Jalan', channel: 'kantor_lurah' },
      ...{ private: false, verdict: null, description: '', photos: 0, dueClock: 'response' },
      unit: expect.objectContaining({ code: BINA_MARGA }),
      kelurahan: expect.objectContaining({ code: BANGKA }),
      receivedAt: expect.any(String),
      nextDueAt: expect.any(String),
    });
  });

  it('counts the citizen’s own photo of a private report for those who may see it alone', async () => {
    const seventh = numbers[6] ?? '';
    expect((await house.row(seventh)).private).toBe(true);
    expect((await itemOf(validator, seventh))?.photos).toBe(2);
    expect((await itemOf(admin, seventh))?.photos).toBe(1);
  });

  it('forgets with an erasure what the citizen wrote and showed', async () => {
    const seventh = numbers[6] ?? '';
    const operator = await house.as('operator');
    const reply = await operator.post(`/tickets/${seventh}/erase`, { reason: 'Permintaan tertulis' });
    expect(reply.status).toBe(200);
    expect(await itemOf(validator, seventh)).toMatchObject({ description: '', photos: 1 });
    expect((await itemOf(validator, seventh))?.point).toBeUndefined();
  });

  it('is filled for reports of before by the migration, as the ledger would have', async () => {
    const file = readdirSync(MIGRATIONS).find((name) => name.endsWith('_list_items.sql')) ?? '';
    const statements = readFileSync(new URL(file, MIGRATIONS), 'utf8').split('--> statement-breakpoint');
    const kept = await house.db.select().from(tickets);
    await house.db.update(tickets).set({
      ...{ nextClock: null, verdictBrief: null, headline: '', photos: 0, reportPhotos: 0 },
    });
    await house.db.run(sql.raw(statements.at(-1) ?? ''));
    expect(await house.db.select().from(tickets)).toEqual(kept);
    expect(kept.some(({ verdictBrief }) => verdictBrief?.includes('"fail"'))).toBe(true);
    expect(new Set(kept.map(({ photos }) => photos)).size).toBeGreaterThan(1);
  });
});

describe('the queue’s reports whole', () => {
  const reports = async (officer: Officer, query = '') =>
    (await officer.get(`/queue/reports${query}`)).as(QueueReports);
  beforeAll(async () => {
    // More than are read at a time.
    for (let i = 0; i < 45; i++) {
      await house.inValidasi({ description: `Lubang ke-${i}\n${'panjang '.repeat(60)}` });
      if (i % 20 === 0) house.moveTo(house.now() + HOUR);
    }
  });

  it.each(['validator', 'admin', 'dinas', 'kanal', 'supervisor', 'lapangan', 'operator'] as const)(
    'are those of the queue of %s, in its order, each once',
    async (name) => {
      const officer = await house.as(name);
      const { items, seq } = (await officer.get('/queue?limit=200')).as(QueuePage);
      const whole = await reports(officer);
      expect(whole.items.map(({ number }) => number)).toEqual(items.map(({ number }) => number));
      expect(whole.seq).toBe(seq);
    },
  );

  it('hold all that the report itself says but its history', async () => {
    const { items } = await reports(validator);
    for (const item of items.slice(-3)) {
      const { events: _, ...now } = await validator.ticket(item.number);
      expect(item).toEqual(now);
    }
  });

  it.each([1, 20, 21, 40, 999])('are at most as many as asked for: %s', async (limit) => {
    const all = (await reports(supervisor)).items;
    expect((await reports(supervisor, `?limit=${limit}`)).items).toEqual(all.slice(0, limit));
  });

  it('are read no further than they are taken', async () => {
    const { app } = house.service;
    const response = await app.request('/api/v1/queue/reports', {
      headers: { authorization: `Bearer ${supervisor.token}` },
    });
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toMatch(/^\{"seq":\d+,"items":\[$/);
    await reader?.cancel();
  });
});
