/** The calendar of working days as the service last told it; where it never did, the weekdays alone. Pure. */
import { type Calendar, calendarOf, isWorkingDay } from '#shared/deadline/calendar.ts';
import type { Meta } from './database.ts';

/** `at`: ms. */
export function isWorkday(at: number, meta: Pick<Meta, 'days'> | null | undefined): boolean {
  return isWorkingDay(at, calendarIn(meta), at);
}

function calendarIn(meta: Pick<Meta, 'days'> | null | undefined): Calendar {
  return calendarOf((meta?.days ?? []).map((day) => ({ ...day, knownFrom: 0 })));
}
