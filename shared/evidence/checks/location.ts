/** Finds photos taken elsewhere than at the report's point: a test on two uncertain points, no circle around one. */
import type { EvidencePolicy } from '../../rules/evidence.ts';
import { MINUTE } from '../../time/zone.ts';
import type { Coordinates, PhotoFacts, Position } from '../facts.ts';
import { type Finding, finding, type Measure } from '../finding.ts';
import { distanceM } from '../geodesic.ts';
import { fixAge } from './fix.ts';

export interface ReportPoint extends Coordinates {
  /** 68 % radius in metres; 0 or absent means unknown. */
  accuracyM?: number | undefined;
}

export interface Radii {
  passM: number;
  failM: number;
}

/** The two radii of a photo and a report point, both of which have an error. */
export function radiiOf(
  photoR68M: number,
  point: ReportPoint,
  standoffM: number,
  policy: EvidencePolicy['location'],
): Radii {
  const stated = point.accuracyM ?? 0;
  const reportR68M = stated > 0 ? Math.max(policy.leastR68M, stated) : policy.reportR68M;
  const sigma = Math.hypot(photoR68M, reportR68M) / policy.r68Sigmas;
  return {
    passM: standoffM + Math.min(policy.passSpanM, policy.passSigmas * sigma),
    failM: Math.max(policy.failFloorM, standoffM + policy.failSigmas * sigma),
  };
}

/** At most one reason: the first that applies. Without a report point no distance is judged. */
export function judgeLocation(
  facts: PhotoFacts,
  point: ReportPoint | null,
  standoffM: number,
  policy: EvidencePolicy,
): Finding | null {
  const limits = policy.location;
  const position = facts.position ?? facts.impossible;
  if (facts.gps === 'missing') return finding('GPS_MISSING');
  if (position === null) return finding('GPS_INVALID');

  const seen = point && compare(position, point, standoffM, limits);
  const beyond = seen !== null && seen.distanceM > seen.failM;
  const odd = facts.gps === 'out_of_range' || beyond;
  const meant = point && seen && odd ? meantPosition(position, point, seen.passM) : null;
  if (seen && meant) {
    const where = { meantLat: meant.lat, meantLon: meant.lon };
    return finding('LOCATION_TRANSPOSED', { ...measureOf(seen, position), ...where });
  }
  if (facts.gps === 'out_of_range') return finding('GPS_INVALID');
  const doubt = doubtOf(facts, position, policy);
  if (doubt) return doubt;
  if (seen && beyond) return finding('LOCATION_MISMATCH', measureOf(seen, position));
  if (position.accuracyM > limits.impreciseR68M) {
    return finding('GPS_IMPRECISE', {
      accuracyM: Math.round(position.accuracyM),
      limitM: limits.impreciseR68M,
      ...(seen ? measureOf(seen, position) : {}),
    });
  }
  if (seen && seen.distanceM > seen.passM) return finding('LOCATION_BORDERLINE', measureOf(seen, position));
  return null;
}

/** What speaks against the position itself, wherever it lies. */
function doubtOf(facts: PhotoFacts, position: Position, { location, time }: EvidencePolicy): Finding | null {
  const others = [facts.xmpPosition, facts.captured].filter((other) => other != null);
  const apart = Math.max(0, ...others.map((other) => distanceM(position, other)));
  if (apart > location.conflictM) return finding('GPS_CONFLICT', { apartM: Math.round(apart) });
  const age = fixAge(facts, time);
  if (age.kind === 'older') return finding('GPS_STALE', { minutes: Math.round(age.gapMs / MINUTE) });
  return facts.fixVoid ? finding('GPS_STALE') : null;
}

function compare(
  position: Position,
  point: ReportPoint,
  standoffM: number,
  policy: EvidencePolicy['location'],
): Radii & { distanceM: number } {
  const radii = radiiOf(position.accuracyM, point, standoffM, policy);
  // A latitude beyond the poles has no distance; it can only be mended or invalid.
  return { ...radii, distanceM: Math.abs(position.lat) > 90 ? Number.NaN : distanceM(position, point) };
}

function measureOf(seen: Radii & { distanceM: number }, position: Position): Measure {
  return {
    ...(Number.isFinite(seen.distanceM) ? { distanceM: Math.round(seen.distanceM) } : {}),
    passM: Math.round(seen.passM),
    failM: Math.round(seen.failM),
    accuracyM: Math.round(position.accuracyM),
  };
}

/** The position that fits once latitude and longitude are exchanged, or one hemisphere is the other one. */
function meantPosition(position: Coordinates, point: Coordinates, passM: number): Coordinates | null {
  const { lat, lon } = position;
  const candidates: Coordinates[] = [
    { lat: -lat, lon },
    { lat, lon: -lon },
    // Exchanged with their signs, or exchanged while each reference stayed where it was.
    { lat: lon, lon: lat },
    { lat: Math.sign(lat) * Math.abs(lon), lon: Math.sign(lon) * Math.abs(lat) },
  ];
  return (
    candidates.find((candidate) => Math.abs(candidate.lat) <= 90 && distanceM(candidate, point) <= passM) ??
    null
  );
}
