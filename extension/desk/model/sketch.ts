/**
 * The geometry of the location sketch: points in metres around the report's point, a scale that fits them all,
 * a scale bar of a round length. A plane is exact enough to draw on; distances in words are measured on the
 * ellipsoid. Pure.
 */
import type { Point } from '#shared/contract/primitives.ts';
import type { Photo } from '#shared/contract/ticket.ts';
import { distanceM } from '#shared/evidence/geodesic.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';

/** 68 % radius of a pin placed by hand. */
const REPORT_ACCURACY_M = EVIDENCE_POLICY.location.reportR68M;
const METRES_PER_DEGREE = 111_320;
/** Least half-width of the drawing: two points on one spot still need a scale. */
const LEAST_REACH_M = 40;

export interface SketchPoint {
  /** Index of the photo among the after-photos; null for the report's point. */
  photo: number | null;
  /** px in the drawing. */
  x: number;
  y: number;
  /** px */
  radius: number;
  /** m from the report's point. */
  distance: number;
}

export interface Sketch {
  report: SketchPoint;
  photos: SketchPoint[];
  bar: { metres: number; px: number };
  /** Where a place lies in the drawing, in px, inside its frame or not. */
  toDrawing(place: Point): { x: number; y: number };
  /** The place under a spot of the drawing. */
  toPlace(x: number, y: number): Point;
}

export interface Frame {
  width: number;
  height: number;
  margin: number;
}

export function drawSketch(point: Point, photos: readonly Photo[], frame: Frame): Sketch {
  const placed = photos.flatMap((photo, index) => {
    const position = photo.facts?.position;
    return position ? [{ index, position }] : [];
  });
  const east = eastwards(point.lat);
  const raw = [
    { photo: null, dx: 0, dy: 0, accuracy: point.accuracyM || REPORT_ACCURACY_M, distance: 0 },
    ...placed.map(({ index, position }) => ({
      photo: index,
      dx: (position.lon - point.lon) * east,
      dy: (position.lat - point.lat) * METRES_PER_DEGREE,
      accuracy: position.accuracyM,
      distance: distanceM(point, position),
    })),
  ];
  const box = bounds(raw);
  const scale = Math.min(
    (frame.width - 2 * frame.margin) / box.width,
    (frame.height - 2 * frame.margin) / box.height,
  );
  const drawn = (dx: number, dy: number) => ({
    x: frame.width / 2 + (dx - box.midX) * scale,
    // North is up, and y grows downwards.
    y: frame.height / 2 - (dy - box.midY) * scale,
  });
  const [report, ...rest] = raw.map((spot) => ({
    photo: spot.photo,
    ...drawn(spot.dx, spot.dy),
    radius: spot.accuracy * scale,
    distance: spot.distance,
  }));
  if (!report) throw new Error('a sketch always holds the report point');
  return {
    report,
    photos: rest,
    bar: scaleBar(scale, frame.width / 3),
    toDrawing: ({ lat, lon }) => drawn((lon - point.lon) * east, (lat - point.lat) * METRES_PER_DEGREE),
    toPlace: (x, y) =>
      movedBy(point, (x - frame.width / 2) / scale + box.midX, (frame.height / 2 - y) / scale + box.midY),
  };
}

/** `east`, `north`: m. What was known of the accuracy says nothing of the new place. */
export function movedBy({ lat, lon }: Point, east: number, north: number): Point {
  return { lat: lat + north / METRES_PER_DEGREE, lon: lon + east / eastwards(lat) };
}

/** m in a degree of longitude. */
function eastwards(lat: number): number {
  return METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
}

interface Spot {
  dx: number;
  dy: number;
  accuracy: number;
}

/**
 * What must be in the picture. Error circles count, but never more than the points themselves ask for: a cell
 * tower's kilometre must not shrink two photos to one dot.
 */
function bounds(spots: readonly Spot[]): { midX: number; midY: number; width: number; height: number } {
  const reach = Math.max(LEAST_REACH_M, ...spots.map((spot) => Math.hypot(spot.dx, spot.dy)));
  const pad = spots.map((spot) => Math.min(spot.accuracy, reach));
  const edge = (axis: 'dx' | 'dy', side: 1 | -1): number =>
    side * Math.max(...spots.map((spot, index) => side * spot[axis] + (pad[index] ?? 0)));
  const [left, right, bottom, top] = [edge('dx', -1), edge('dx', 1), edge('dy', -1), edge('dy', 1)];
  return {
    midX: (left + right) / 2,
    midY: (bottom + top) / 2,
    width: Math.max(right - left, 2 * LEAST_REACH_M),
    height: Math.max(top - bottom, 2 * LEAST_REACH_M),
  };
}

/** The longest of 1, 2, 5 · 10ⁿ metres that fits. */
function scaleBar(scale: number, room: number): { metres: number; px: number } {
  const most = room / scale;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = [5, 2, 1].map((digit) => digit * power).find((length) => length <= most) ?? power;
  return { metres, px: metres * scale };
}
