/** The clock of the city this program works for. All instants are integer milliseconds UTC. */
import { here } from '../city/here.ts';
import { ZONES } from '../city/zones.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How far its clock is ahead of UTC, ms. */
export function zoneOffset(): number {
  return ZONES[here().zone] * HOUR;
}

/** As RFC 3339 writes it: `+09:00`. */
export function zoneSuffix(): string {
  return `+${String(ZONES[here().zone]).padStart(2, '0')}:00`;
}

/** Midnight at which the city's day of `at` began. */
export function startOfDay(at: number): number {
  const offset = zoneOffset();
  return Math.floor((at + offset) / DAY) * DAY - offset;
}

/** 24:00 of the day of `at`, which is 00:00 of the next. */
export function endOfDay(at: number): number {
  return startOfDay(at) + DAY;
}

/** 00:00 of a date, `2025-03-10`; NaN for what is none. */
export function startOfDate(date: string): number {
  return fromLocal(`${date}T00:00`);
}

/** A time of the city's clock, `2025-03-10T10:20`; NaN for what is none. */
export function fromLocal(text: string): number {
  return Date.parse(`${text}Z`) - zoneOffset();
}

/** RFC 3339 by the city's clock: `2025-03-10T10:20:00.000` and the offset. */
export function toTimestamp(at: number): string {
  return `${local(at).slice(0, -1)}${zoneSuffix()}`;
}

/** The city's date of `at` as YYMMDD, the middle of a report number. */
export function dayCode(at: number): string {
  return local(at).slice(2, 10).replaceAll('-', '');
}

/** The city's date of `at`: `2025-03-10`. */
export function civilDate(at: number): string {
  return local(at).slice(0, 10);
}

function local(at: number): string {
  return new Date(at + zoneOffset()).toISOString();
}
