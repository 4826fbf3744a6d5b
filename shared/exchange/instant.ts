/** Reading the dates of tables: Indonesian and ISO writing, and the serial numbers of spreadsheets; WIB unless said. */
import { DAY, HOUR } from '../time/wib.ts';

/** ms UTC. `dayOnly`: no time of day was given, `at` is the day's first instant. */
export interface ReadInstant {
  at: number;
  dayOnly: boolean;
}

const WIB = 7 * HOUR;

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

const TIME = /(?:[ ,T]|pukul)*(?<hour>\d{1,2})[:.](?<minute>\d{2})(?:[:.](?<second>\d{2})(?:[.,]\d+)?)?/
  .source;
const END = /\s*(?<zone>WIB|Z|\(WIB\)|[+-]\d{2}:?\d{2})?\s*$/.source;
const WEEKDAY = /^\s*(?:\p{L}+,\s*)?/u.source;
const FORMS: readonly RegExp[] = [
  // 2025-03-10 09:15, 2025-03-10T09:15:00.000+07:00
  new RegExp(`^\\s*(?<year>\\d{4})[-/.](?<month>\\d{1,2})[-/.](?<day>\\d{1,2})(?:${TIME})?${END}`, 'iu'),
  // 10/03/2025 09.15: the day comes first, as everywhere in Indonesia
  new RegExp(`${WEEKDAY}(?<day>\\d{1,2})[-/.](?<month>\\d{1,2})[-/.](?<year>\\d{4})(?:${TIME})?${END}`, 'iu'),
  // Senin, 10 Maret 2025 pukul 09.15 WIB; 10-Mar-2025
  new RegExp(`${WEEKDAY}(?<day>\\d{1,2})[ -](?<name>\\p{L}+)\\.?[ -](?<year>\\d{4})(?:${TIME})?${END}`, 'iu'),
];

/** Null for what is no date, or no date that exists (31 June, 25:00). */
export function readInstant(cell: string | number): ReadInstant | null {
  if (typeof cell === 'number') return fromSerial(cell);
  // No date is as long, and the forms would be tried at every blank of it.
  if (cell.length > LONGEST) return null;
  for (const form of FORMS) {
    const parts = form.exec(cell)?.groups;
    if (parts) return fromParts(parts);
  }
  return /^\s*\d{5}([.,]\d+)?\s*$/.test(cell) ? fromSerial(Number(cell.replace(',', '.'))) : null;
}

function fromSerial(days: number): ReadInstant | null {
  if (!(days >= SERIAL_DAYS.from && days < SERIAL_DAYS.to)) return null;
  // Spreadsheets keep times as fractions of a day: to the second they are exact, no further.
  const seconds = Math.round(days * 86_400);
  return { at: SERIAL_EPOCH + seconds * 1_000 - WIB, dayOnly: seconds % 86_400 === 0 };
}

function fromParts(parts: Record<string, string | undefined>): ReadInstant | null {
  const [year, day] = [Number(parts.year), Number(parts.day)];
  const month = parts.name === undefined ? Number(parts.month) : monthNamed(parts.name.toLowerCase());
  const [hour, minute, second] = [parts.hour, parts.minute, parts.second].map((part) => Number(part ?? 0));
  if (hour === undefined || minute === undefined || second === undefined) return null;
  const midnight = Date.UTC(year, month - 1, day);
  const date = new Date(midnight);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1970) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const ofDay = ((hour * 60 + minute) * 60 + second) * 1_000;
  return { at: midnight + ofDay - offsetOf(parts.zone), dayOnly: parts.hour === undefined };
}

function monthNamed(name: string): number {
  return MONTHS.findIndex((names) => names.includes(name)) + 1;
}

function offsetOf(zone: string | undefined): number {
  if (zone?.toUpperCase() === 'Z') return 0;
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '');
  if (!offset) return WIB;
  const size = Number(offset[2]) * HOUR + (Number(offset[3]) * HOUR) / 60;
  return offset[1] === '-' ? -size : size;
}

/**
 * A day without a time may lie before an instant of that same day only by writing: then it is taken for that
 * instant. Both ms UTC.
 */
export function notBefore({ at, dayOnly }: ReadInstant, other: number): number {
  return dayOnly && at < other && other < at + DAY ? other : at;
}
