/** Where one picture lies in another: found by landmarks that agree, as an affine map. */
import { type Landmark, mirrored } from './landmarks.ts';

/** Maps px of one picture to px of the other: x' = a·x + b·y + c, y' = d·x + e·y + f. */
export type Placement = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export interface Placed {
  placement: Placement;
  /** Landmarks that agree on it. */
  votes: number;
}

/** Cosine from which two signatures may be the same spot. */
const LEAST_LIKENESS = 0.8;
/** The next best spot must be this much farther. */
const RATIO = 0.9;
/** px */
const TOLERANCE = 6;

interface Pair {
  from: Landmark;
  to: Landmark;
}

export function place(from: readonly Landmark[], to: readonly Landmark[], mirror: boolean): Placed | null {
  const pairs = pairsOf(from, to, mirror);
  let best: Pair[] = [];
  for (const pair of pairs) {
    const guess = placementOf(pair, mirror);
    if (guess === null) continue;
    const agree = pairs.filter((other) => missOf(guess, other) < TOLERANCE * 2);
    if (agree.length > best.length) best = agree;
  }
  if (best.length < 3) return null;
  let placement = fitted(best, mirror);
  for (let round = 0; round < 3 && placement; round++) {
    const now = placement;
    best = pairs.filter((pair) => missOf(now, pair) < TOLERANCE);
    if (best.length < 3) return null;
    placement = fitted(best, mirror);
  }
  return placement && { placement, votes: distinct(best) };
}

/** Several directions at one spot count once. */
function distinct(pairs: readonly Pair[]): number {
  return new Set(pairs.map(({ from }) => `${from.x} ${from.y}`)).size;
}

function pairsOf(from: readonly Landmark[], to: readonly Landmark[], mirror: boolean): Pair[] {
  const pairs: Pair[] = [];
  for (const one of from) {
    const wanted = mirror ? mirrored(one.signature) : one.signature;
    let [first, second] = [-1, -1];
    let nearest: Landmark | null = null;
    for (const other of to) {
      let likeness = 0;
      for (let i = 0; i < wanted.length; i++) likeness += (wanted[i] ?? 0) * (other.signature[i] ?? 0);
      if (likeness > first) {
        if (nearest && (nearest.x !== other.x || nearest.y !== other.y)) second = first;
        first = likeness;
        nearest = other;
      } else if (likeness > second && nearest && (nearest.x !== other.x || nearest.y !== other.y)) second = likeness;
    }
    if (nearest && first >= LEAST_LIKENESS && 1 - first <= RATIO * RATIO * (1 - second)) pairs.push({ from: one, to: nearest });
  }
  return pairs;
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

function missOf([a, b, c, d, e, f]: Placement, { from, to }: Pair): number {
  return Math.hypot(a * from.x + b * from.y + c - to.x, d * from.x + e * from.y + f - to.y);
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
