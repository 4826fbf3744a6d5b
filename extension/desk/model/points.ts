/** Where a report's right point may be: where its photos were taken, where it was before, or as typed. Pure. */
import type { Point } from '#shared/contract/primitives.ts';
import type { Report } from '#shared/contract/ticket.ts';
import { distanceM } from '#shared/evidence/geodesic.ts';
import { afterPhotos } from './photos.ts';

export interface Candidate {
  from: 'photo' | 'earlier';
  /** Photos: index among the after-photos. */
  index: number;
  point: Point;
  /** m from the present point; null where the report has none. */
  distance: number | null;
}

type Placed = Pick<Report, 'point' | 'points' | 'photos'>;

export function pointCandidates(item: Placed): Candidate[] {
  const { point } = item;
  const distance = (to: Point): number | null => (point ? distanceM(point, to) : null);
  const photos = afterPhotos(item).flatMap(({ facts }, index): Candidate[] => {
    const position = facts?.position;
    if (!position) return [];
    const { lat, lon, accuracyM, accuracyFrom } = position;
    // An assumed accuracy is the checker's assumption, not what the camera said of the spot.
    const spot = accuracyFrom === 'assumed' ? { lat, lon } : { lat, lon, accuracyM };
    return [{ from: 'photo', index, point: spot, distance: distance(spot) }];
  });
  const earlier = item.points.slice(0, -1).map(({ lat, lon }, index): Candidate => {
    const spot = { lat, lon };
    return { from: 'earlier', index, point: spot, distance: distance(spot) };
  });
  return [...photos, ...earlier];
}

const PAIR = /^\s*(-?\d{1,3}(?:[.,]\d+)?)\s*(?:[;\s]|,\s+|,(?=-?\d+\.))\s*(-?\d{1,3}(?:[.,]\d+)?)\s*$/;

/** Latitude and longitude as maps copy them, `-6.25543, 106.81770`; a decimal comma is understood. */
export function parsePoint(text: string): Point | 'malformed' | 'out_of_range' {
  const parts = PAIR.exec(text);
  if (!parts) return 'malformed';
  const [lat, lon] = [parts[1], parts[2]].map((part) => Number(part?.replace(',', '.')));
  if (lat === undefined || lon === undefined) return 'malformed';
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : 'out_of_range';
}

/** As it is typed and pasted: five decimals are a metre. */
export function pointText({ lat, lon }: Point): string {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}
