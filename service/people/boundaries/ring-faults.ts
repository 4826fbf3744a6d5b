/** Rings that cannot be areas: they meet themselves, cross another ring, or are holes outside of what they pierce. */
import { orient2d } from 'robust-predicates';
import { type Piece, pointOf, type Ring, ringAreaM2, whereInRing } from './geometry.ts';

export interface RingFault {
  /** Counted from 1, through all pieces. */
  ring: number;
  what: 'meets itself' | 'crosses another ring' | 'is a hole outside its area' | 'encloses nothing';
  lon: number;
  lat: number;
}

interface Segment {
  ring: number;
  index: number;
  count: number;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** At most one fault for each ring. */
export function ringFaults(pieces: readonly Piece[]): RingFault[] {
  const rings = pieces.flat();
  const faults = new Map<number, RingFault>();
  const add = (ring: number, what: RingFault['what'], [lon, lat]: [number, number]): void => {
    if (!faults.has(ring)) faults.set(ring, { ring: ring + 1, what, lon, lat });
  };
  for (const [i, ring] of rings.entries()) {
    if (ringAreaM2(ring) < 1) add(i, 'encloses nothing', pointOf(ring, 0));
  }
  for (const [one, other] of meetings(rings.flatMap(segmentsOf))) {
    // Of two rings the later one: that is the hole.
    add(Math.max(one.ring, other.ring), one.ring === other.ring ? 'meets itself' : 'crosses another ring', [
      one.x1,
      one.y1,
    ]);
  }
  let at = 0;
  for (const [outer, ...holes] of pieces) {
    for (const [i, hole] of holes.entries()) {
      if (outer && !isWithin(hole, outer)) add(at + 1 + i, 'is a hole outside its area', pointOf(hole, 0));
    }
    at += 1 + holes.length;
  }
  return [...faults.values()].sort((a, b) => a.ring - b.ring);
}

function segmentsOf(ring: Ring, number: number): Segment[] {
  const count = ring.length / 2;
  return Array.from({ length: count }, (_, index) => {
    const [x1, y1] = pointOf(ring, index);
    const [x2, y2] = pointOf(ring, index + 1);
    return { ring: number, index, count, x1, y1, x2, y2 };
  });
}

/** Pairs of segments that may not meet but do: sorted by longitude, only those abreast of each other are compared. */
function* meetings(segments: Segment[]): Generator<[Segment, Segment]> {
  const from = (s: Segment): number => Math.min(s.x1, s.x2);
  segments.sort((a, b) => from(a) - from(b));
  let abreast: Segment[] = [];
  for (const segment of segments) {
    const start = from(segment);
    abreast = abreast.filter((other) => Math.max(other.x1, other.x2) >= start);
    for (const other of abreast) if (meet(segment, other)) yield [segment, other];
    abreast.push(segment);
  }
}

function meet(a: Segment, b: Segment): boolean {
  if (Math.max(a.y1, a.y2) < Math.min(b.y1, b.y2) || Math.max(b.y1, b.y2) < Math.min(a.y1, a.y2))
    return false;
  if (a.ring === b.ring) {
    if (follows(a, b)) return foldsBack(a, b);
    if (follows(b, a)) return foldsBack(b, a);
  }
  const sides = [
    orient2d(a.x1, a.y1, a.x2, a.y2, b.x1, b.y1),
    orient2d(a.x1, a.y1, a.x2, a.y2, b.x2, b.y2),
    orient2d(b.x1, b.y1, b.x2, b.y2, a.x1, a.y1),
    orient2d(b.x1, b.y1, b.x2, b.y2, a.x2, a.y2),
  ].map(Math.sign) as [number, number, number, number];
  if (sides[0] * sides[1] < 0 && sides[2] * sides[3] < 0) return true;
  // Different rings may touch in a point or along a line; a ring that touches itself is two areas.
  return a.ring === b.ring && touches(a, b, sides);
}

function follows(next: Segment, before: Segment): boolean {
  return next.index === (before.index + 1) % before.count;
}

function foldsBack(next: Segment, before: Segment): boolean {
  if (orient2d(before.x1, before.y1, before.x2, before.y2, next.x2, next.y2) !== 0) return false;
  return (before.x1 - before.x2) * (next.x2 - next.x1) + (before.y1 - before.y2) * (next.y2 - next.y1) > 0;
}

function touches(a: Segment, b: Segment, [b1, b2, a1, a2]: [number, number, number, number]): boolean {
  return (
    (b1 === 0 && spans(a, b.x1, b.y1)) ||
    (b2 === 0 && spans(a, b.x2, b.y2)) ||
    (a1 === 0 && spans(b, a.x1, a.y1)) ||
    (a2 === 0 && spans(b, a.x2, a.y2))
  );
}

function spans({ x1, y1, x2, y2 }: Segment, x: number, y: number): boolean {
  return x >= Math.min(x1, x2) && x <= Math.max(x1, x2) && y >= Math.min(y1, y2) && y <= Math.max(y1, y2);
}

/** Rings that do not cross are one inside the other or apart: the first point off the border tells. */
function isWithin(hole: Ring, outer: Ring): boolean {
  for (let i = 0; i < hole.length / 2; i++) {
    const [lon, lat] = pointOf(hole, i);
    const where = whereInRing({ lon, lat }, outer);
    if (where !== 'border') return where === 'inside';
  }
  return true;
}
