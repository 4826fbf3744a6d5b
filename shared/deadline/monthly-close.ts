/**
 * The monthly close: what was postponed is followed up and validated before the 5th, 00:00. The 5th is stated.
 * Assumed: that the first postponement starts the clock, and that only what ends the work (`setujui`, or `tolak` and
 * `gabung` instead) meets it; ending the postponement, handing in a follow-up or returning it does not.
 */
import { zoneOffset } from '../time/zone.ts';

const CLOSE_DAY = 5;

/** The next 5th, 00:00 by the city's clock, at or after `at` (ms UTC). Weekends and holidays do not move it. */
export function nextMonthlyClose(at: number): number {
  const offset = zoneOffset();
  // UTC may lie a month behind in the first hours of the 1st: that month's 5th has passed all the same.
  const day = new Date(at);
  const close = (month: number): number => Date.UTC(day.getUTCFullYear(), month, CLOSE_DAY) - offset;
  const thisMonth = close(day.getUTCMonth());
  return thisMonth >= at ? thisMonth : close(day.getUTCMonth() + 1);
}
