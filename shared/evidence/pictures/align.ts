/**
 * Brings a placement of one picture in another to a fraction of a pixel: Gauss–Newton steps on brightness over a
 * pyramid (Lucas–Kanade), on what varies locally, with outliers (what was painted over) weighed down.
 */

import type { Placement } from './placement.ts';
import { type Field, halved, sample, smoothed } from './raster.ts';

/** From fine to coarse, each half the size of the one before. */
export type Pyramid = readonly Field[];

const LEVELS = 3;
const STEPS = 8;
/** Points of a picture that are compared at most on each level. */
const POINTS = 4_000;
/** Squared gradient from which a point says where it lies. */
const LEAST_GRADIENT = 16;
const UNKNOWNS = 6;

export function pyramidOf(picture: Field): Pyramid {
  const levels = [smoothed(picture)];
  while (levels.length < LEVELS) levels.push(halved(levels.at(-1) ?? picture));
  return levels;
}

/** Where a picture is to be looked at: of the whole picture in its full size. */
export type Mask = (x: number, y: number) => boolean;

/** Null where the two do not hold together. Begins on the level `coarsest`, ends with `finest`. */
export function aligned(
  from: Pyramid,
  to: Pyramid,
  first: Placement,
  isWanted: Mask,
  { coarsest = LEVELS - 1, finest = 0 }: { coarsest?: number; finest?: number } = {},
): Placement | null {
  let placement: Placement | null = first;
  for (let level = coarsest; level >= finest && placement; level--) {
    const one = from[level];
    const other = to[level];
    if (!one || !other) return null;
    const points = pointsOf(one, level, isWanted);
    const shrink = 2 ** level;
    placement = onLevel(placement, 1 / shrink);
    for (let step = 0; step < STEPS && placement; step++) {
      const next: Placement | null = improved(one, other, points, placement);
      const moved: number = next ? movement(placement, next, one) : 0;
      placement = next;
      if (moved < 0.01) break;
    }
    placement = placement && onLevel(placement, shrink);
  }
  return placement;
}

/** px count from the middle of the first one, which lies half a px from the corner. */
export function onLevel([a, b, c, d, e, f]: Placement, factor: number): Placement {
  const shift = (factor - 1) / 2;
  return [a, b, c * factor + shift * (1 - a - b), d, e, f * factor + shift * (1 - d - e)];
}

interface Points {
  count: number;
  x: Float32Array;
  y: Float32Array;
  gx: Float32Array;
  gy: Float32Array;
  value: Float32Array;
}

/** The points with the steepest gradients, evenly thinned. */
function pointsOf({ width, height, data }: Field, level: number, isWanted: Mask): Points {
  const stride = Math.max(1, Math.ceil(Math.sqrt((width * height) / (POINTS * 3))));
  const most = Math.ceil(width / stride) * Math.ceil(height / stride);
  const make = (): Float32Array => new Float32Array(most);
  const points = { count: 0, x: make(), y: make(), gx: make(), gy: make(), value: make() };
  for (let y = 2; y < height - 2; y += stride) {
    for (let x = 2; x < width - 2; x += stride) {
      if (!isWanted(x << level, y << level)) continue;
      const i = y * width + x;
      const gx = ((data[i + 1] ?? 0) - (data[i - 1] ?? 0)) / 2;
      const gy = ((data[i + width] ?? 0) - (data[i - width] ?? 0)) / 2;
      if (gx * gx + gy * gy < LEAST_GRADIENT) continue;
      const at = points.count++;
      points.x[at] = x;
      points.y[at] = y;
      points.gx[at] = gx;
      points.gy[at] = gy;
      points.value[at] = data[i] ?? 0;
    }
  }
  return points;
}

function improved(one: Field, other: Field, points: Points, placement: Placement): Placement | null {
  const [a, b, c, d, e, f] = placement;
  const { count } = points;
  const inside = new Int32Array(count);
  const seen = new Float32Array(count);
  let n = 0;
  for (let i = 0; i < count; i++) {
    const x = points.x[i] ?? 0;
    const y = points.y[i] ?? 0;
    const u = a * x + b * y + c;
    const v = d * x + e * y + f;
    if (u < 1 || v < 1 || u > other.width - 2 || v > other.height - 2) continue;
    inside[n] = i;
    seen[n] = sample(other, u, v);
    n++;
  }
  if (n < 60) return null;
  const light = lightOf(points, inside, seen, n);
  const errors = new Float32Array(n);
  for (let k = 0; k < n; k++) errors[k] = light(k);
  const scale = 1.5 * middleOf(errors) + 0.5;
  const step = solved(...normalEquations(points, inside.subarray(0, n), errors, scale, one));
  const own = step && inverse(movedBy(step, one));
  return own && chained(placement, own);
}

/** Of the six unknowns, about the middle of the picture and in units of half its edge. */
function normalEquations(
  points: Points,
  inside: Int32Array,
  errors: Float32Array,
  scale: number,
  { width, height }: Field,
): [upper: Float64Array, right: Float64Array] {
  const upper = new Float64Array(UNKNOWNS * UNKNOWNS);
  const right = new Float64Array(UNKNOWNS);
  const row = new Float64Array(UNKNOWNS);
  const unit = Math.max(width, height) / 2;
  for (let k = 0; k < inside.length; k++) {
    const i = inside[k] ?? 0;
    const error = errors[k] ?? 0;
    const weight = 1 / (1 + (error / scale) ** 2) ** 2;
    const x = ((points.x[i] ?? 0) - width / 2) / unit;
    const y = ((points.y[i] ?? 0) - height / 2) / unit;
    const gx = points.gx[i] ?? 0;
    const gy = points.gy[i] ?? 0;
    row[0] = gx * x;
    row[1] = gx * y;
    row[2] = gx;
    row[3] = gy * x;
    row[4] = gy * y;
    row[5] = gy;
    for (let r = 0; r < UNKNOWNS; r++) {
      const weighed = weight * (row[r] ?? 0);
      right[r] = (right[r] ?? 0) + weighed * error;
      for (let s = r; s < UNKNOWNS; s++) {
        upper[r * UNKNOWNS + s] = (upper[r * UNKNOWNS + s] ?? 0) + weighed * (row[s] ?? 0);
      }
    }
  }
  return [upper, right];
}

/** The step as a map of the first picture on itself. */
function movedBy([p = 0, q = 0, r = 0, s = 0, t = 0, w = 0]: number[], { width, height }: Field): Placement {
  const unit = Math.max(width, height) / 2;
  const right = (p * width + q * height) / 2 / unit;
  const down = (s * width + t * height) / 2 / unit;
  return [1 + p / unit, q / unit, r - right, s / unit, 1 + t / unit, w - down];
}

/** Difference of brightness at each point once light and contrast are made equal. */
function lightOf(points: Points, inside: Int32Array, seen: Float32Array, n: number): (k: number) => number {
  let [sumA, sumB, squaresA, squaresB] = [0, 0, 0, 0];
  for (let k = 0; k < n; k++) {
    const x = points.value[inside[k] ?? 0] ?? 0;
    const y = seen[k] ?? 0;
    sumA += x;
    sumB += y;
    squaresA += x * x;
    squaresB += y * y;
  }
  const [meanA, meanB] = [sumA / n, sumB / n];
  const gain = Math.sqrt(Math.max(1, squaresA / n - meanA ** 2) / Math.max(1, squaresB / n - meanB ** 2));
  return (k) => ((seen[k] ?? 0) - meanB) * gain - ((points.value[inside[k] ?? 0] ?? 0) - meanA);
}

/** Of every few sizes: an exact middle is not needed. */
function middleOf(errors: Float32Array): number {
  const stride = Math.max(1, errors.length >> 9);
  const sizes: number[] = [];
  for (let i = 0; i < errors.length; i += stride) sizes.push(Math.abs(errors[i] ?? 0));
  sizes.sort((a, b) => a - b);
  return sizes[sizes.length >> 1] ?? 0;
}

function movement(before: Placement, after: Placement, { width, height }: Field): number {
  const corners = [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ] as const;
  return Math.max(
    ...corners.map(([x, y]) => {
      const [u, v] = mapped(before, x, y);
      const [p, q] = mapped(after, x, y);
      return Math.hypot(u - p, v - q);
    }),
  );
}

export function mapped([a, b, c, d, e, f]: Placement, x: number, y: number): [number, number] {
  return [a * x + b * y + c, d * x + e * y + f];
}

function inverse([a, b, c, d, e, f]: Placement): Placement | null {
  const size = a * e - b * d;
  if (Math.abs(size) < 1e-6) return null;
  return [e / size, -b / size, (b * f - e * c) / size, -d / size, a / size, (d * c - a * f) / size];
}

/** First `second`, then `first`. */
function chained(first: Placement, [a, b, c, d, e, f]: Placement): Placement {
  const [p, q, r, s, t, u] = first;
  return [p * a + q * d, p * b + q * e, p * c + q * f + r, s * a + t * d, s * b + t * e, s * c + t * f + u];
}

/** By elimination; only the upper half of the symmetric matrix is read. Null where it cannot be solved. */
function solved(upper: Float64Array, right: Float64Array): number[] | null {
  const n = right.length;
  const rows = Array.from({ length: n }, (_, i) => [
    ...Array.from({ length: n }, (_, j) => upper[Math.min(i, j) * n + Math.max(i, j)] ?? 0),
    right[i] ?? 0,
  ]);
  for (const [i, row] of rows.entries()) {
    const pivot = row[i] ?? 0;
    if (pivot <= 1e-9) return null;
    for (const [j, other] of rows.entries()) {
      if (i === j) continue;
      const factor = (other[i] ?? 0) / pivot;
      for (let k = i; k <= n; k++) other[k] = (other[k] ?? 0) - factor * (row[k] ?? 0);
    }
  }
  return rows.map((row, i) => (row[n] ?? 0) / (row[i] ?? 1));
}
