/**
 * Duty as stretches of time: when somebody has it, until when, and when it comes next. Instants in ms UTC; a
 * period begins at `from` and is over at `until`.
 */
import { DAY } from '../time/zone.ts';

export interface DutyPeriod {
  from: number;
  until: number;
}

/** Assumed: a roster that plans somebody in for longer without a break is a slip of the pen. */
export const LONGEST_DUTY = 31 * DAY;

export interface DutyState {
  onDuty: boolean;
  /** When it ends, periods that follow without a gap taken together; null off duty. */
  until: number | null;
  /** When the one after that begins, as far as planned. */
  next: number | null;
}

/** One officer's duty at `now`, over all their rosters. */
export function dutyAt(periods: readonly DutyPeriod[], now: number): DutyState {
  const inOrder = periods.toSorted((a, b) => a.from - b.from);
  let until = now;
  for (const period of inOrder) {
    if (period.from <= until) until = Math.max(until, period.until);
  }
  const onDuty = until > now;
  const next = inOrder.find(({ from }) => from > until)?.from ?? null;
  return { onDuty, until: onDuty ? until : null, next };
}

/** Why a period cannot stand in a roster beside the others of the same officer; null when it can. */
export function periodFault(
  period: DutyPeriod,
  ownOthers: readonly DutyPeriod[],
): 'backwards' | 'too-long' | 'overlap' | null {
  if (period.until <= period.from) return 'backwards';
  if (period.until - period.from > LONGEST_DUTY) return 'too-long';
  const overlaps = ownOthers.some(({ from, until }) => from < period.until && period.from < until);
  return overlaps ? 'overlap' : null;
}
