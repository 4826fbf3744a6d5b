/** How much of two areas is the same ground, by lines drawn through both: exact enough for a share, and it never fails. */
import { type Box, boxOf, LAT_M, LON_M, type Piece, pointOf } from './geometry.ts';

/** Lines through what two boxes share: an overlap of one per cent is met by several of them. */
const LINES = 512;

/** Square metres that lie in both. */
export function overlapM2(one: readonly Piece[], other: readonly Piece[]): number {
  const shared = sharedBox(boxAround(one), boxAround(other));
  if (shared.minLat >= shared.maxLat || shared.minLon >= shared.maxLon) return 0;
  const height = (shared.maxLat - shared.minLat) / LINES;
  const [a, b] = [one, other].map((pieces) => crossings(pieces, shared.minLat, height));
  let degrees = 0;
  for (let line = 0; line < LINES; line++) degrees += bothLength(a?.[line] ?? [], b?.[line] ?? []);
  return degrees * height * LON_M * LAT_M;
}

export function boxAround(pieces: readonly Piece[]): Box {
  return pieces.map(boxOf).reduce((a, b) => ({
    minLon: Math.min(a.minLon, b.minLon),
    maxLon: Math.max(a.maxLon, b.maxLon),
    minLat: Math.min(a.minLat, b.minLat),
    maxLat: Math.max(a.maxLat, b.maxLat),
  }));
}

function sharedBox(a: Box, b: Box): Box {
  return {
    minLon: Math.max(a.minLon, b.minLon),
    maxLon: Math.min(a.maxLon, b.maxLon),
    minLat: Math.max(a.minLat, b.minLat),
    maxLat: Math.min(a.maxLat, b.maxLat),
  };
}

/** For each line the longitudes at which it enters or leaves the area, ascending. */
function crossings(pieces: readonly Piece[], minLat: number, height: number): number[][] {
  const lines: number[][] = Array.from({ length: LINES }, () => []);
  for (const ring of pieces.flat()) {
    for (let i = 0; i < ring.length / 2; i++) {
      const [x1, y1] = pointOf(ring, i);
      const [x2, y2] = pointOf(ring, i + 1);
      const [low, high] = y1 < y2 ? [y1, y2] : [y2, y1];
      // Lines lie in the middle of their strip; an edge counts from its lower end to below its upper one.
      const first = Math.max(0, Math.ceil((low - minLat) / height - 0.5));
      const last = Math.min(LINES - 1, Math.ceil((high - minLat) / height - 0.5) - 1);
      for (let line = first; line <= last; line++) {
        const lat = minLat + (line + 0.5) * height;
        lines[line]?.push(x1 + ((lat - y1) * (x2 - x1)) / (y2 - y1));
      }
    }
  }
  for (const line of lines) line.sort((a, b) => a - b);
  return lines;
}

/** Degrees of a line that lie in both: inside between the first and second crossing, the third and fourth … */
function bothLength(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0, j = 0; i + 1 < a.length && j + 1 < b.length; ) {
    const [aFrom = 0, aTo = 0] = [a[i], a[i + 1]];
    const [bFrom = 0, bTo = 0] = [b[j], b[j + 1]];
    sum += Math.max(0, Math.min(aTo, bTo) - Math.max(aFrom, bFrom));
    if (aTo < bTo) i += 2;
    else j += 2;
  }
  return sum;
}
