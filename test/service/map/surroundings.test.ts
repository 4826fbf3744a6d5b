/** What lies around a report: near reports and borders, as far as its reader may see them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { JAKARTA } from '#shared/city/packs.ts';
import { Surroundings } from '#shared/contract/map.ts';
import { DAY } from '#shared/time/zone.ts';
import { loadBoundaries } from '../../../service/compose/commands/boundaries.ts';
import { at, collection, polygon, square } from '../boundaries.ts';
import { BANGKA, BINA_MARGA, type House, MONDAY, type Officer, openHouse } from '../harness.ts';

/** In the middle of a square of boundaries. */
const [LON, LAT] = at(0.5, 0.5);
const north = (metres: number) => ({ lat: LAT + metres / 110_574, lon: LON });

let house: House;
let admin: Officer;
let validator: Officer;
let here: string;
let old: string;
let near: string;
let nearer: string;

beforeAll(async () => {
  house = await openHouse();
  [admin, validator] = await Promise.all([house.as('admin'), house.as('validator')]);
  const file = async (metres: number) => (await admin.file({ point: north(metres) })).number;
  old = await file(10);
  house.moveTo(house.now() + 91 * DAY);
  here = await file(0);
  near = await file(240);
  nearer = await file(30);
  await file(260);
  await admin.file({ point: undefined });
});
afterAll(() => house.close());

const around = async (officer: Officer, number = here): Promise<Surroundings> =>
  (await officer.get(`/tickets/${number}/surroundings`)).as(Surroundings);

it('names near reports of the last ninety days, the nearest first, without the report itself', async () => {
  const { reports, more } = await around(validator);
  expect(reports.map(({ number }) => number)).toEqual([nearer, near]);
  expect(reports.map(({ number }) => number)).not.toContain(old);
  expect(reports[0]).toMatchObject({ status: 'menunggu', category: 'Jalan', distanceM: 30 });
  expect(more).toBe(false);
});

it('names to an office only what it may see', async () => {
  await admin.act(nearer, { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan provinsi' });
  expect((await around(admin)).reports.map(({ number }) => number)).toEqual([near]);
  expect((await around(validator)).reports).toHaveLength(2);
});

it('tells whoever only had the report nothing of its place, and a stranger nothing at all', async () => {
  const reply = await admin.get(`/tickets/${nearer}/surroundings`);
  expect(reply.as(Surroundings)).toMatchObject({ reports: [], borders: [] });
  const dinas = await house.as('dinas');
  expect((await dinas.get(`/tickets/${here}/surroundings`)).refusal()).toBe('not-found');
  expect((await house.call('GET', `/tickets/${here}/surroundings`)).refusal()).toBe('unauthenticated');
});

it('has nothing around a report without a point, and no map where none was set', async () => {
  const { number } = await admin.file({ point: undefined });
  expect(await around(validator, number)).toEqual({
    map: { tiles: null, link: null },
    reports: [],
    more: false,
    borders: [],
  });
});

it('draws what of the borders lies near, and says which kelurahan holds the point', async () => {
  expect((await around(validator)).borders).toEqual([]);
  const file = join(house.folder, 'kelurahan.geojson');
  // The neighbour shares a side; the third lies ten kilometres off.
  const areas = [
    polygon(BANGKA, square(0, 0)),
    polygon('31.74.03.1003', square(1, 0)),
    polygon('31.74.03.1001', square(10, 0)),
  ];
  writeFileSync(file, collection(...areas));
  const { ok, lines } = await loadBoundaries({ ...house.where, city: JAKARTA, file, now: MONDAY });
  expect(ok, lines.join('\n')).toBe(true);
  const { borders } = await around(validator);
  expect(borders.map(({ kelurahan, holds }) => [kelurahan.code, holds])).toEqual([
    [BANGKA, true],
    ['31.74.03.1003', false],
  ]);
  const corners = borders[0]?.lines.flat() ?? [];
  expect(corners.length).toBeGreaterThanOrEqual(4);
  for (const [lat, lon] of corners) {
    expect(Math.abs(lat - LAT)).toBeLessThan(0.011);
    expect(Math.abs(lon - LON)).toBeLessThan(0.011);
  }
});
