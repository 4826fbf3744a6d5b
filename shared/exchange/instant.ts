/** Reading the dates of tables: Indonesian and ISO writing, and the serial numbers of spreadsheets; by the city's clock unless said. */
import { here } from '../city/here.ts';
import { ZONE_NAMES, ZONES, type ZoneName } from '../city/zones.ts';
import type { DateOrder } from '../contract/imports.ts';
import { DAY, HOUR, MINUTE, zoneOffset } from '../time/zone.ts';

/** ms UTC. `dayOnly`: no time of day was given, `at` is the day's first instant. */
export interface ReadInstant {
  at: number;
  dayOnly: boolean;
}

/** Day 0 of a spreadsheet's serial numbers (it counts a 29 February 1900 that never was). */
const SERIAL_EPOCH = Date.UTC(1899, 11, 30);
/** 1970 to 2173: numbers outside are no dates. */
const SERIAL_DAYS = { from: 25_569, to: 100_000 };

const MONTHS: readonly (readonly string[])[] = [
  ['januari', 'jan', 'january'],
  ['februari', 'feb', 'pebruari', 'february'],
  ['maret', 'mar', 'march'],
  ['april', 'apr'],
  ['mei', 'may'],
  ['juni', 'jun', 'june'],
  ['juli', 'jul', 'july'],
  ['agustus', 'agu', 'agt', 'ags', 'august', 'aug'],
  ['september', 'sep', 'sept'],
  ['oktober', 'okt', 'october', 'oct'],
  ['november', 'nov', 'nopember', 'nop'],
  ['desember', 'des', 'december', 'dec'],
];

const LONGEST = 100;

const TIME =
  /(?:[ ,T-]|pukul|jam)+(?<hour>\d{1,2})[:.](?<minute>\d{2})(?:[:.](?<second>\d{2})(?:[.,]\d+)?)?(?: ?(?<half>[ap])\.?m\.?)?/
    .source;
const NAMED = ZONE_NAMES.join('|');
const END = `\\s*(?:GMT)?(?<zone>${NAMED}|Z|\\((?:${NAMED})\\)|[+-]\\d{2}:?\\d{2})?(?: \\(.*\\))?$`;
/** "Jum'at," has an apostrophe of one kind or another. */
const WEEKDAY = /^(?:[\p{L}'’‘`´]+\.?,? +)?/u.source;
const YEAR = /(?<year>\d{4}|\d{2})/.source;
const NUMERIC = new RegExp(
  `${WEEKDAY}(?<first>\\d{1,2})[-/.](?<next>\\d{1,2})[-/.]${YEAR}(?:${TIME})?${END}`,
  'iu',
);
const FORMS: readonly RegExp[] = [
  // 2025-03-10 09:15, 2025-03-10T09:15:00.000+07:00
  new RegExp(`^(?<year>\\d{4})[-/.](?<month>\\d{1,2})[-/.](?<day>\\d{1,2})(?:${TIME})?${END}`, 'iu'),
  // 10/03/2025 09.15, 3/14/25 9:15 PM
  NUMERIC,
  // Senin, 10 Maret 2025 pukul 09.15 WIB; 10-Mar-2025
  new RegExp(`${WEEKDAY}(?<day>\\d{1,2})[ -](?<name>\\p{L}+)\\.?[ -]${YEAR}(?:${TIME})?${END}`, 'iu'),
  // Mar 14, 2025 9:15 AM
  new RegExp(`${WEEKDAY}(?<name>\\p{L}+)\\.? (?<day>\\d{1,2}),? (?<year>\\d{4})(?:${TIME})?${END}`, 'iu'),
];

/** Programs write an instant as seconds or milliseconds since 1970; a spreadsheet's days are far fewer. */
const EPOCH = { seconds: 1_000_000_000, ms: 100_000_000_000, most: 4_102_444_800_000 };

/** Null for what is no date, or no date that exists (31 June, 25:00). `order`: of dates of numbers alone. */
export function readInstant(cell: string | number, order: DateOrder = 'day_first'): ReadInstant | null {
  if (typeof cell === 'number') return fromNumber(cell);
  const text = tidy(cell);
  if (text === null) return null;
  for (const form of FORMS) {
    const parts = form.exec(text)?.groups;
    if (parts) return fromParts(parts, order);
  }
  return /^\d{5,13}([.,]\d+)?$/.test(text) ? fromNumber(Number(text.replace(',', '.'))) : null;
}

/** A date of numbers alone: its first two, and what it is in one order or the other. */
export interface NumericDate {
  first: number;
  second: number;
  read(order: DateOrder): ReadInstant | null;
}

/** Null for every other writing, which needs no order. */
export function numericDate(cell: string | number): NumericDate | null {
  const text = typeof cell === 'number' ? null : tidy(cell);
  const parts = text === null ? undefined : NUMERIC.exec(text)?.groups;
  if (!parts) return null;
  return {
    first: Number(parts.first),
    second: Number(parts.next),
    read: (order) => fromParts(parts, order),
  };
}

/** No date is longer, and the forms would be tried at every blank of it. */
function tidy(cell: string): string | null {
  return cell.length > LONGEST ? null : cell.replace(/[\s\u200B\uFEFF]+/g, ' ').replace(/^['\s]+|\s+$/g, '');
}

function fromNumber(value: number): ReadInstant | null {
  if (value < EPOCH.seconds) return fromSerial(value);
  const at = value < EPOCH.ms ? value * 1_000 : value;
  return at < EPOCH.most ? { at, dayOnly: false } : null;
}

function fromSerial(days: number): ReadInstant | null {
  if (!(days >= SERIAL_DAYS.from && days < SERIAL_DAYS.to)) return null;
  // Spreadsheets keep times as fractions of a day: to the second they are exact, no further.
  const seconds = Math.round(days * 86_400);
  return { at: SERIAL_EPOCH + seconds * 1_000 - zoneOffset(), dayOnly: seconds % 86_400 === 0 };
}

function fromParts(parts: Record<string, string | undefined>, order: DateOrder): ReadInstant | null {
  const { first, next } = parts;
  const [day, month] =
    first === undefined
      ? [parts.day, parts.name === undefined ? parts.month : monthNamed(parts.name.toLowerCase())]
      : order === 'day_first'
        ? [first, next]
        : [next, first];
  // No report is older than the century.
  const year = Number(parts.year) + (parts.year?.length === 2 ? 2_000 : 0);
  const [minute, second] = [parts.minute, parts.second].map((part) => Number(part ?? 0));
  const hour = hourOf(Number(parts.hour ?? 0), parts.half);
  if (hour === null || minute === undefined || second === undefined) return null;
  const midnight = Date.UTC(year, Number(month) - 1, Number(day));
  const date = new Date(midnight);
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day) || year < 1970)
    return null;
  if (minute > 59 || second > 59) return null;
  const ofDay = ((hour * 60 + minute) * 60 + second) * 1_000;
  return { at: midnight + ofDay - offsetOf(parts.zone), dayOnly: parts.hour === undefined };
}

/** `half`: a for before noon, p for after it; undefined where 24 hours are counted. */
function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour > 23 ? null : hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function monthNamed(name: string): number {
  return MONTHS.findIndex((names) => names.includes(name)) + 1;
}

function offsetOf(zone: string | undefined): number {
  if (zone?.toUpperCase() === 'Z') return 0;
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '');
  if (!offset) return ZONES[zoneNamed(zone)] * HOUR;
  const size = Number(offset[2]) * HOUR + (Number(offset[3]) * HOUR) / 60;
  return offset[1] === '-' ? -size : size;
}

/** A table may name its zone; else it is the city's own. */
function zoneNamed(text = ''): ZoneName {
  const name = text.replace(/[()]/g, '').toUpperCase();
  return ZONE_NAMES.find((one) => one === name) ?? here().zone;
}

/**
 * Are both one instant, as far as the coarser of the two is written? A table has no fractions of a second, some have no
 * seconds, and some no time of day (ms UTC).
 */
export function isSameInstant(one: number, other: number | undefined): boolean {
  if (other === undefined) return false;
  const alike = (size: number, offset = 0): boolean => {
    const [a, b] = [(one + offset) / size, (other + offset) / size];
    return Math.floor(a) === Math.floor(b) && (size === 1_000 || Number.isInteger(a) || Number.isInteger(b));
  };
  return alike(1_000) || alike(MINUTE) || alike(DAY, zoneOffset());
}

/**
 * A day without a time may lie before an instant of that same day only by writing: then it is taken for that
 * instant. Both ms UTC.
 */
export function notBefore({ at, dayOnly }: ReadInstant, other: number): number {
  return dayOnly && at < other && other < at + DAY ? other : at;
}
