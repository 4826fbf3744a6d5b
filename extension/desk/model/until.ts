/** Until when something is put off, and when work will be done: quick choices, and the city's time in a date field. Pure. */
import { nextMonthlyClose } from '#shared/deadline/monthly-close.ts';
import { DAY, fromLocal, HOUR, startOfDay, toTimestamp } from '#shared/time/zone.ts';

type QuickName = 'tomorrow' | 'days' | 'close';

export interface QuickTime {
  name: QuickName;
  /** Days from today; 0 where the name says it all. */
  days: number;
  /** ms UTC */
  at: number;
}

const MORNING = 9 * HOUR;
const END_OF_WORK = 16 * HOUR;

/** Next mornings, and the last instant the service takes: the monthly close. */
export function postponeTimes(now: number): QuickTime[] {
  const close = nextMonthlyClose(now);
  const mornings = [1, 3, 7].map((days): QuickTime => {
    const name = days === 1 ? 'tomorrow' : 'days';
    return { name, days, at: startOfDay(now) + days * DAY + MORNING };
  });
  const last: QuickTime = { name: 'close', days: 0, at: close };
  return [...mornings.filter(({ at }) => at < close), last].filter(({ at }) => at > now);
}

/** What long work is usually estimated at. */
export function estimateTimes(now: number): QuickTime[] {
  return [7, 14, 30, 60].map((days) => ({
    name: 'days',
    days,
    at: startOfDay(now) + days * DAY + END_OF_WORK,
  }));
}

export type UntilFault = 'missing' | 'past' | 'close';

/** What the service would refuse; a work ticket's estimate knows no monthly close. */
export function untilFault(at: number | null, now: number, close: number | null): UntilFault | null {
  if (at === null) return 'missing';
  if (at <= now) return 'past';
  return close !== null && at > close ? 'close' : null;
}

/** The value of a `datetime-local` field: the city's time, whatever zone the machine is in. */
export function toField(at: number): string {
  return toTimestamp(at).slice(0, 16);
}

/** ms UTC; null for a field that is not filled in. */
export function fromField(value: string): number | null {
  const at = fromLocal(value);
  return Number.isNaN(at) ? null : at;
}
