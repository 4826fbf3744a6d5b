/** Where one picture lies in another: found by landmarks that agree, as an affine map. */
import { type Landmark, mirrored } from './landmarks.ts';

/** Maps px of one picture to px of the other: x' = a·x + b·y + c, y' = d·x + e·y + f. */
export type Placement = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

interface Placed {
  placement: Placement;
  /** Landmarks that agree on it. */
  votes: number;
}

/** Cosine from which two signatures may be the same spot. */
const LEAST_LIKENESS = 0.8;
/** Of 27 signs of a signature, so many may differ. */
const MOST_SIGNS = 8;
/** The next best spot must be this much farther. */
const RATIO = 0.9;
/** px, once many agree; and of what one pair alone says. */
const TOLERANCE = 4;
const GUESS_TOLERANCE = 12;
const LEAST_VOTES = 3;

interface Pair {
  from: Landmark;
  to: Landmark;
}

export function place(from: readonly Landmark[], to: readonly Landmark[], mirror: boolean): Placed | null {
  const pairs = pairsOf(from, to, mirror);
  let guess: Placement | null = null;
  let most = 0;
  for (const pair of pairs) {
    const own = placementOf(pair, mirror);
    if (own === null) continue;
    let agree = 0;
    for (const other of pairs) if (missOf(own, other) < GUESS_TOLERANCE) agree++;
    if (agree > most) {
      most = agree;
      guess = own;
    }
  }
  if (guess === null || most < LEAST_VOTES) return null;
  const rough = guess;
  let best = pairs.filter((pair) => missOf(rough, pair) < GUESS_TOLERANCE);
  let placement = fitted(best, mirror);
  for (let round = 0; round < 3 && placement; round++) {
    const now = placement;
    best = pairs.filter((pair) => missOf(now, pair) < TOLERANCE);
    if (best.length < LEAST_VOTES) return null;
    placement = fitted(best, mirror);
  }
  return placement && { placement, votes: distinct(best) };
}

/** Several directions at one spot count once. */
function distinct(pairs: readonly Pair[]): number {
  return new Set(pairs.map(({ from }) => `${from.x} ${from.y}`)).size;
}

function pairsOf(from: readonly Landmark[], to: readonly Landmark[], mirror: boolean): Pair[] {
  const known = to.map(({ signature }) => signsOf(signature));
  return from.flatMap((one) => {
    const wanted = mirror ? mirrored(one.signature) : one.signature;
    const found = nearestOf(wanted, to, known);
    return found === null ? [] : [{ from: one, to: found }];
  });
}

/** Null where none is near, or another spot is as near. */
function nearestOf(wanted: Float32Array, to: readonly Landmark[], known: readonly number[]): Landmark | null {
  const signs = signsOf(wanted);
  let first = -1;
  let second = -1;
  let nearest: Landmark | null = null;
  for (let i = 0; i < to.length; i++) {
    const other = to[i];
    // Signs are compared at once; only few are worth more.
    if (!other || bitsOf(signs ^ (known[i] ?? 0)) > MOST_SIGNS) continue;
    const likeness = cosine(wanted, other.signature);
    const elsewhere = nearest !== null && (nearest.x !== other.x || nearest.y !== other.y);
    if (likeness > first) {
      if (elsewhere) second = first;
      first = likeness;
      nearest = other;
    } else if (likeness > second && elsewhere) second = likeness;
  }
  return first >= LEAST_LIKENESS && 1 - first <= RATIO * RATIO * (1 - second) ? nearest : null;
}

function signsOf(signature: Float32Array): number {
  let signs = 0;
  for (let i = 0; i < signature.length; i++) signs = (signs << 1) | ((signature[i] ?? 0) > 0 ? 1 : 0);
  return signs;
}

function bitsOf(word: number): number {
  let rest = word - ((word >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** One pair tells all: place, size and direction. */
function placementOf({ from, to }: Pair, mirror: boolean): Placement | null {
  const size = to.scale / from.scale;
  if (size < 0.3 || size > 3.4) return null;
  const turn = mirror ? to.angle - Math.PI + from.angle : to.angle - from.angle;
  const [cos, sin] = [Math.cos(turn) * size, Math.sin(turn) * size];
  const flip = mirror ? -1 : 1;
  const [a, b, d, e] = [flip * cos, -sin, flip * sin, cos];
  return [a, b, to.x - a * from.x - b * from.y, d, e, to.y - d * from.x - e * from.y];
}

function missOf(placement: Placement, { from, to }: Pair): number {
  return Math.hypot(
    placement[0] * from.x + placement[1] * from.y + placement[2] - to.x,
    placement[3] * from.x + placement[4] * from.y + placement[5] - to.y,
  );
}

/** The similarity that fits best (least squares). */
function fitted(pairs: readonly Pair[], mirror: boolean): Placement | null {
  const flip = mirror ? -1 : 1;
  const n = pairs.length;
  const mean = (get: (pair: Pair) => number): number => pairs.reduce((sum, pair) => sum + get(pair), 0) / n;
  const [mx, my] = [mean(({ from }) => flip * from.x), mean(({ from }) => from.y)];
  const [px, py] = [mean(({ to }) => to.x), mean(({ to }) => to.y)];
  let [dot, cross, squares] = [0, 0, 0];
  for (const { from, to } of pairs) {
    const [x, y] = [flip * from.x - mx, from.y - my];
    dot += x * (to.x - px) + y * (to.y - py);
    cross += x * (to.y - py) - y * (to.x - px);
    squares += x * x + y * y;
  }
  if (squares === 0) return null;
  const [cos, sin] = [dot / squares, cross / squares];
  return [flip * cos, -sin, px - cos * mx + sin * my, flip * sin, cos, py - sin * mx - cos * my];
}
