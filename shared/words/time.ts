/**
 * Times and time left in the officer's words, always by the city's clock. Written by hand rather than by `Intl`: what `Intl`
 * prints for Indonesian differs between ICU versions, and service, browser and tests must agree.
 */
import { here } from '../city/here.ts';
import { DAY, HOUR, MINUTE, startOfDate, startOfDay, zoneOffset } from '../time/zone.ts';
import { FORMATS, type Locale } from './locale.ts';

/** From here on days are plain enough; below, "1 hr" would hide anything from 24 to 47 hours. */
const HOURS_UNTIL = 48 * HOUR;
const MINUS = '\u2212';
/** Digits and unit must not part at a line's end. */
const NBSP = '\u00a0';

/** `Maret 2025`; `month` as `2025-03`. */
export function monthName(month: string, locale: Locale): string {
  const [year = '', number = ''] = month.split('-');
  return `${FORMATS[locale].longMonths.split(' ')[Number(number) - 1]} ${year}`;
}

/** `Mar`; `month` as `2025-03`. */
export function shortMonth(month: string, locale: Locale): string {
  return monthIn(Number(month.slice(5)) - 1, locale);
}

/**
 * Time left in ms as `42 mnt`, `6 jam`, `2 hr`; overdue with a minus. Rounds towards the due instant, so that
 * nobody is promised time that is not there. Exactly zero is still in time.
 */
export function timeLeft(left: number, locale: Locale): string {
  const size = Math.abs(left);
  const units = FORMATS[locale].short;
  const sign = left < 0 ? MINUS : '';
  if (size < MINUTE) return left < 0 ? `${MINUS}1${NBSP}${units.minute}` : `<${NBSP}1${NBSP}${units.minute}`;
  if (size < HOUR) return `${sign}${Math.floor(size / MINUTE)}${NBSP}${units.minute}`;
  if (size < HOURS_UNTIL) return `${sign}${Math.floor(size / HOUR)}${NBSP}${units.hour}`;
  return `${sign}${Math.floor(size / DAY)}${NBSP}${units.day}`;
}

/** A length as `7 hari`, `1 hari 4 jam`, `35 menit`; what is under a minute is left out. */
export function duration(length: number, locale: Locale): string {
  const { day, hour, minute } = FORMATS[locale].long;
  const parts = [
    [Math.floor(length / DAY), day],
    [Math.floor((length % DAY) / HOUR), hour],
    [Math.floor((length % HOUR) / MINUTE), minute],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return said.length > 0 ? said.join(' ') : `< 1 ${minute}`;
}

/** `10.20`; English `10:20`. */
export function clockTime(at: number, locale: Locale): string {
  const { hour, minute } = civilParts(at);
  return `${hour}${FORMATS[locale].time}${minute}`;
}

/** `10 Mar 2025 pukul 10.20 WIB`; English `10 Mar 2025 at 10:20 WIB`. */
export function fullDate(at: number, locale: Locale): string {
  const { day, month, year } = civilParts(at);
  return `${day} ${monthIn(month, locale)} ${year} ${FORMATS[locale].at} ${clockTime(at, locale)} ${here().zone}`;
}

/** `8 Mar 09.14`; with its year only where that is not the year of `now`. */
export function shortDate(at: number, now: number, locale: Locale): string {
  const { day, month, year } = civilParts(at);
  const withYear = year === civilParts(now).year ? '' : ` ${year}`;
  return `${day} ${monthIn(month, locale)}${withYear} ${clockTime(at, locale)}`;
}

/** `10.20` on the day of `now`, else the short date. */
export function clockOrDate(at: number, now: number, locale: Locale): string {
  return startOfDay(at) === startOfDay(now) ? clockTime(at, locale) : shortDate(at, now, locale);
}

/** `month` from 0. */
function monthIn(month: number, locale: Locale): string {
  return FORMATS[locale].months.split(' ')[month] ?? '';
}

function civilParts(at: number): { day: number; month: number; year: number; hour: string; minute: string } {
  const local = new Date(at + zoneOffset());
  return {
    day: local.getUTCDate(),
    month: local.getUTCMonth(),
    year: local.getUTCFullYear(),
    hour: String(local.getUTCHours()).padStart(2, '0'),
    minute: String(local.getUTCMinutes()).padStart(2, '0'),
  };
}

/** `10 Mar 2025`; `date` is a calendar day, `2025-03-10`. */
export function dayOf(date: string, locale: Locale): string {
  const { day, month, year } = civilParts(startOfDate(date));
  return `${day} ${monthIn(month, locale)} ${year}`;
}
