/** Jakarta's clock: WIB, UTC+7, no daylight saving. All instants are integer milliseconds UTC. */

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WIB_OFFSET = 7 * HOUR;

/** Midnight at which the WIB day of `at` began. */
export function startOfWibDay(at: number): number {
  return Math.floor((at + WIB_OFFSET) / DAY) * DAY - WIB_OFFSET;
}

/** 24:00 WIB of the day of `at`, which is 00:00 of the next. */
export function endOfWibDay(at: number): number {
  return startOfWibDay(at) + DAY;
}

/** RFC 3339 in WIB: `2025-03-10T10:20:00.000+07:00`. */
export function toWibString(at: number): string {
  return `${new Date(at + WIB_OFFSET).toISOString().slice(0, -1)}+07:00`;
}

/** The WIB date of `at` as YYMMDD, the middle of a report number. */
export function wibDayCode(at: number): string {
  return new Date(at + WIB_OFFSET).toISOString().slice(2, 10).replaceAll('-', '');
}

/** The WIB date of `at`: `2025-03-10`. */
export function wibDate(at: number): string {
  return new Date(at + WIB_OFFSET).toISOString().slice(0, 10);
}
