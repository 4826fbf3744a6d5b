/** Areas on the map as plain numbers: what lies inside, what touches, how large they are, what two share. Degrees, WGS 84. */
import { orient2d } from 'robust-predicates';

/** Longitude and latitude in turn; the first point is not repeated at the end. */
export type Ring = Float64Array;

/** The outer ring, then its holes. */
export type Piece = readonly Ring[];

export interface Place {
  lat: number;
  lon: number;
}

export interface Box {
  minLon: number;
  maxLon: number;
  minLat: number;
  maxLat: number;
}

/** Metres of a degree some six degrees off the equator; elsewhere in the country it is a few hundredths less. */
const LAT_M = 110_578;
const LON_M = 110_671;

export function pointOf(ring: Ring, index: number): [lon: number, lat: number] {
  const at = (index * 2) % ring.length;
  return [ring[at] ?? Number.NaN, ring[at + 1] ?? Number.NaN];
}

export function boxOf(piece: Piece): Box {
  const box: Box = {
    minLon: Number.POSITIVE_INFINITY,
    maxLon: Number.NEGATIVE_INFINITY,
    minLat: Number.POSITIVE_INFINITY,
    maxLat: Number.NEGATIVE_INFINITY,
  };
  const [outer = new Float64Array()] = piece;
  for (let i = 0; i < outer.length / 2; i++) {
    const [lon, lat] = pointOf(outer, i);
    box.minLon = Math.min(box.minLon, lon);
    box.maxLon = Math.max(box.maxLon, lon);
    box.minLat = Math.min(box.minLat, lat);
    box.maxLat = Math.max(box.maxLat, lat);
  }
  return box;
}

/** Square metres, whichever way round the ring goes. */
export function ringAreaM2(ring: Ring): number {
  let twice = 0;
  // Relative to the first point: sums of large degrees would lose the small differences.
  const [lon0, lat0] = pointOf(ring, 0);
  for (let i = 0; i < ring.length / 2; i++) {
    const [x1, y1] = pointOf(ring, i);
    const [x2, y2] = pointOf(ring, i + 1);
    twice += (x1 - lon0) * (y2 - lat0) - (x2 - lon0) * (y1 - lat0);
  }
  return (Math.abs(twice) / 2) * LON_M * LAT_M;
}

export function areaM2(piece: Piece): number {
  const [outer, ...holes] = piece.map(ringAreaM2);
  return Math.max(0, (outer ?? 0) - holes.reduce((sum, hole) => sum + hole, 0));
}

export type Where = 'inside' | 'border' | 'outside';

export function whereIs(place: Place, piece: Piece): Where {
  const [outer, ...holes] = piece;
  if (!outer) return 'outside';
  const about = whereInRing(place, outer);
  if (about !== 'inside') return about;
  for (const hole of holes) {
    const within = whereInRing(place, hole);
    if (within === 'border') return 'border';
    if (within === 'inside') return 'outside';
  }
  return 'inside';
}

/** Counts crossings of a ray; exact also on the border, because the sign of the orientation is exact. */
export function whereInRing({ lon, lat }: Place, ring: Ring): Where {
  let inside = false;
  for (let i = 0; i < ring.length / 2; i++) {
    const [x1, y1] = pointOf(ring, i);
    const [x2, y2] = pointOf(ring, i + 1);
    const side = orient2d(x1, y1, x2, y2, lon, lat);
    const between =
      lon >= Math.min(x1, x2) &&
      lon <= Math.max(x1, x2) &&
      lat >= Math.min(y1, y2) &&
      lat <= Math.max(y1, y2);
    if (side === 0 && between) return 'border';
    // Up and down edges turn the sign round; half-open, so that a vertex counts once.
    if (y1 <= lat !== y2 <= lat && side < 0 === y2 > y1) inside = !inside;
  }
  return inside ? 'inside' : 'outside';
}

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
