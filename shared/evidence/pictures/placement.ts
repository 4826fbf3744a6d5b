/** Where one picture lies in another: found by landmarks that agree, as an affine map. */
import { type Landmarks, SIGNATURE, signatureAt } from './landmarks.ts';

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

/** A landmark of one picture, x and y, and where it lies in the other; what it alone says of size and direction. */
interface Pair {
  x: number;
  y: number;
  u: number;
  v: number;
  size: number;
  turn: number;
}

/** Null where fewer than `leastVotes` landmarks agree. */
export function place(from: Landmarks, to: Landmarks, mirror: boolean, leastVotes: number): Placed | null {
  const pairs = pairsOf(from, to, mirror);
  if (pairs.length < leastVotes) return null;
  let guess: Placement | null = null;
  let most = 0;
  for (const pair of pairs) {
    const own = placementOf(pair, mirror);
    if (own === null) continue;
    let agree = 0;
    for (const other of pairs) if (missOf(own, other) < GUESS_TOLERANCE ** 2) agree++;
    if (agree > most) {
      most = agree;
      guess = own;
    }
  }
  if (guess === null || most < leastVotes) return null;
  const rough = guess;
  let best = pairs.filter((pair) => missOf(rough, pair) < GUESS_TOLERANCE ** 2);
  let placement = fitted(best, mirror);
  for (let round = 0; round < 3 && placement; round++) {
    const now = placement;
    best = pairs.filter((pair) => missOf(now, pair) < TOLERANCE ** 2);
    if (best.length < leastVotes) return null;
    placement = fitted(best, mirror);
  }
  const votes = distinct(best);
  return placement && votes >= leastVotes ? { placement, votes } : null;
}

/** Several directions at one spot count once. */
function distinct(pairs: readonly Pair[]): number {
  return new Set(pairs.map(({ x, y }) => `${x} ${y}`)).size;
}

function pairsOf(from: Landmarks, to: Landmarks, mirror: boolean): Pair[] {
  const known = Int32Array.from(to.x, (_, i) => signsOf(signatureAt(to, i)));
  const pairs: Pair[] = [];
  for (let i = 0; i < from.x.length; i++) {
    const found = nearestOf(signatureAt(from, i, mirror), to, known);
    if (found < 0) continue;
    const [angle, other] = [from.angle[i] ?? 0, to.angle[found] ?? 0];
    pairs.push({
      x: from.x[i] ?? 0,
      y: from.y[i] ?? 0,
      u: to.x[found] ?? 0,
      v: to.y[found] ?? 0,
      size: (to.scale[found] ?? 0) / (from.scale[i] ?? 1),
      turn: mirror ? other - Math.PI + angle : other - angle,
    });
  }
  return pairs;
}

/** Index of the spot that looks the same; −1 where none is near, or another as near. */
function nearestOf(wanted: Float32Array, to: Landmarks, known: Int32Array): number {
  const { x, y, signatures } = to;
  const signs = signsOf(wanted);
  let first = -1;
  let second = -1;
  let nearest = -1;
  for (let i = 0; i < known.length; i++) {
    // Signs are compared at once; only few are worth more.
    if (bitsOf(signs ^ (known[i] ?? 0)) > MOST_SIGNS) continue;
    let likeness = 0;
    for (let k = 0, at = i * SIGNATURE; k < SIGNATURE; k++, at++)
      likeness += (wanted[k] ?? 0) * (signatures[at] ?? 0);
    const elsewhere = nearest >= 0 && (x[nearest] !== x[i] || y[nearest] !== y[i]);
    if (likeness > first) {
      if (elsewhere) second = first;
      first = likeness;
      nearest = i;
    } else if (likeness > second && elsewhere) second = likeness;
  }
  return first >= LEAST_LIKENESS && 1 - first <= RATIO * RATIO * (1 - second) ? nearest : -1;
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

/** One pair tells all: place, size and direction. */
function placementOf({ x, y, u, v, size, turn }: Pair, mirror: boolean): Placement | null {
  if (size < 0.3 || size > 3.4) return null;
  const [cos, sin] = [Math.cos(turn) * size, Math.sin(turn) * size];
  const flip = mirror ? -1 : 1;
  const [a, b, d, e] = [flip * cos, -sin, flip * sin, cos];
  return [a, b, u - a * x - b * y, d, e, v - d * x - e * y];
}

/** px² */
function missOf(placement: Placement, { x, y, u, v }: Pair): number {
  const right = placement[0] * x + placement[1] * y + placement[2] - u;
  const down = placement[3] * x + placement[4] * y + placement[5] - v;
  return right * right + down * down;
}

/** The similarity that fits best (least squares). */
function fitted(pairs: readonly Pair[], mirror: boolean): Placement | null {
  const flip = mirror ? -1 : 1;
  const n = pairs.length;
  const mean = (get: (pair: Pair) => number): number => pairs.reduce((sum, pair) => sum + get(pair), 0) / n;
  const [mx, my] = [mean(({ x }) => flip * x), mean(({ y }) => y)];
  const [px, py] = [mean(({ u }) => u), mean(({ v }) => v)];
  let [dot, cross, squares] = [0, 0, 0];
  for (const pair of pairs) {
    const [x, y] = [flip * pair.x - mx, pair.y - my];
    dot += x * (pair.u - px) + y * (pair.v - py);
    cross += x * (pair.v - py) - y * (pair.u - px);
    squares += x * x + y * y;
  }
  if (squares === 0) return null;
  const [cos, sin] = [dot / squares, cross / squares];
  return [flip * cos, -sin, px - cos * mx + sin * my, flip * sin, cos, py - sin * mx - cos * my];
}
