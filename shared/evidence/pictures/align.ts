/**
 * Brings a placement of one picture in another to a fraction of a pixel: Gauss–Newton steps on brightness over a
 * pyramid (Lucas–Kanade), on what varies locally, with outliers (what was painted over) weighed down.
 */
import { type Field, halved, sample, smoothed } from './raster.ts';
import type { Placement } from './placement.ts';

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

/** Null where the two do not hold together. */
export function aligned(from: Pyramid, to: Pyramid, first: Placement): Placement | null {
  let placement: Placement | null = first;
  for (let level = LEVELS - 1; level >= 0 && placement; level--) {
    const [one, other] = [from[level], to[level]];
    if (!one || !other) return null;
    const points = pointsOf(one);
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
function onLevel([a, b, c, d, e, f]: Placement, factor: number): Placement {
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
function pointsOf({ width, height, data }: Field): Points {
  const stride = Math.max(1, Math.ceil(Math.sqrt((width * height) / (POINTS * 3))));
  const most = Math.ceil(width / stride) * Math.ceil(height / stride);
  const make = (): Float32Array => new Float32Array(most);
  const points = { count: 0, x: make(), y: make(), gx: make(), gy: make(), value: make() };
  for (let y = 2; y < height - 2; y += stride) {
    for (let x = 2; x < width - 2; x += stride) {
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
    const [x, y] = [points.x[i] ?? 0, points.y[i] ?? 0];
    const [u, v] = [a * x + b * y + c, d * x + e * y + f];
    if (u < 1 || v < 1 || u > other.width - 2 || v > other.height - 2) continue;
    inside[n] = i;
    seen[n] = sample(other, u, v);
    n++;
  }
  if (n < 60) return null;
  const light = lightOf(points, inside, seen, n, one);
  const errors = new Float32Array(n);
  for (let k = 0; k < n; k++) errors[k] = light(k);
  const scale = 1.5 * middleOf(errors) + 0.5;
  const [matrix, right] = [new Float64Array(UNKNOWNS * UNKNOWNS), new Float64Array(UNKNOWNS)];
  const row = new Float64Array(UNKNOWNS);
  const [mx, my] = [one.width / 2, one.height / 2];
  const unit = Math.max(mx, my);
  for (let k = 0; k < n; k++) {
    const i = inside[k] ?? 0;
    const error = errors[k] ?? 0;
    const weight = 1 / (1 + (error / scale) ** 2) ** 2;
    const [x, y] = [((points.x[i] ?? 0) - mx) / unit, ((points.y[i] ?? 0) - my) / unit];
    const [gx, gy] = [points.gx[i] ?? 0, points.gy[i] ?? 0];
    row.set([gx * x, gx * y, gx, gy * x, gy * y, gy]);
    for (let r = 0; r < UNKNOWNS; r++) {
      const weighed = weight * (row[r] ?? 0);
      right[r] = (right[r] ?? 0) + weighed * error;
      for (let s = r; s < UNKNOWNS; s++) {
        matrix[r * UNKNOWNS + s] = (matrix[r * UNKNOWNS + s] ?? 0) + weighed * (row[s] ?? 0);
      }
    }
  }
  const step = solved(matrix, right);
  if (!step) return null;
  const [p = 0, q = 0, r = 0, s = 0, t = 0, w = 0] = step;
  // As a map of the first picture on itself: x + (p·x̂ + q·ŷ + r, …) with x̂ = (x − mx)/unit.
  const own: Placement = [
    1 + p / unit, q / unit, r - (p * mx + q * my) / unit,
    s / unit, 1 + t / unit, w - (s * mx + t * my) / unit,
  ];
  const back = inverse(own);
  return back && chained(placement, back);
}

/** Difference of brightness at each point once light and contrast are made equal. */
function lightOf(points: Points, inside: Int32Array, seen: Float32Array, n: number, _one: Field): (k: number) => number {
  let [sumA, sumB, squaresA, squaresB] = [0, 0, 0, 0];
  for (let k = 0; k < n; k++) {
    const [x, y] = [points.value[inside[k] ?? 0] ?? 0, seen[k] ?? 0];
    sumA += x; sumB += y; squaresA += x * x; squaresB += y * y;
  }
  const [meanA, meanB] = [sumA / n, sumB / n];
  const gain = Math.sqrt(Math.max(1, squaresA / n - meanA ** 2) / Math.max(1, squaresB / n - meanB ** 2));
  return (k) => ((seen[k] ?? 0) - meanB) * gain - ((points.value[inside[k] ?? 0] ?? 0) - meanA);
}

function middleOf(errors: Float32Array): number {
  const sizes = errors.map(Math.abs).sort();
  return sizes[sizes.length >> 1] ?? 0;
}

function movement(before: Placement, after: Placement, { width, height }: Field): number {
  const corners = [[0, 0], [width, 0], [0, height], [width, height]] as const;
  return Math.max(...corners.map(([x, y]) => {
    const [u, v] = mapped(before, x, y);
    const [p, q] = mapped(after, x, y);
    return Math.hypot(u - p, v - q);
  }));
}

export function mapped([a, b, c, d, e, f]: Placement, x: number, y: number): [number, number] {
  return [a * x + b * y + c, d * x + e * y + f];
}

export function inverse([a, b, c, d, e, f]: Placement): Placement | null {
  const size = a * e - b * d;
  if (Math.abs(size) < 1e-6) return null;
  return [e / size, -b / size, (b * f - e * c) / size, -d / size, a / size, (d * c - a * f) / size];
}

/** First `second`, then `first`. */
function chained(first: Placement, [a, b, c, d, e, f]: Placement): Placement {
  const [p, q, r, s, t, u] = first;
  return [p * a + q * d, p * b + q * e, p * c + q * f + r, s * a + t * d, s * b + t * e, s * c + t * f + u];
}

/** By Cholesky's way; only the upper half of the matrix is read. Null where it cannot be solved. */
function solved(matrix: Float64Array, right: Float64Array): number[] | null {
  const n = right.length;
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[j * n + i] ?? 0;
      for (let k = 0; k < j; k++) sum -= (lower[i * n + k] ?? 0) * (lower[j * n + k] ?? 0);
      if (i === j) {
        if (sum <= 1e-9) return null;
        lower[i * n + i] = Math.sqrt(sum);
      } else lower[i * n + j] = sum / (lower[j * n + j] ?? 1);
    }
  }
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = right[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (lower[i * n + k] ?? 0) * (y[k] ?? 0);
    y[i] = sum / (lower[i * n + i] ?? 1);
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i] ?? 0;
    for (let k = i + 1; k < n; k++) sum -= (lower[k * n + i] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (lower[i * n + i] ?? 1);
  }
  return x;
}
