/** Periods as people name them: a month, or days of the city's clock. */
import { civilDate, endOfDay, startOfDate } from '../time/zone.ts';

/** Instants in ms UTC, both included. */
export interface Period {
  from: number;
  to: number;
}

/** From the first day, 00:00, to the last millisecond of the last; both as `2025-03-10`. */
export function periodOfDays(first: string, last: string): Period {
  return { from: startOfDate(first), to: endOfDay(startOfDate(last)) - 1 };
}

/** `month` as `2025-03`. */
export function periodOfMonth(month: string): Period {
  return { from: startOfDate(`${month}-01`), to: startOfDate(`${monthAfter(month, 1)}-01`) - 1 };
}

/** The month `count` after it; before it where that is negative. */
export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** The city's month of an instant, `2025-03`. */
export function monthOf(at: number): string {
  return civilDate(at).slice(0, 7);
}
