/** How the clock of the camera and the clock of the position agree. */
import type { EvidencePolicy } from '../../rules/evidence.ts';
import { DAY, HOUR, zoneOffset } from '../../time/zone.ts';
import type { PhotoFacts } from '../facts.ts';

/** `gapMs` = camera instant − GPS instant: positive when the position is the older of the two. */
export type FixAge =
  | { kind: 'unknown' | 'fine' }
  | { kind: 'older'; gapMs: number }
  | { kind: 'newer'; gapMs: number }
  /** Another UTC offset explains the gap: the camera's clock was on that zone's time. */
  | { kind: 'zone'; gapMs: number; offsetHours: number };

/** GPS counts weeks in ten bits: receivers that lost count are 1,024 weeks early, with the right time of day. */
export const ROLLOVER = 7168 * DAY;

const [WESTMOST, EASTMOST] = [-12, 14];

/** Earlier dates are clocks that were never set. */
export const FIRST_FIX = Date.UTC(2000, 0, 1);

export function fixAge(facts: PhotoFacts, policy: EvidencePolicy['time']): FixAge {
  if (facts.takenAt === null || facts.takenAtFrom !== 'camera' || facts.fixAt === null) {
    return { kind: 'unknown' };
  }
  const taken = Date.parse(facts.takenAt);
  const fix = Date.parse(facts.fixAt);
  // A phone that wrote a date alone: its day in UTC, and one day either way is fine.
  const dateOnly = !facts.fixAt.includes('T');
  const gapMs = dateOnly ? Math.floor(taken / DAY) * DAY - fix : taken - fix;
  const tolerance = dateOnly ? DAY : policy.fixToleranceMs;
  if (Math.abs(gapMs) <= tolerance || Math.abs(gapMs - ROLLOVER) <= tolerance) return { kind: 'fine' };
  if (fix < FIRST_FIX) return { kind: 'unknown' };
  if (!facts.offsetStated && !dateOnly) {
    const ownHours = zoneOffset() / HOUR;
    const offsetHours = ownHours + Math.round((2 * gapMs) / HOUR) / 2;
    const explained = Math.abs(gapMs - (offsetHours - ownHours) * HOUR) <= tolerance;
    if (explained && offsetHours >= WESTMOST && offsetHours <= EASTMOST) {
      return { kind: 'zone', gapMs, offsetHours };
    }
  }
  return { kind: gapMs > 0 ? 'older' : 'newer', gapMs };
}
