/** Doubts the report's point rather than its photos, where several agree with each other and none with the point. */
import type { EvidencePolicy } from '../../rules/evidence.ts';
import type { PhotoFacts, Position } from '../facts.ts';
import type { Finding, Measure } from '../finding.ts';
import { distanceM } from '../geodesic.ts';

const OFF_THE_POINT = ['LOCATION_MISMATCH', 'LOCATION_BORDERLINE'];

/**
 * Adds to each LOCATION_MISMATCH and _BORDERLINE how many photos agree on another place (`agree`), and how far
 * apart they are (`apartM`); code and severity stay. `found[i]` are the findings on `photos[i]`.
 *
 * One photo at the point settles the question, and so does one that agrees with none of the others: then some
 * photos are of another place, which is what the check looks for.
 */
export function doubtPoint(
  found: readonly Finding[][],
  photos: readonly PhotoFacts[],
  standoffM: number,
  policy: EvidencePolicy['location'],
): Finding[][] {
  const off = photos.filter((_, i) => found[i]?.some(({ code }) => OFF_THE_POINT.includes(code)));
  const settled = photos.some((facts, i) => facts.position && found[i] && confirms(found[i]));
  const measure = settled ? null : agreement(off, standoffM, policy);
  if (measure === null) return found.map((each) => [...each]);
  return found.map((each) =>
    each.map((one) =>
      OFF_THE_POINT.includes(one.code) ? { ...one, measure: { ...one.measure, ...measure } } : one,
    ),
  );
}

function confirms(findings: readonly Finding[]): boolean {
  return !findings.some(({ code }) => /^(LOCATION|GPS)_/.test(code) || code === 'PHOTO_UNREADABLE');
}

/** Null where fewer than two photos bear witness, or two of them do not fit together. */
function agreement(
  photos: readonly PhotoFacts[],
  standoffM: number,
  policy: EvidencePolicy['location'],
): Measure | null {
  const witnesses = apart(photos);
  if (witnesses.length < 2) return null;
  let apartM = 0;
  for (const [i, one] of witnesses.entries()) {
    for (const other of witnesses.slice(i + 1)) {
      const sigma = Math.hypot(one.accuracyM, other.accuracyM) / policy.r68Sigmas;
      const between = distanceM(one, other);
      // Both photographers may stand the whole stand-off away from what they photograph, on opposite sides.
      if (between > 2 * standoffM + policy.passSigmas * sigma) return null;
      apartM = Math.max(apartM, between);
    }
  }
  return { agree: witnesses.length, apartM: Math.round(apartM) };
}

/** Positions measured independently: the same file, or the same shot saved twice, is one witness. */
function apart(photos: readonly PhotoFacts[]): Position[] {
  const shots = new Map<string, Position>();
  for (const { position, takenAt, sha256 } of photos) {
    if (position) shots.set(JSON.stringify([position.lat, position.lon, takenAt ?? sha256]), position);
  }
  return [...shots.values()];
}
