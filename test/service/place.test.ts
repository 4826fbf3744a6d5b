/** Reports asked for by where they are: in a box, near a point, as GeoJSON, and nothing told to whom it is not shown. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TicketFeatures, TicketPage } from '#shared/contract/ticket.ts';
import { BINA_MARGA, type House, type Officer, openHouse } from './harness.ts';

const MONAS = { lat: -6.1754, lon: 106.8272 };
/** Metres north and east of it, on the ground. */
const from = (north: number, east: number) => ({
  lat: MONAS.lat + north / 110_574,
  lon: MONAS.lon + east / (111_320 * Math.cos((MONAS.lat * Math.PI) / 180)),
});
const PLACES = {
  here: MONAS,
  'east 290': from(0, 290),
  'north 310': from(310, 0),
  // In the square around a circle of 300 m, not in the circle.
  corner: from(250, 250),
  far: from(9_000, 0),
};
type Place = keyof typeof PLACES;

let house: House;
let admin: Officer;
let validator: Officer;
const numbers = new Map<Place | 'nowhere', string>();

beforeAll(async () => {
  house = await openHouse();
  [admin, validator] = await Promise.all([house.as('admin'), house.as('validator')]);
  for (const [place, point] of Object.entries(PLACES)) {
    numbers.set(place as Place, (await admin.file({ point, description: `Lubang ${place}` })).number);
  }
  numbers.set('nowhere', (await admin.file({ point: undefined })).number);
});
afterAll(() => house.close());

async function found(query: string, officer = validator): Promise<string[]> {
  const reply = await officer.get(`/tickets?limit=200&${query}`);
  const names = new Map([...numbers].map(([name, number]) => [number, name]));
  return reply
    .as(TicketPage)
    .items.map(({ number }) => names.get(number) ?? number)
    .sort();
}

const at = ({ lat, lon }: { lat: number; lon: number }) => `${lon},${lat}`;

it('finds what lies within so many metres of a point, by the circle and not by the square around it', async () => {
  expect(await found(`near=${at(MONAS)},300`)).toEqual(['east 290', 'here']);
  expect(await found(`near=${at(MONAS)},320`)).toEqual(['east 290', 'here', 'north 310']);
  expect(await found(`near=${at(MONAS)},20000`)).toEqual(['corner', 'east 290', 'far', 'here', 'north 310']);
  expect(await found(`near=${at(from(0, 280))},15`)).toEqual(['east 290']);
});

it('finds what lies in a box, its edges included, and nothing without a point', async () => {
  const [low, high] = [from(-10, -10), from(260, 300)];
  expect(await found(`bbox=${at(low)},${at(high)}`)).toEqual(['corner', 'east 290', 'here']);
  expect(await found(`bbox=${at(MONAS)},${at(MONAS)}`)).toEqual(['here']);
  expect(await found('bbox=-180,-90,180,90')).toEqual(['corner', 'east 290', 'far', 'here', 'north 310']);
});

it('goes with every other filter and page by page, newest first', async () => {
  expect(await found(`near=${at(MONAS)},500&text=corner`)).toEqual(['corner']);
  expect(await found(`near=${at(MONAS)},500&status=selesai`)).toEqual([]);
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page: TicketPage = (await validator.get(`/tickets?near=${at(MONAS)},20000&limit=2${more}`)).as(
      TicketPage,
    );
    seen.push(...page.items.map(({ number }) => number));
    cursor = page.next;
  }
  const all = (['far', 'corner', 'north 310', 'east 290', 'here'] as const).map((name) => numbers.get(name));
  expect(seen).toEqual(all);
});

it('answers the same page as GeoJSON, longitude first, a report without a point without geometry', async () => {
  const reply = await validator.get('/tickets.geojson?limit=200');
  expect(reply.headers.get('content-type')).toBe('application/geo+json');
  const { type, features, next } = reply.as(TicketFeatures);
  const { items } = (await validator.get('/tickets?limit=200')).as(TicketPage);
  expect([type, next]).toEqual(['FeatureCollection', null]);
  expect(features.map(({ id, properties }) => [id, properties])).toEqual(
    items.map((item) => [item.number, item]),
  );
  const geometryOf = (name: Place | 'nowhere') =>
    features.find(({ id }) => id === numbers.get(name))?.geometry;
  expect(geometryOf('here')).toEqual({ type: 'Point', coordinates: [MONAS.lon, MONAS.lat] });
  expect(geometryOf('nowhere')).toBeNull();
});

it.each([
  ['bbox', '-6.2,106.8,-6.1,106.9', 'longitude first'],
  ['bbox', '106.8,-6.2,106.9', 'west,south,east,north'],
  ['bbox', '106.9,-6.2,106.8,-6.1', 'west,south,east,north'],
  ['bbox', '106.8,-6.1,106.9,-6.2', 'west,south,east,north'],
  ['bbox', '106.8,-6.2,106.9,-6.1,3', 'west,south,east,north'],
  ['bbox', '106.8,,106.9,-6.1', 'west,south,east,north'],
  ['near', '-6.1754,106.8272,300', 'longitude first'],
  ['near', '106.8272,-6.1754', 'longitude,latitude,metres'],
  ['near', '106.8272,-6.1754,0', 'at most 50000 m'],
  ['near', '106.8272,-6.1754,50001', 'at most 50000 m'],
  ['near', '106.8272,-6.1754,Infinity', 'at most 50000 m'],
  ['near', '106.8272;-6.1754;300', 'longitude,latitude,metres'],
])('%s=%s is refused with how to write it', async (name, value, hint) => {
  for (const path of ['/tickets', '/tickets.geojson', '/exports/tickets.csv']) {
    const officer = path.startsWith('/exports') ? await house.as('supervisor') : validator;
    const { status, problem } = await refusalOf(officer, `${path}?${name}=${encodeURIComponent(value)}`);
    expect([status, problem.errors?.[0]?.path]).toEqual([422, name]);
    expect(problem.errors?.[0]?.message).toContain(hint);
  }
});

async function refusalOf(officer: Officer, path: string) {
  const reply = await officer.get(path);
  return { status: reply.status, problem: reply.problem() };
}

it('tells an office that passed a report on neither its place nor its words by letting itself be asked', async () => {
  const dinas = await house.as('dinas');
  const { number } = await admin.file({ point: from(0, 50), description: 'Kabel menjuntai rendah' });
  await admin.act(number, { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan provinsi' });
  const asked = [`near=${at(from(0, 50))},5`, `bbox=106.8,-6.2,106.9,-6.1`, 'text=menjuntai'];
  for (const query of asked) expect(await found(query, dinas)).toContain(number);

  const other = 'dinas-perhubungan';
  await dinas.act(number, { action: 'koordinasi', to: other, reason: 'Rambu' });
  expect((await dinas.get(`/tickets/${number}`)).status).toBe(200);
  for (const query of asked) expect(await found(query, dinas)).not.toContain(number);
  expect(await found(`text=${number}`, dinas)).toEqual([number]);
});

it('finds the same where a place holds so many that the newest are walked through instead', async () => {
  const query = `near=${at(MONAS)},300&text=Lubang`;
  const before = await found(query);
  expect(before).toEqual(['east 290', 'here']);
  // What is nowhere but in the tree of places: enough to be called many.
  await house.service.tickets.deps.db.run(sql`insert into ticket_tree
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 2001)
    select 1000000 + i, ${MONAS.lat}, ${MONAS.lat}, ${MONAS.lon}, ${MONAS.lon} from n`);
  expect(await found(query)).toEqual(before);
  expect(await found(`near=${at(MONAS)},320`)).toEqual(
    expect.arrayContaining(['east 290', 'here', 'north 310']),
  );
});

it('follows a point that is corrected', async () => {
  const { number } = await admin.file({ point: from(-3_000, 0) });
  const near = (place: { lat: number; lon: number }) => found(`near=${at(place)},20`);
  expect(await near(from(-3_000, 0))).toEqual([number]);
  await admin.act(number, { action: 'koreksi_titik', point: from(-4_000, 0), reason: 'Titik keliru' });
  expect([await near(from(-3_000, 0)), await near(from(-4_000, 0))]).toEqual([[], [number]]);
});
