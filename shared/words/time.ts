/**
 * Times and time left in the officer's words, always WIB. Written by hand rather than by `Intl`: what `Intl`
 * prints for Indonesian differs between ICU versions, and service, browser and tests must agree.
 */
import { DAY, HOUR, MINUTE, startOfWibDay, WIB_OFFSET } from '../time/wib.ts';
import type { Locale } from './locale.ts';

/** From here on days are plain enough; below, "1 hr" would hide anything from 24 to 47 hours. */
const HOURS_UNTIL = 48 * HOUR;
const MINUS = '\u2212';
/** Digits and unit must not part at a line's end. */
const NBSP = '\u00a0';

const UNITS: Record<Locale, { minute: string; hour: string; day: string }> = {
  id: { minute: 'mnt', hour: 'jam', day: 'hr' },
  en: { minute: 'min', hour: 'h', day: 'd' },
};

const MONTHS: Record<Locale, readonly string[]> = {
  id: ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
};

const LONG_MONTHS: Record<Locale, string> = {
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember',
  en: 'January February March April May June July August September October November December',
};

/** `Maret 2025`; `month` as `2025-03`. */
export function monthName(month: string, locale: Locale): string {
  const [year = '', number = ''] = month.split('-');
  return `${LONG_MONTHS[locale].split(' ')[Number(number) - 1]} ${year}`;
}

/** `Mar`; `month` as `2025-03`. */
export function shortMonth(month: string, locale: Locale): string {
  return MONTHS[locale][Number(month.slice(5)) - 1] ?? '';
}

/**
 * Time left in ms as `42 mnt`, `6 jam`, `2 hr`; overdue with a minus. Rounds towards the due instant, so that
 * nobody is promised time that is not there. Exactly zero is still in time.
 */
export function timeLeft(left: number, locale: Locale): string {
  const size = Math.abs(left);
  const units = UNITS[locale];
  const sign = left < 0 ? MINUS : '';
  if (size < MINUTE) return left < 0 ? `${MINUS}1${NBSP}${units.minute}` : `<${NBSP}1${NBSP}${units.minute}`;
  if (size < HOUR) return `${sign}${Math.floor(size / MINUTE)}${NBSP}${units.minute}`;
  if (size < HOURS_UNTIL) return `${sign}${Math.floor(size / HOUR)}${NBSP}${units.hour}`;
  return `${sign}${Math.floor(size / DAY)}${NBSP}${units.day}`;
}

/** `10.20`; English `10:20`. */
export function clockTime(at: number, locale: Locale): string {
  const { hour, minute } = wibParts(at);
  return `${hour}${locale === 'id' ? '.' : ':'}${minute}`;
}

/** `10 Mar 2025 pukul 10.20 WIB`; English `10 Mar 2025 at 10:20 WIB`. */
export function fullDate(at: number, locale: Locale): string {
  const { day, month, year } = wibParts(at);
  return `${day} ${MONTHS[locale][month]} ${year} ${locale === 'id' ? 'pukul' : 'at'} ${clockTime(at, locale)} WIB`;
}

/** `8 Mar 09.14`; with its year only where that is not the year of `now`. */
export function shortDate(at: number, now: number, locale: Locale): string {
  const { day, month, year } = wibParts(at);
  const withYear = year === wibParts(now).year ? '' : ` ${year}`;
  return `${day} ${MONTHS[locale][month]}${withYear} ${clockTime(at, locale)}`;
}

/** `10.20` on the WIB day of `now`, else the short date. */
export function clockOrDate(at: number, now: number, locale: Locale): string {
  return startOfWibDay(at) === startOfWibDay(now) ? clockTime(at, locale) : shortDate(at, now, locale);
}

function wibParts(at: number): { day: number; month: number; year: number; hour: string; minute: string } {
  const wib = new Date(at + WIB_OFFSET);
  return {
    day: wib.getUTCDate(),
    month: wib.getUTCMonth(),
    year: wib.getUTCFullYear(),
    hour: String(wib.getUTCHours()).padStart(2, '0'),
    minute: String(wib.getUTCMinutes()).padStart(2, '0'),
  };
}

/** `10 Mar 2025`; `date` is a calendar day of WIB, `2025-03-10`. */
export function dayOf(date: string, locale: Locale): string {
  const { day, month, year } = wibParts(Date.parse(`${date}T00:00:00+07:00`));
  return `${day} ${MONTHS[locale][month]} ${year}`;
}

const LONG_UNITS: Record<Locale, readonly [day: string, hour: string, minute: string]> = {
  id: ['hari', 'jam', 'menit'],
  en: ['d', 'h', 'min'],
};

/** A length as `7 hari`, `1 hari 4 jam`, `35 menit`; what is under a minute is left out. */
export function duration(length: number, locale: Locale): string {
  const [day, hour, minute] = LONG_UNITS[locale];
  const parts = [
    [Math.floor(length / DAY), day],
    [Math.floor((length % DAY) / HOUR), hour],
    [Math.floor((length % HOUR) / MINUTE), minute],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return said.length > 0 ? said.join(' ') : `< 1 ${minute}`;
}
