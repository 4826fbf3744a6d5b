/** Pictures laid over one another, on scenes drawn from blobs, so that every move is exact. */
import { describe, expect, it } from 'vitest';
import { appearanceOf, LEAST_TRAITS, mayBeRelated } from '#shared/evidence/pictures/appearance.ts';
import type { Raster } from '#shared/evidence/pictures/raster.ts';
import { type Relation, relationTo } from '#shared/evidence/pictures/relation.ts';
import { HEIGHT, type Scene, scene, taken, WIDTH } from '../../fixtures/blob-scenes.ts';

const place = scene(1);
const elsewhere = scene(2);
const original = taken(place);

function turned(degrees: number, size = 1): Scene {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180) * size, Math.sin((degrees * Math.PI) / 180) * size];
  return (x, y) => {
    const [u, v] = [x - WIDTH / 2, y - HEIGHT / 2];
    return place(WIDTH / 2 + u * cos - v * sin, HEIGHT / 2 + u * sin + v * cos);
  };
}

const within = (x: number, y: number, share: number): boolean =>
  x < WIDTH * Math.sqrt(share) && y < HEIGHT * Math.sqrt(share);

function related(one: Raster, other: Raster = original): Relation | null {
  return relationTo(appearanceOf(one))(appearanceOf(other));
}

describe('a copy', () => {
  it.each<[string, Raster, boolean]>([
    ['as it is', original, false],
    ['brighter and paler', taken((x, y) => 0.8 * place(x, y) + 30), false],
    ['cropped', taken((x, y) => place(20 + 0.92 * x, 12 + 0.92 * y)), true],
    ['turned by a degree', taken(turned(1, 0.97)), true],
    ['turned by a quarter', taken((x, y) => place(y, HEIGHT - 1 - x), HEIGHT, WIDTH), true],
    ['mirrored', taken((x, y) => place(WIDTH - 1 - x, y)), true],
    [
      'in a frame',
      taken((x, y) => {
        const [u, v] = [(x - 60) / 0.76, (y - 45) / 0.76];
        return u < 0 || v < 0 || u >= WIDTH || v >= HEIGHT ? 240 : place(u, v);
      }),
      true,
    ],
    ['a third painted over', taken((x, y) => (within(x, y, 0.33) ? elsewhere(x, y) : place(x, y))), false],
    [
      'painted over and cropped',
      taken((x, y) => (within(x, y, 0.2) ? elsewhere(x, y) : place(10 + 0.96 * x, 7 + 0.96 * y))),
      true,
    ],
  ])('is found %s', (_, copy, reshaped) => {
    expect(related(copy)).toMatchObject({ kind: 'copy', reshaped });
    expect(mayBeRelated(appearanceOf(copy), appearanceOf(original))).toBe(true);
  });
});

describe('no relation', () => {
  it('is seen between two places, nor where there is nothing to see', () => {
    expect(related(taken(elsewhere))).toBeNull();
    expect(mayBeRelated(appearanceOf(taken(elsewhere)), appearanceOf(original))).toBe(false);
    const wall = taken(() => 200);
    expect(related(wall, wall)).toBeNull();
    expect(appearanceOf(wall).traits).toEqual([]);
  });

  it('is seen where a hand came back: near things shifted against far ones', () => {
    const again = taken((x, y) => place(x + 4 * Math.sin(y / 40) + 3, y + 4 * Math.cos(x / 35)));
    expect(related(again)).toBeNull();
  });

  it('is seen of a wall from another stand: it is flat, and yet its lines run elsewhere', () => {
    const wall = taken((x, y) => {
      const depth = 1 + (0.05 * (x - WIDTH / 2)) / WIDTH + (0.04 * (y - HEIGHT / 2)) / HEIGHT;
      return place(WIDTH / 2 + (x - WIDTH / 2) / depth + 6, HEIGHT / 2 + (y - HEIGHT / 2) / depth - 4);
    });
    expect(related(wall)).toBeNull();
  });
});

it('a camera left standing shows the same view when light and grain are others', () => {
  let grain = 1;
  const other = taken((x, y) => {
    grain = (Math.imul(grain, 1_103_515_245) + 12_345) >>> 0;
    const shade = 1 - 0.5 * Math.exp(-((x - 200) ** 2 + (y - 150) ** 2) / 9_000);
    return place(x, y) * shade + (grain / 2 ** 32 - 0.5) * 60;
  });
  expect(related(other)).toMatchObject({ kind: 'same_view' });
});

describe('traits', () => {
  it('are few enough for a million photos, each a 24-bit number and sought among what is sought', () => {
    const { traits, sought } = appearanceOf(original);
    expect(traits.length).toBeGreaterThan(LEAST_TRAITS);
    expect(traits.length).toBeLessThanOrEqual(80);
    expect(traits.every((trait) => Number.isInteger(trait) && trait >= 0 && trait < 2 ** 24)).toBe(true);
    expect(traits.filter((trait) => !sought.includes(trait))).toEqual([]);
  });
});
