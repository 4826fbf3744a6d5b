/** Photos laid over one another for somebody who looks at both, on scenes whose every move is known. */
import { describe, expect, it } from 'vitest';
import { mapped } from '#shared/evidence/pictures/align.ts';
import { type Overlay, overlayOf } from '#shared/evidence/pictures/overlay.ts';
import { fieldOf, type Raster, sample } from '#shared/evidence/pictures/raster.ts';
import { HEIGHT, type Scene, scene, taken, WIDTH } from '../../fixtures/blob-scenes.ts';

const place = scene(1);
const elsewhere = scene(2);
const below = taken(place);

function turned(degrees: number): Scene {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return (x, y) => {
    const [u, v] = [x - WIDTH / 2, y - HEIGHT / 2];
    return place(WIDTH / 2 + u * cos - v * sin, HEIGHT / 2 + u * sin + v * cos);
  };
}

function laid(above: Raster, under: Raster = below): Overlay {
  const overlay = overlayOf(under, above);
  if (overlay === null) throw new Error('they were not laid over one another');
  return overlay;
}

/** Mean difference of grey (0 to 1) between both where they overlap, by the overlay; `where` in shares of the one above. */
function difference(
  above: Raster,
  { placement, light }: Overlay,
  where: (u: number, v: number) => boolean = () => true,
): number {
  const under = fieldOf(below);
  let [n, sum] = [0, 0];
  for (let y = 2; y < above.height; y += 4) {
    for (let x = 2; x < above.width; x += 4) {
      const [u, v] = [(x + 0.5) / above.width, (y + 0.5) / above.height];
      const [p, q] = mapped(placement, u, v);
      if (!where(u, v) || p < 0.01 || q < 0.01 || p > 0.99 || q > 0.99) continue;
      const grey = ((above.data[y * above.width + x] ?? 0) / 255) * light.gain + light.offset;
      sum += Math.abs(grey - sample(under, p * under.width - 0.5, q * under.height - 0.5) / 255);
      n++;
    }
  }
  return sum / n;
}

/** Of two greys of the same scene that lie anywhere: what is seen where they are not laid over one another. */
const UNALIGNED = difference(
  taken((x, y) => place(x + 40, y + 25)),
  {
    placement: [1, 0, 0, 0, 1, 0],
    light: { gain: 1, offset: 0 },
    mirrored: false,
    share: 1,
  },
);

const COPIES: [string, Raster][] = [
  ['as it is', below],
  ['shifted by a twentieth', taken((x, y) => place(x + WIDTH / 20, y + HEIGHT / 20))],
  [
    'four fifths as large',
    taken((x, y) => place(x / 0.8, y / 0.8), Math.round(0.8 * WIDTH), Math.round(0.8 * HEIGHT)),
  ],
  ['turned by three degrees', taken(turned(3))],
  ['turned on its side', taken((x, y) => place(y, HEIGHT - 1 - x), HEIGHT, WIDTH)],
  ['cropped to three fifths', taken((x, y) => place(60 + 0.6 * x, 50 + 0.6 * y))],
  ['mirrored', taken((x, y) => place(WIDTH - 1 - x, y))],
  ['much darker', taken((x, y) => 0.3 * place(x, y) + 4)],
  ['brighter, paler and shifted', taken((x, y) => 0.6 * place(x + 18, y - 12) + 90)],
  ['cropped, turned and darker', taken((x, y) => 0.5 * turned(3)(30 + 0.85 * x, 22 + 0.85 * y))],
];

describe('a copy', () => {
  it.each(COPIES)('is laid where it belongs, %s: nearly nothing differs', (_, above) => {
    expect(difference(above, laid(above))).toBeLessThan(0.02);
    expect(UNALIGNED).toBeGreaterThan(0.08);
  });

  it('that is mirrored is said to be, and no other is', () => {
    expect(COPIES.filter(([, above]) => laid(above).mirrored).map(([name]) => name)).toEqual(['mirrored']);
  });

  it('lies to the pixel where it was cut out', () => {
    const { placement } = laid(taken((x, y) => place(60 + 0.6 * x, 50 + 0.6 * y)));
    const [left, top] = mapped(placement, 0, 0);
    expect(Math.abs(left * WIDTH - 60)).toBeLessThan(1);
    expect(Math.abs(top * HEIGHT - 50)).toBeLessThan(1);
  });

  it('shows what was painted into it, and that alone', () => {
    const painted = (x: number, y: number): boolean => x > 300 && x < 420 && y > 120 && y < 240;
    const above = taken((x, y) => (painted(x, y) ? elsewhere(x, y) : place(10 + 0.95 * x, 8 + 0.95 * y)));
    const overlay = laid(above);
    const isPainted = (u: number, v: number): boolean => painted(u * WIDTH, v * HEIGHT);
    expect(difference(above, overlay, isPainted)).toBeGreaterThan(0.08);
    expect(difference(above, overlay, (u, v) => !isPainted(u, v))).toBeLessThan(0.02);
  });
});

it('a hand that came back is laid over as well as it goes, and better than not', () => {
  const above = taken((x, y) =>
    place(1.02 * x + 14 + 2 * Math.sin(y / 60), 1.02 * y - 9 + 2 * Math.cos(x / 70)),
  );
  expect(difference(above, laid(above))).toBeLessThan(UNALIGNED / 2);
});

describe('nothing is laid over', () => {
  it.each<[string, Raster, Raster]>([
    ['another place', taken(elsewhere), below],
    ['the same place from far beside', taken((x, y) => place(x + 0.9 * WIDTH, y)), below],
    ['a wall', taken(() => 200), below],
    ['two walls', taken(() => 200), taken(() => 90)],
    ['a strip', taken(place, WIDTH, 50), taken(elsewhere, 50, HEIGHT)],
  ])('%s', (_, above, under) => {
    expect(overlayOf(under, above)).toBeNull();
  });
});
