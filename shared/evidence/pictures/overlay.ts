/**
 * Lays one photo over another for somebody who looks at both: where each of its parts belongs, and how its light is to
 * be changed, so that what still differs is what was changed. Told less strictly than a copy is (`relation.ts`): a
 * wrong finding accuses, a wrong overlay is seen to be wrong.
 */
import { mapped } from './align.ts';
import { appearanceOf } from './appearance.ts';
import type { Likeness } from './likeness.ts';
import type { Placement } from './placement.ts';
import { fieldOf, type Raster, sample } from './raster.ts';
import { fitsOf } from './relation.ts';

export interface Overlay {
  /** From the photo laid over to the one below, in shares of their edges: 0, 0 is the upper left corner. */
  placement: Placement;
  /** Grey of the one below = gain × grey of the one above + offset; grey from 0 to 1. */
  light: { gain: number; offset: number };
  /** Left and right are exchanged. */
  mirrored: boolean;
  /** Share of what can be compared that shows the same. */
  share: number;
}

/** Blocks that can be compared, share of them that show the same thing, and px below which four of five shifts stay. */
const LEAST_BLOCKS = 24;
const LEAST_KIN = 0.3;
const MOST_DRIFT = 2.6;
/** How much larger or smaller one may be, and how far it may be squeezed. */
const SIZES = { least: 0.2, most: 5 };
const MOST_SQUEEZE = 1.35;
/** Share of the darkest and of the brightest px that say nothing of a picture's light. */
const ENDS = 0.01;

/** Null where the two cannot be laid over one another: unrelated, or too far apart in where they were taken. */
export function overlayOf(below: Raster, above: Raster): Overlay | null {
  const [from, to] = [above, below].map((raster) => appearanceOf(stretched(raster)));
  if (!from || !to) return null;
  const fits = fitsOf(from, to)
    .filter(({ likeness, placement }) => holds(likeness) && isPlausible(placement))
    .sort((a, b) => b.likeness.kin - a.likeness.kin);
  const [best] = fits;
  if (!best) return null;
  const [a, b, , d, e] = best.placement;
  return {
    placement: inShares(best.placement, above, below),
    light: lightOf(above, below, best.placement),
    mirrored: a * e - b * d < 0,
    share: Math.max(best.likeness.same, best.likeness.kin),
  };
}

function holds({ blocks, kin, drift80 }: Likeness): boolean {
  return blocks >= LEAST_BLOCKS && kin >= LEAST_KIN && drift80 <= MOST_DRIFT;
}

/** No camera and no messenger bends a photo further. */
function isPlausible([a, b, , d, e]: Placement): boolean {
  const size = Math.sqrt(Math.abs(a * e - b * d));
  const [across, down] = [Math.hypot(a, d), Math.hypot(b, e)];
  const squeeze = Math.max(across, down) / Math.max(1e-6, Math.min(across, down));
  return size >= SIZES.least && size <= SIZES.most && squeeze <= MOST_SQUEEZE;
}

/** The middle of the first px lies half a px from the edge. */
function inShares([a, b, c, d, e, f]: Placement, from: Raster, to: Raster): Placement {
  return [
    (a * from.width) / to.width,
    (b * from.height) / to.width,
    (c + (1 - a - b) / 2) / to.width,
    (d * from.width) / to.height,
    (e * from.height) / to.height,
    (f + (1 - d - e) / 2) / to.height,
  ];
}

/** From its darkest to its brightest over the whole range: a photo at night has landmarks as one by day has. */
function stretched({ width, height, data }: Raster): Raster {
  const sorted = Uint8Array.from(data).sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const [low, high] = [at(ENDS), at(1 - ENDS)];
  if (high - low < 8) return { width, height, data };
  const factor = 255 / (high - low);
  return {
    width,
    height,
    data: data.map((value) => Math.max(0, Math.min(255, Math.round((value - low) * factor)))),
  };
}

const EVERY = 3;

/** By what both show: mean and contrast of the one above made those of the one below. */
function lightOf(above: Raster, below: Raster, placement: Placement): Overlay['light'] {
  const under = fieldOf(below);
  let [n, sumA, sumB, squaresA, squaresB] = [0, 0, 0, 0, 0];
  for (let y = 0; y < above.height; y += EVERY) {
    for (let x = 0; x < above.width; x += EVERY) {
      const [u, v] = mapped(placement, x, y);
      if (u < 0 || v < 0 || u > below.width - 1 || v > below.height - 1) continue;
      const [p, q] = [(above.data[y * above.width + x] ?? 0) / 255, sample(under, u, v) / 255];
      n++;
      sumA += p;
      sumB += q;
      squaresA += p * p;
      squaresB += q * q;
    }
  }
  if (n === 0) return { gain: 1, offset: 0 };
  const deviation = (sum: number, squares: number): number =>
    Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
  const gain = Math.max(
    1 / 3,
    Math.min(3, deviation(sumB, squaresB) / Math.max(0.01, deviation(sumA, squaresA))),
  );
  return { gain, offset: sumB / n - (gain * sumA) / n };
}
