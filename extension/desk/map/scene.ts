/** What a map of a report shows, from its point and its photos. Pure; degrees are WGS 84, lengths metres. */

import type { Verdict } from '#shared/contract/evidence.ts';
import type { MapFacts } from '#shared/contract/map.ts';
import type { Point } from '#shared/contract/primitives.ts';
import type { Photo } from '#shared/contract/ticket.ts';
import { distanceM } from '#shared/evidence/geodesic.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';

export interface Spot {
  lat: number;
  lon: number;
}

export interface PlacedPhoto {
  /** Among the after-photos. */
  index: number;
  /** As the photo states it; beyond the poles there is no such place. */
  stated: Spot;
  /** Where it lies once latitude and longitude, or a hemisphere, are put right; null where nothing speaks for that. */
  meant: Spot | null;
  /** 68 % radius. */
  accuracyM: number;
  /** Of what it states from the report's point; null where there is no such place. */
  distanceM: number | null;
}

/** 68 % radius of the report's point: 0 or nothing said means a pin placed by hand. */
export function accuracyOf(point: Point): number {
  return point.accuracyM || EVIDENCE_POLICY.location.reportR68M;
}

export function placedPhotos(
  point: Point,
  photos: readonly Photo[],
  reasons: Verdict['reasons'],
): PlacedPhoto[] {
  return photos.flatMap(({ facts }, index): PlacedPhoto[] => {
    const position = facts?.position ?? facts?.impossible;
    if (!position) return [];
    const stated = { lat: position.lat, lon: position.lon };
    const found = reasons.find((each) => each.code === 'LOCATION_TRANSPOSED' && each.photo === index);
    const { meantLat, meantLon } = found?.measure ?? {};
    const isMeant = typeof meantLat === 'number' && typeof meantLon === 'number';
    return [
      {
        index,
        stated,
        meant: isMeant ? { lat: meantLat, lon: meantLon } : null,
        accuracyM: position.accuracyM,
        distanceM: isPlace(stated) ? distanceM(point, stated) : null,
      },
    ];
  });
}

/** Beyond these a map of the Mercator kind has nothing (EPSG:3857). */
export function isPlace({ lat, lon }: Spot): boolean {
  return Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
}

/** Farther than this from the report, a spot is shown only when everything is asked for: the streets would vanish. */
const NEAR_ENOUGH_M = 20_000;

/** The spots of a report's map; `all`: also those that lie in another city or hemisphere. */
export function spotsOf(point: Spot, photos: readonly PlacedPhoto[], all = false): Spot[] {
  const spots = photos.flatMap(({ stated, meant }) => (meant ? [stated, meant] : [stated])).filter(isPlace);
  return [point, ...spots.filter((spot) => all || distanceM(point, spot) <= NEAR_ENOUGH_M)];
}

const METRES_PER_DEGREE = 111_320;

/** `east`, `north`: m. What was known of the accuracy says nothing of the new place. */
export function movedBy({ lat, lon }: Spot, east: number, north: number): Spot {
  const eastwards = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  return { lat: lat + north / METRES_PER_DEGREE, lon: lon + east / eastwards };
}

/** Every digit there is, as other maps read it. */
export function fullText({ lat, lon }: Spot): string {
  return `${lat}, ${lon}`;
}

/** Where the office's own map shows this place; null where none was set, or not by https. */
export function linkTo({ link }: Pick<MapFacts, 'link'>, { lat, lon }: Spot): URL | null {
  const filled = link?.replaceAll('{lat}', String(lat)).replaceAll('{lon}', String(lon));
  if (filled === undefined || !URL.canParse(filled)) return null;
  const url = new URL(filled);
  return url.protocol === 'https:' ? url : null;
}
