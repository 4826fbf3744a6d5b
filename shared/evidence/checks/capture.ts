/** What the commitment of a capture adds to its photo's facts, and when a photo carries the mark of trust. */
import type { EvidencePolicy } from '../../rules/evidence.ts';
import { EVIDENCE_POLICY } from '../../rules/evidence.ts';
import type { Captured, PhotoFacts } from '../facts.ts';
import { type Finding, finding } from '../finding.ts';
import { distanceM } from '../geodesic.ts';
import { type ReportPoint, radiiOf } from './location.ts';

/**
 * A photo's facts with what was committed of it. Where the file tells no place, the phone's word stands in for it, as a
 * file's own position is no more than that; its time only where the service itself saw it in time.
 */
export function withCapture(facts: PhotoFacts, captured: Captured | undefined): PhotoFacts {
  if (captured === undefined) return facts;
  const read = { ...facts, captured };
  if (facts.unreadable !== null) return read;
  const { lat, lon, doubt, committedAt } = captured;
  const accuracyM = Math.max(EVIDENCE_POLICY.location.leastR68M, captured.accuracyM);
  return {
    ...read,
    ...(facts.gps === 'missing'
      ? { gps: 'usable', position: { lat, lon, accuracyM, accuracyFrom: 'captured' } }
      : {}),
    ...(facts.takenAt === null && doubt === undefined
      ? { takenAt: committedAt, takenAtFrom: 'captured', offsetStated: true }
      : {}),
  };
}

/** Was it committed in time, with a nonce of its own? */
export function isTrusted({ captured }: Pick<PhotoFacts, 'captured'>): boolean {
  return captured !== undefined && captured.doubt === undefined;
}

/** The mark of trust: committed in time, at the report's point. Null for any other photo, which is no fault of it. */
export function judgeCapture(
  facts: PhotoFacts,
  point: ReportPoint | null,
  standoffM: number,
  { location }: EvidencePolicy,
): Finding | null {
  const { captured } = facts;
  if (captured === undefined || captured.doubt !== undefined || point === null) return null;
  const accuracyM = Math.max(location.leastR68M, captured.accuracyM);
  const away = distanceM(captured, point);
  const { passM } = radiiOf(accuracyM, point, standoffM, location);
  if (away > passM || accuracyM > location.impreciseR68M) return null;
  return finding('CAPTURED_IN_PLACE', {
    distanceM: Math.round(away),
    accuracyM: Math.round(accuracyM),
    takenAt: captured.committedAt,
  });
}
