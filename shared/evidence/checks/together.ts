/**
 * Weighs the positions of several photos together: where several agree with each other and none with the point, the
 * point is doubted; where one alone is off and several are at it, that one's position is.
 */
import type { EvidencePolicy } from '../../rules/evidence.ts';
import type { PhotoFacts, Position } from '../facts.ts';
import { type Finding, finding, type Measure } from '../finding.ts';
import { distanceM } from '../geodesic.ts';

/** Independent positions at the point, or not far off it, that outvote one elsewhere. */
const LEAST_AT_POINT = 2;

const OFF_THE_POINT = ['LOCATION_MISMATCH', 'LOCATION_BORDERLINE'];

/**
 * Adds to each LOCATION_MISMATCH and _BORDERLINE how many photos agree on another place (`agree`), and how far
 * apart they are (`apartM`); code and severity stay. `found[i]` are the findings on `photos[i]`.
 *
 * One photo at the point settles the question, and so does one that agrees with none of the others: then some
 * photos are of another place, which is what the check looks for. Where one alone is off, one at the point and another
 * there or between the radii, all independent, its LOCATION_MISMATCH becomes LOCATION_OUTLIER.
 */
export function weighTogether(
  found: readonly Finding[][],
  photos: readonly PhotoFacts[],
  standoffM: number,
  policy: EvidencePolicy['location'],
): Finding[][] {
  const having = (codes: readonly string[]): PhotoFacts[] =>
    photos.filter((_, i) => found[i]?.some(({ code }) => codes.includes(code)));
  const at = photos.filter((facts, i) => facts.position && found[i] && confirms(found[i]));
  if (at.length > 0) {
    const others = apart([...at, ...having(['LOCATION_BORDERLINE'])], policy).length;
    return apart(having(['LOCATION_MISMATCH']), policy).length === 1 ? outvoted(found, others) : [...found];
  }
  const measure = agreement(having(OFF_THE_POINT), standoffM, policy);
  if (measure === null) return [...found];
  return found.map((each) =>
    each.map((one) =>
      OFF_THE_POINT.includes(one.code) ? { ...one, measure: { ...one.measure, ...measure } } : one,
    ),
  );
}

/** Of three independent fixes one is far off: it is more likely wrong than taken elsewhere. A person looks. */
function outvoted(found: readonly Finding[][], others: number): Finding[][] {
  if (others < LEAST_AT_POINT) return [...found];
  return found.map((each) =>
    each.map((one) =>
      one.code === 'LOCATION_MISMATCH' ? finding('LOCATION_OUTLIER', { ...one.measure, others }) : one,
    ),
  );
}

function confirms(findings: readonly Finding[]): boolean {
  return !findings.some(({ code }) => /^(LOCATION|GPS)_|^PHOTO_(UNREADABLE|PENDING)$/.test(code));
}

/** Null where fewer than two photos bear witness, or two of them do not fit together. */
function agreement(
  photos: readonly PhotoFacts[],
  standoffM: number,
  policy: EvidencePolicy['location'],
): Measure | null {
  const witnesses = apart(photos, policy);
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

/**
 * Positions measured independently, each for the photos that share it: fixes of one moment share their error, and so
 * do all that tell no moment; the same file, or the same shot saved twice, is one of them.
 */
function apart(photos: readonly PhotoFacts[], policy: EvidencePolicy['location']): Position[] {
  const found: { at: number; position: Position }[] = [];
  for (const facts of photos) {
    const { position } = facts;
    const at = momentOf(facts);
    if (position && !found.some((other) => isOne(other, { at, position }, policy)))
      found.push({ at, position });
  }
  return found.map(({ position }) => position);
}

type Fix = { at: number; position: Position };

function isOne(a: Fix, b: Fix, { independentMs }: EvidencePolicy['location']): boolean {
  if (a.position.lat === b.position.lat && a.position.lon === b.position.lon) return true;
  // NaN: a photo that tells no moment is independent of nothing.
  return !(Math.abs(a.at - b.at) >= independentMs);
}

/** ms UTC of the fix, else of the capture; NaN where neither is told. */
function momentOf({ fixAt, takenAt }: PhotoFacts): number {
  return Date.parse((fixAt?.includes('T') ? fixAt : takenAt) ?? '');
}
