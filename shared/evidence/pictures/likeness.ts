/** What two pictures have in common once one is laid over the other: how much agrees, how well, and what shifted. */
import { type Mask, onLevel, type Pyramid } from './align.ts';
import type { Placement } from './placement.ts';
import type { Field } from './raster.ts';

const SHIFT = 4;
const BLOCK = 1 << SHIFT;
const HALF_BLOCK = BLOCK / 2;
/** Correlation from which a block may say where the picture lies, and so many must. */
const HOLDS = 0.6;
const LEAST_HOLDING = 24;
/** Standard deviation of grey from which a block has something to compare. */
const TEXTURE = 5;
/** Correlation from which a block is the same. */
const SAME = 0.94;
/** Correlation from which it shows the same thing, whatever the light. */
const KIN = 0.7;

export interface Likeness {
  /** Blocks with something to compare. */
  blocks: number;
  /** Share of them that are the same. */
  same: number;
  /** Share of them that show the same thing after a shift of up to {@link REACH} px. */
  kin: number;
  /** Median of what is left of a same block once the other is taken away, as a share of its contrast. */
  rest: number;
  /** px: median of the shifts of kin blocks, and what four of five stay below. */
  drift: number;
  drift80: number;
  /** Share of the picture that lies in the other. */
  overlap: number;
  /** Rows and columns of quarters that hold same blocks (of 16). */
  spread: number;
}

const REACH = 3;

interface Holding {
  /** Of the blocks that have something to compare. */
  share: number;
  /** Those that hold together; all of them where next to none do. */
  mask: Mask;
}

/** Which blocks of the first picture hold together with the other, seen at half their size: that is enough, and quick. */
export function holding(from: Pyramid, to: Pyramid, placement: Placement): Holding {
  const [one, other] = [from[1], to[1]];
  if (!one || !other) return { share: 0, mask: () => true };
  const laid = laidOver(one, other, onLevel(placement, 0.5));
  const across = Math.ceil(one.width / HALF_BLOCK);
  const holds = new Uint8Array(across * Math.ceil(one.height / HALF_BLOCK));
  let [count, blocks] = [0, 0];
  for (let top = 0; top + HALF_BLOCK <= one.height; top += HALF_BLOCK) {
    for (let left = 0; left + HALF_BLOCK <= one.width; left += HALF_BLOCK) {
      const found = compared(one, laid, left, top, HALF_BLOCK);
      if (found === null || found.contrast < TEXTURE) continue;
      blocks++;
      if (found.correlation < HOLDS) continue;
      holds[(top / HALF_BLOCK) * across + left / HALF_BLOCK] = 1;
      count++;
    }
  }
  return {
    share: count / Math.max(1, blocks),
    mask: count < LEAST_HOLDING ? () => true : (x, y) => holds[(y >> SHIFT) * across + (x >> SHIFT)] === 1,
  };
}

function laidOver({ width, height }: Field, to: Field, [a, b, c, d, e, f]: Placement): Float32Array {
  const laid = new Float32Array(width * height).fill(Number.NaN);
  const { data } = to;
  const [right, bottom] = [to.width - 1, to.height - 1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = a * x + b * y + c;
      const v = d * x + e * y + f;
      if (u < 0 || v < 0 || u > right || v > bottom) continue;
      const [left, top] = [Math.floor(u), Math.floor(v)];
      const i = top * to.width + left;
      const p = data[i] ?? 0;
      const q = data[i + to.width] ?? 0;
      const upper = p + ((data[i + 1] ?? 0) - p) * (u - left);
      const lower = q + ((data[i + to.width + 1] ?? 0) - q) * (u - left);
      laid[y * width + x] = upper + (lower - upper) * (v - top);
    }
  }
  return laid;
}

export function likenessOf(from: Field, to: Field, placement: Placement): Likeness {
  const { width, height } = from;
  const laid = laidOver(from, to, placement);
  let [blocks, same, kin, looked, whole, covered] = [0, 0, 0, 0, 0, 0];
  const rests: number[] = [];
  const shifts: number[] = [];
  const quarters = new Set<number>();
  for (let top = 4; top + BLOCK + 4 <= height; top += BLOCK) {
    for (let left = 4; left + BLOCK + 4 <= width; left += BLOCK) {
      whole++;
      const found = compared(from, laid, left, top);
      if (found === null) continue;
      covered++;
      if (found.contrast < TEXTURE) continue;
      blocks++;
      if (found.correlation >= SAME && found.ratio > 0.5 && found.ratio < 2) {
        same++;
        rests.push(Math.sqrt(Math.max(0, 1 - found.correlation ** 2)));
        quarters.add(Math.floor((4 * top) / height) * 4 + Math.floor((4 * left) / width));
      }
      // Every other block, as on a chess board, says enough of shifts.
      if (((left + top) >> SHIFT) % 2 === 1) continue;
      looked++;
      const shift = shiftOf(from, laid, left, top);
      if (shift !== null) {
        kin++;
        shifts.push(shift);
      }
    }
  }
  return {
    blocks,
    same: same / Math.max(1, blocks),
    kin: kin / Math.max(1, looked),
    rest: quantile(rests, 0.5),
    drift: quantile(shifts, 0.5),
    drift80: quantile(shifts, 0.8),
    overlap: whole === 0 ? 0 : covered / whole,
    spread: quarters.size,
  };
}

function quantile(values: number[], share: number): number {
  values.sort((a, b) => a - b);
  return values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN;
}

/** A square of `size` px of the first against the other, `dx` and `dy` aside. */
function compared(
  { width, data }: Field,
  laid: Float32Array,
  left: number,
  top: number,
  size = BLOCK,
  dx = 0,
  dy = 0,
) {
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0];
  for (let y = top; y < top + size; y++) {
    for (let x = left; x < left + size; x++) {
      const p = data[y * width + x] ?? 0;
      const q = laid[(y + dy) * width + x + dx] ?? Number.NaN;
      sumA += p;
      sumB += q;
      squaresA += p * p;
      squaresB += q * q;
      products += p * q;
    }
  }
  if (Number.isNaN(sumB)) return null;
  const n = size * size;
  const deviationA = Math.sqrt(Math.max(0, squaresA / n - (sumA / n) ** 2));
  const deviationB = Math.sqrt(Math.max(0, squaresB / n - (sumB / n) ** 2));
  const covariance = products / n - (sumA / n) * (sumB / n);
  return {
    contrast: Math.max(deviationA, deviationB),
    ratio: deviationA / Math.max(deviationB, 1e-3),
    correlation: covariance / Math.max(deviationA * deviationB, 1e-3),
  };
}

/** Best shift of a block within reach, to a fraction of a px; null where it is not the same thing. */
function shiftOf(from: Field, laid: Float32Array, left: number, top: number): number | null {
  const score = (dx: number, dy: number): number =>
    compared(from, laid, left, top, BLOCK, dx, dy)?.correlation ?? -1;
  let [bx, by] = [0, 0];
  let best = score(0, 0);
  for (let round = 0; round < REACH; round++) {
    let [nx, ny] = [bx, by];
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
      [1, 1],
      [-1, -1],
      [1, -1],
      [-1, 1],
    ] as const) {
      if (Math.abs(bx + dx) > REACH || Math.abs(by + dy) > REACH) continue;
      const value = score(bx + dx, by + dy);
      if (value > best) [best, nx, ny] = [value, bx + dx, by + dy];
    }
    if (nx === bx && ny === by) break;
    [bx, by] = [nx, ny];
  }
  if (best < KIN) return null;
  const peak = (low: number, high: number): number => {
    const bend = low + high - 2 * best;
    return bend < -1e-4 && low > -1 && high > -1 ? (low - high) / (2 * bend) : 0;
  };
  return Math.hypot(
    bx + peak(score(bx - 1, by), score(bx + 1, by)),
    by + peak(score(bx, by - 1), score(bx, by + 1)),
  );
}
