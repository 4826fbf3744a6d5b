/** Periods as people name them: a month, or days of WIB. */
import { endOfWibDay, wibDate } from '../time/wib.ts';

/** Instants in ms UTC, both included. */
export interface Period {
  from: number;
  to: number;
}

const midnight = (date: string): number => Date.parse(`${date}T00:00:00+07:00`);

/** From the first day, 00:00 WIB, to the last millisecond of the last; both as `2025-03-10`. */
export function periodOfDays(first: string, last: string): Period {
  return { from: midnight(first), to: endOfWibDay(midnight(last)) - 1 };
}

/** `month` as `2025-03`. */
export function periodOfMonth(month: string): Period {
  return { from: midnight(`${month}-01`), to: midnight(`${monthAfter(month, 1)}-01`) - 1 };
}

/** The month `count` after it; before it where that is negative. */
export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** The WIB month of an instant, `2025-03`. */
export function monthOf(at: number): string {
  return wibDate(at).slice(0, 7);
}
