/** The operator loads boundaries: what is refused and how it is named, and where reports go from then on. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { getVillages } from 'idn-area-data';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JAKARTA } from '#shared/city/packs.ts';
import { type LoadRequest, loadBoundaries } from '../../service/compose/commands/boundaries.ts';
import { boundaryLoad } from '../../service/tables/unit.ts';
import { at, collection, islands, polygon, square } from './boundaries.ts';
import { BANGKA, type House, MONDAY, openHouse } from './harness.ts';

const [KUNINGAN, PELA, TEGAL] = ['31.74.03.1001', '31.74.03.1003', '31.74.03.1004'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuntas-boundaries-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function load(text: string, where: Pick<LoadRequest, 'dataDir' | 'keyDir' | 'server'> = { dataDir: folder }) {
  const file = join(folder, 'kelurahan.geojson');
  writeFileSync(file, text);
  return loadBoundaries({ ...where, city: JAKARTA, file, now: MONDAY });
}

async function faults(...features: object[]): Promise<string[]> {
  const { ok, lines } = await load(collection(...features));
  expect(ok).toBe(false);
  expect(lines.at(-1)).toBe('Nothing was loaded.');
  return lines.slice(0, -1);
}

describe('a file is refused, with feature and place,', () => {
  it('when a ring crosses itself', async () => {
    const bow = [at(0, 0), at(1, 1), at(1, 0), at(0, 1.5), at(0, 0)];
    expect(await faults(polygon(BANGKA, bow))).toEqual([
      expect.stringMatching(
        /^feature 1 \(31\.74\.03\.1002 Kelurahan Bangka\): ring 1 meets itself near 106\.8\d*, -6\.2\d*$/,
      ),
    ]);
  });

  it('when a ring touches itself, folds back, or encloses nothing', async () => {
    const touching = [at(0, 0), at(2, 0), at(1, 1), at(2, 2), at(0, 2), at(1, 1), at(0, 0)];
    const spike = [at(0, 0), at(1, 0), at(3, 0), at(1, 0), at(1, 1), at(0, 0)];
    const flat = [at(0, 0), at(1, 0), at(2, 0), at(0, 0)];
    expect(await faults(polygon(BANGKA, touching))).toEqual([expect.stringContaining('meets itself')]);
    expect(await faults(polygon(BANGKA, spike))).toEqual([expect.stringContaining('meets itself')]);
    expect(await faults(polygon(BANGKA, flat))).toEqual([expect.stringContaining('encloses nothing')]);
  });

  it('when a ring is not closed, too short, or holds what is no position', async () => {
    const open = square(0, 0).slice(0, 4);
    expect(await faults(polygon(BANGKA, open))).toEqual([expect.stringContaining('ring 1 is not closed')]);
    expect(await faults(polygon(BANGKA, [at(0, 0), at(1, 0), at(0, 0)]))).toEqual([
      expect.stringContaining('fewer than four points'),
    ]);
    const words = JSON.parse('[["106.8","-6.2"],[106.9,-6.2],[106.9,-6.3],["106.8","-6.2"]]');
    expect(await faults(polygon(BANGKA, words))).toEqual([expect.stringContaining('not two numbers')]);
  });

  it('when a hole lies outside, or crosses the border', async () => {
    expect(await faults(polygon(BANGKA, square(0, 0), square(5, 5)))).toEqual([
      expect.stringContaining('ring 2 is a hole outside its area'),
    ]);
    expect(await faults(polygon(BANGKA, square(0, 0), square(0.5, 0.5)))).toEqual([
      expect.stringContaining('ring 2 crosses another ring'),
    ]);
  });

  it('when a code is unknown, missing, or comes twice', async () => {
    expect(
      await faults(
        polygon('31.74.03.9999', square(0, 0)),
        { ...polygon(BANGKA, square(1, 0)), properties: { name: 'Bangka' } },
        polygon(BANGKA, square(2, 0)),
        polygon('3174031002', square(3, 0)),
      ),
    ).toEqual([
      expect.stringMatching(/^feature 1 \(31\.74\.03\.9999\): has a code that is no kelurahan/),
      expect.stringMatching(/^feature 2 \(no code\): has no code; give it as property code, kode/),
      expect.stringMatching(/^feature 4 .*Bangka\): has the code of feature 3/),
    ]);
  });

  it('when two kelurahan claim the same ground, by how much', async () => {
    const [fault, ...rest] = await faults(polygon(BANGKA, square(0, 0)), polygon(PELA, square(0.9, 0)));
    expect(rest).toEqual([]);
    expect(fault).toMatch(
      /^feature 2 \(31\.74\.03\.1003 .*\): overlaps feature 1 \(31\.74\.03\.1002 .*\) by/,
    );
    const [, m2 = '', share = ''] = /by (\d+) m², ([\d.]+) %/.exec(fault ?? '') ?? [];
    // 0.001° × 0.01° is 110.7 m × 1,105.8 m here.
    expect(Math.abs(Number(m2) - 122_400)).toBeLessThan(1_000);
    expect(Number(share)).toBeCloseTo(10, 0);
  });

  it('when one lies wholly inside another that has no hole there', async () => {
    expect(await faults(polygon(BANGKA, square(0, 0, 4)), polygon(PELA, square(1, 1)))).toEqual([
      expect.stringContaining('100.0 % of the smaller'),
    ]);
  });

  it('when it is elsewhere, or latitude and longitude are exchanged', async () => {
    const exchanged = square(0, 0).map(([lon, lat]): [number, number] => [lat, lon]);
    const metres = square(0, 0).map(([lon, lat]): [number, number] => [lon * 1e5, lat * 1e5]);
    expect(await faults(polygon(BANGKA, exchanged))).toEqual([expect.stringContaining('look exchanged')]);
    expect(await faults(polygon(BANGKA, metres))).toEqual([expect.stringContaining('in degrees (WGS 84)')]);
  });

  it('when it is no feature collection, cut off, empty, or not there', async () => {
    const whole = collection(polygon(BANGKA, square(0, 0)));
    for (const text of [
      whole.slice(0, -10),
      '{"type":"Point"}',
      '[]',
      'kelurahan',
      '',
      '{"type":"FeatureCollection"}',
    ]) {
      const { ok, lines } = await load(text);
      expect([text, ok, lines.at(-1)]).toEqual([text, false, 'Nothing was loaded.']);
    }
    const { ok, lines } = await loadBoundaries({
      city: JAKARTA,
      file: join(folder, 'none'),
      dataDir: folder,
      now: MONDAY,
    });
    expect([ok, lines.at(-1)]).toEqual([false, 'Nothing was loaded.']);
    expect(await faults({ type: 'Feature', properties: { code: BANGKA }, geometry: null })).toEqual([
      expect.stringContaining('is no Polygon or MultiPolygon feature'),
    ]);
  });
});

describe('a file is taken', () => {
  it.each(['code', 'KODE', 'KODE_DESA', 'kode_kelurahan', 'KDEPUM'])('with its codes as %s', async (name) => {
    const feature = { ...polygon('', square(0, 0)), properties: { [name]: '31.74.03.1002' } };
    expect((await load(collection(feature))).lines[0]).toBe(
      'Loaded 1 kelurahan (kelurahan.geojson, 2025-03-10).',
    );
  });

  it('with rings either way round, and neighbours that fit to within a sliver', async () => {
    const { ok, lines } = await load(
      collection(polygon(BANGKA, square(0, 0).reverse()), polygon(PELA, square(0.995, 0))),
    );
    expect(lines).toEqual([
      'Loaded 2 kelurahan (kelurahan.geojson, 2025-03-10).',
      "265 kelurahan are not in the file: points there go to the channel admin's tray.",
    ]);
    expect(ok).toBe(true);
  });
});

describe('a file as large as they come', () => {
  it('is checked in a heap in which the whole of it has no room', async () => {
    const file = join(folder, 'large.geojson');
    const features = (await kelurahanCodes()).map((code, i) =>
      JSON.stringify(polygon(code, roundish(i % 17, Math.floor(i / 17), 3_000))),
    );
    writeFileSync(file, `{"type":"FeatureCollection","features":[${features.join(',\n')}]}`);
    expect(statSync(file).size).toBeGreaterThan(30_000_000);
    const data = join(folder, 'large');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        '--max-old-space-size=104',
        '--import',
        'tsx',
        'service/compose/commands/boundaries.ts',
        file,
        '--dated=2024-06-01',
      ],
      { env: { ...process.env, DATA_DIR: data } },
    );
    expect(stdout).toBe('Loaded 267 kelurahan (large.geojson, 2024-06-01).\n');
  });
});

/** A closed line around the middle of a field of the grid, with its points written as precisely as they come. */
function roundish(x: number, y: number, points: number): [number, number][] {
  const ring = Array.from({ length: points }, (_, i): [number, number] => {
    const turn = (2 * Math.PI * i) / points;
    const radius = 0.4 + 0.05 * Math.sin(40 * turn);
    return at(x + 0.5 + radius * Math.cos(turn), y + 0.5 + radius * Math.sin(turn));
  });
  return [...ring, ring[0] ?? at(x, y)];
}

async function kelurahanCodes(): Promise<string[]> {
  return (await getVillages()).map(({ code }) => code).filter((code) => code.startsWith('31.'));
}

describe('a report with a point', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    await load(
      collection(
        // Bangka with a hole, in which Kuningan lies; Pela Mampang beside it; Tegal Parang on two islands.
        polygon(BANGKA, square(0, 0, 3), square(1, 1).reverse()),
        polygon(KUNINGAN, square(1, 1)),
        polygon(PELA, square(3, 0, 3)),
        islands(TEGAL, [square(10, 10)], [square(12, 10, 2), square(12.5, 10.5)]),
      ),
      house.where,
    );
  });
  afterAll(() => house.close());

  async function goesTo(x: number, y: number, over: object = {}): Promise<string | null> {
    const [lon, lat] = at(x, y);
    const filed = await (await house.as('kanal')).file({ channel: 'jaki', point: { lat, lon }, ...over });
    return filed.unit?.code ?? null;
  }

  it.each([
    ['in the middle', 0.5, 0.5, BANGKA],
    ['in what its hole holds', 1.5, 1.5, KUNINGAN],
    ['in the neighbour', 4.5, 2.5, PELA],
    ['on the first island', 10.5, 10.5, TEGAL],
    ['on the second island', 12.2, 10.2, TEGAL],
    ['in the lagoon of the second island', 13, 11, null],
    ['in the sea between', 11.5, 10.5, null],
    ['far away', 60, 60, null],
  ])('%s (%s, %s) goes to %s', async (_, x, y, code) => {
    expect(await goesTo(x, y)).toBe(code);
  });

  it('on a border goes to the lower code of the two, on a corner as well', async () => {
    expect(await goesTo(3, 1.5)).toBe(BANGKA);
    expect(await goesTo(1, 1.5)).toBe(KUNINGAN);
    expect(await goesTo(3, 0)).toBe(BANGKA);
    expect(await goesTo(6, 3)).toBe(PELA);
  });

  it('goes where the channel says, though the point lies elsewhere', async () => {
    expect(await goesTo(0.5, 0.5, { kelurahan: PELA })).toBe(PELA);
  });

  it('filed at a desk stays at that desk; the kelurahan it is in is on record', async () => {
    const [lon, lat] = at(4.5, 1);
    const filed = await (await house.as('admin')).file({ point: { lat, lon } });
    expect([filed.unit?.code, filed.kelurahan?.code]).toEqual([BANGKA, PELA]);
  });

  it('that is corrected into another kelurahan stays with its office', async () => {
    const admin = await house.as('admin');
    const { number } = await admin.file();
    const [lon, lat] = at(4.5, 1);
    const corrected = await admin.act(number, {
      action: 'koreksi_titik',
      point: { lat, lon },
      reason: 'Titik di seberang jalan',
    });
    expect([corrected.unit?.code, corrected.kelurahan?.code]).toEqual([BANGKA, PELA]);
  });

  it('goes by the new boundaries as soon as they are loaded, while the service runs', async () => {
    expect(await goesTo(7.5, 0.5)).toBeNull();
    const { ok } = await load(collection(polygon(BANGKA, square(7, 0))), house.where);
    expect(ok).toBe(true);
    expect(await goesTo(7.5, 0.5)).toBe(BANGKA);
    expect(await goesTo(4.5, 2.5)).toBeNull();
    const loads = await house.db.select().from(boundaryLoad);
    expect(loads.map(({ kelurahan, dated }) => [kelurahan, dated])).toEqual([
      [4, '2025-03-10'],
      [1, '2025-03-10'],
    ]);
  });

  it('goes by the old ones where a newer file was refused', async () => {
    await load(collection(polygon(BANGKA, square(7, 0)), polygon(BANGKA, square(8, 0))), house.where);
    expect(await goesTo(7.5, 0.5)).toBe(BANGKA);
  });
});
