/**
 * The monthly close: what was postponed is followed up and validated before the 5th, 00:00 WIB. The 5th is stated.
 * Assumed: that the first postponement starts the clock, and that only what ends the work (`setujui`, or `tolak` and
 * `gabung` instead) meets it; ending the postponement, handing in a follow-up or returning it does not.
 */
import { HOUR } from '../time/wib.ts';

const CLOSE_DAY = 5;
const WIB = 7 * HOUR;

/** The next 5th, 00:00 WIB, at or after `at` (ms UTC). Weekends and holidays do not move it. */
export function nextMonthlyClose(at: number): number {
  // UTC may lie a month behind before 07.00 WIB on the 1st: that month's 5th has passed all the same.
  const day = new Date(at);
  const close = (month: number): number => Date.UTC(day.getUTCFullYear(), month, CLOSE_DAY) - WIB;
  const thisMonth = close(day.getUTCMonth());
  return thisMonth >= at ? thisMonth : close(day.getUTCMonth() + 1);
}
