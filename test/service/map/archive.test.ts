/** A PMTiles file as the map's source: read where it lies, and refused at the start where it is of another kind. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Surroundings } from '#shared/contract/map.ts';
import { openFromFile } from '../../../service/platform/map/from-file.ts';
import { paintTile, pmtiles, tileKey, tileOf } from '../../fixtures/tiles.ts';
import { openHouse } from '../harness.ts';

const MONAS = { lat: -6.1754, lon: 106.8272 };
const HERE = tileOf(MONAS, 16);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuntas-archive-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function archive(name: string, tileType?: number): Promise<string> {
  const file = join(folder, `${name}.pmtiles`);
  const ats = [tileOf(MONAS, 14), HERE, { ...HERE, x: HERE.x + 1 }];
  const tiles = await Promise.all(ats.map(async (at) => ({ ...at, bytes: await paintTile(at) })));
  writeFileSync(file, pmtiles(tiles, tileType));
  return file;
}

it('hands out its squares and no others, and tells the zooms it has', async () => {
  const tiles = {
    from: { file: await archive('jakarta') },
    attribution: { text: '© Peta Uji', url: 'https://peta.example/hak' },
    maxZoom: 19,
    cacheBytes: 1_000_000,
  };
  const house = await openHouse({ config: { map: { tiles, link: 'https://peta.example/?q={lat},{lon}' } } });
  try {
    const validator = await house.as('validator');
    const reply = await validator.get(`/tiles/${tileKey(HERE)}`);
    expect(reply.headers.get('content-type')).toBe('image/png');
    expect(reply.headers.get('content-length')).toBe(String((await paintTile(HERE)).length));
    const beside = { ...HERE, y: HERE.y + 1 };
    expect((await validator.get(`/tiles/${tileKey(beside)}`)).refusal()).toBe('not-found');
    expect((await validator.get(`/tiles/${tileKey(tileOf(MONAS, 17))}`)).refusal()).toBe('not-found');

    const { number } = await (await house.as('admin')).file({ point: MONAS });
    const { map } = (await validator.get(`/tickets/${number}/surroundings`)).as(Surroundings);
    expect(map).toMatchObject({
      tiles: {
        minZoom: 14,
        maxZoom: 16,
        attribution: { text: '© Peta Uji', url: 'https://peta.example/hak' },
      },
      link: 'https://peta.example/?q={lat},{lon}',
    });
  } finally {
    await house.close();
  }
});

it('is refused with what is wanted where it holds vector tiles', async () => {
  const file = await archive('vector', 1);
  await expect(openFromFile(file)).rejects.toThrow(/holds vector tiles; raster tiles .* are wanted/);
});

it.each([
  ['is not there', async () => join(folder, 'none.pmtiles'), /cannot be read \(ENOENT\)/],
  ['does not say what it holds', () => archive('unknown', 0), /does not say that it holds pictures/],
  [
    'is no such file',
    async () => {
      const file = join(folder, 'page.pmtiles');
      writeFileSync(file, '<html>'.repeat(100));
      return file;
    },
    /is no PMTiles file of version 3/,
  ],
  [
    'was cut off',
    async () => {
      const file = await archive('cut');
      truncateSync(file, 90);
      return file;
    },
    /is no PMTiles file of version 3/,
  ],
])('is refused where it %s', async (_, make, why) => {
  await expect(openFromFile(await make())).rejects.toThrow(why);
});
