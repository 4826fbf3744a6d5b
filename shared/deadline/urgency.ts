/**
 * How near a report's next due instant is: the four counts of `/queue/counters`, the groups of the desk's
 * queue and the colour of the toolbar are this one cut. Each report is in exactly one.
 */
import { endOfWibDay, HOUR } from '../time/wib.ts';
import type { ClockName } from './stored-clock.ts';

export const URGENCIES = ['overdue', 'due1h', 'dueToday', 'waiting'] as const;
export type Urgency = (typeof URGENCIES)[number];

export interface DueTimes {
  /** ms UTC; null where nothing is due. */
  nextDueAt: number | null;
  /** Due instant of an unmet same-day target. */
  sameDayDueAt: number | null;
}

/** A due instant itself is still in time. The same-day target, even when missed, counts as today, never late. */
export function urgencyOf({ nextDueAt, sameDayDueAt }: DueTimes, now: number): Urgency {
  const left = nextDueAt === null ? Number.POSITIVE_INFINITY : nextDueAt - now;
  if (left < 0) return 'overdue';
  if (left <= HOUR) return 'due1h';
  const endOfDay = endOfWibDay(now);
  if ((nextDueAt ?? Number.POSITIVE_INFINITY) <= endOfDay) return 'dueToday';
  return sameDayDueAt !== null && sameDayDueAt <= endOfDay ? 'dueToday' : 'waiting';
}

/** Reads the due times out of a report as the API shows it. */
export function dueTimesOf(ticket: {
  nextDueAt: string | null;
  clocks: readonly { clock: ClockName; dueAt: string; metAt?: string | undefined }[];
}): DueTimes {
  const sameDay = ticket.clocks.find((clock) => clock.clock === 'same_day' && clock.metAt === undefined);
  return {
    nextDueAt: ticket.nextDueAt === null ? null : Date.parse(ticket.nextDueAt),
    sameDayDueAt: sameDay ? Date.parse(sameDay.dueAt) : null,
  };
}
