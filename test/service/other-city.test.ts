/**
 * The whole life of a report in cities that are not Jakarta: Banda Aceh, which ships, and an invented one in WIT with places,
 * numbers and clock of its own.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workFor } from '#shared/city/here.ts';
import type { CityPack } from '#shared/city/pack.ts';
import { JAKARTA, PACKS } from '#shared/city/packs.ts';
import { FiguresAnswer } from '#shared/contract/performance.ts';
import { SessionInfo } from '#shared/contract/session.ts';
import { Tracking } from '#shared/contract/ticket.ts';
import { readConfig } from '../../service/compose/config.ts';
import { EAST } from '../unit/city/east.ts';
import { type House, NARRATIVE, type Officer, openHouse } from './harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'tuntas-pack-'));
const file = join(folder, 'pack.json');
writeFileSync(file, JSON.stringify(EAST));

afterAll(() => {
  workFor(JAKARTA);
  rmSync(folder, { recursive: true });
});

interface Expected {
  asked: string;
  offset: string;
  first: string;
  kelurahan: string;
  office: string;
}

describe.each<Expected>([
  {
    asked: 'banda-aceh',
    offset: '+07:00',
    first: 'BA2503100001',
    kelurahan: 'Gampong Neusu Jaya',
    office: 'Dinas Pekerjaan Umum dan Penataan Ruang',
  },
  {
    asked: file,
    offset: '+09:00',
    first: 'KTM-20250310-0001',
    kelurahan: 'Kampung Gurabesi',
    office: 'Dinas Pekerjaan Umum',
  },
])('--city=$asked', ({ asked, offset, first, kelurahan, office }) => {
  let city: CityPack;
  let house: House;
  let admin: Officer;
  let supervisor: Officer;
  let secret: string;

  // Half past midnight: where the day begins decides number, month and figure.
  const filedAt = `2025-03-10T00:30:00.000${offset}`;

  beforeAll(async () => {
    city = readConfig([`--city=${asked}`], {}).city;
    house = await openHouse({ city, at: Date.parse(filedAt) });
    [admin, supervisor] = await Promise.all([house.as('admin'), house.as('supervisor')]);
  });
  afterAll(() => house.close());

  it('says whose it is at the sign-in', async () => {
    const session = (await admin.get('/session')).as(SessionInfo);
    expect(session.city).toMatchObject({ code: city.code, zone: city.zone, number: city.number });
    expect(session.city).not.toHaveProperty('units');
  });

  it('numbers a report by its own day and form, and leads it through to its end', async () => {
    const filed = await admin.file({ category: 'jalan rusak' });
    secret = filed.trackingSecret;
    expect(filed.number).toBe(first);
    const ticket = await admin.ticket(first);
    expect(ticket).toMatchObject({ category: 'Jalan', receivedAt: filedAt, unit: { name: kelurahan } });
    await admin.act(first, { action: 'proses' });
    await admin.act(first, { action: 'koordinasi', to: city.categories[0]?.office, reason: 'Jalan kota' });
    const dinas = await house.as('dinas');
    expect((await dinas.ticket(first)).unit?.name).toBe(office);
    await dinas.act(first, { action: 'proses' });
    await dinas.act(first, { action: 'tindak_lanjut', narrative: NARRATIVE });
    const validator = await house.as('validator');
    await validator.act(first, { action: 'setujui', reason: 'Dilihat sendiri di lokasi' });
    const rated = await house.call(
      'POST',
      `/tickets/${first}/actions`,
      JSON.stringify({ action: 'nilai', stars: 5, trackingSecret: secret }),
      { 'content-type': 'application/json' },
    );
    expect(rated.status).toBe(200);
  });

  it('tells its citizens of it by its own clock and name', async () => {
    const tracking = (await house.call('GET', `/track/${first}`)).as(Tracking);
    expect(tracking).toMatchObject({ status: 'selesai', kelurahan: { name: kelurahan } });
    expect(tracking.steps[0]?.at).toBe(filedAt);
    const page = await house.service.app.request(`/lacak/${first}`);
    expect(await page.text()).toContain(city.zone);
    const start = await (await house.service.app.request('/')).text();
    expect(start).toContain(city.name);
    expect(start).not.toMatch(/jakarta|\bJK\d/i);
  });

  it('postpones until its own monthly close and no longer', async () => {
    const { number } = await admin.file({ category: 'Sampah' });
    await admin.act(number, { action: 'proses' });
    const until = (at: string) => ({ action: 'tunda', until: at, reason: 'Menunggu alat berat' });
    expect((await admin.try(number, until(`2025-04-05T00:00:00.001${offset}`))).refusal()).toBe('invalid');
    await admin.act(number, until(`2025-04-05T00:00:00.000${offset}`));
  });

  it('counts it on its own day', async () => {
    const received = async (day: string) =>
      (await supervisor.get(`/performance/figures?from=${day}&to=${day}`)).as(FiguresAnswer).figures.counts
        .received;
    expect(await received('2025-03-10')).toBe(2);
    expect(await received('2025-03-09')).toBe(0);
  });

  it('exports it by its own clock', async () => {
    const { text } = await supervisor.get('/exports/tickets.csv');
    expect(text).toContain(first);
    expect(text).toContain('2025-03-10 00:30:00');
  });

  it('offers its own categories to front-ends, and names itself in its description', async () => {
    const services = await (await house.service.app.request('/open311/v2/services.json')).text();
    for (const { name } of city.categories) expect(services).toContain(name);
    expect(services).not.toContain('RPTRA');
    const description = await (await house.service.app.request('/openapi.json')).text();
    expect(description).toContain(first.slice(0, 2));
    expect(description).not.toMatch(/jakarta|"JK\d/i);
  });

  it('takes in a table of its CRM by its own clock, and dates no step that it does not date', async () => {
    const operator = await house.as('operator');
    const number = first.replace(/0001$/, '0777');
    const csv = `nomor,kategori,status,tanggal masuk\n${number},Jalan,Proses,10/03/2025 00.10\n`;
    const started = await operator.call('POST', '/imports?write=now', csv, { 'content-type': 'text/csv' });
    expect(started.status).toBeLessThan(300);
    await house.service.exchange.imports.settled();
    expect((await house.row(number)).receivedAt).toBe(Date.parse(`2025-03-10T00:10:00${offset}`));
    const tracking = (await house.call('GET', `/track/${number}`)).as(Tracking);
    expect(tracking.steps.at(-1)?.at).toBeNull();
    expect(await (await house.service.app.request(`/lacak/${number}`)).text()).toContain(
      'Tanggal tidak disebutkan',
    );
  });
});

describe('a data folder', () => {
  const [, bandaAceh = JAKARTA] = PACKS;

  it("refuses another city's service, with a sentence that says what to do", async () => {
    const house = await openHouse({ city: bandaAceh });
    await house.stop();
    await expect(openHouse({ folder: house.folder, city: JAKARTA })).rejects.toThrow('--city=banda-aceh');
    const again = await openHouse({ folder: house.folder, city: bandaAceh });
    await again.close();
  });

  it('begun in one time zone stays in it', async () => {
    const house = await openHouse({ city: EAST });
    await house.stop();
    const moved = { ...EAST, zone: 'WITA' as const };
    await expect(openHouse({ folder: house.folder, city: moved })).rejects.toThrow('time zone');
    await (await openHouse({ folder: house.folder, city: EAST })).close();
  });
});

it.each([
  ['atlantis', /may be jakarta, banda-aceh/],
  ['./nowhere.json', /no such file/i],
])('--city=%s is refused with a sentence', (asked, sentence) => {
  expect(() => readConfig([`--city=${asked}`], {})).toThrow(sentence);
});
