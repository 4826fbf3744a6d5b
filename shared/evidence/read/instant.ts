/** When a photo was taken and when its position was fixed, out of the strings and numbers that phones write. */
import { zoneSuffix } from '../../time/zone.ts';
import type { MetadataFacts } from '../facts.ts';
import { type Exif, numbersOf, TAG, textOf } from './exif.ts';

type Found = Pick<MetadataFacts, 'takenAt' | 'takenAtFrom' | 'offsetStated' | 'digitizedAt' | 'fixAt'>;

/** Phones that lost their clock write 1970 or 1980; digital photos of this city begin later. */
const FIRST_YEAR = 2000;

export function readInstants({ exif, gps }: Exif): Found {
  const fixAt = fixOf(textOf(gps[TAG.gps.date]), numbersOf(gps[TAG.gps.time]));
  const original = localTime(textOf(exif[TAG.exif.takenAt]));
  const digitized = localTime(textOf(exif[TAG.exif.digitizedAt]));
  // One phone has one clock: an offset stated for any of its times is that of all.
  const ofPhone = [TAG.exif.takenOffset, TAG.exif.digitizedOffset, TAG.exif.offset]
    .map((tag) => offsetOf(textOf(exif[tag])))
    .find((offset) => offset !== null);
  const stated = ofPhone ?? offsetOf(original?.offset ?? null) ?? offsetOf(digitized?.offset ?? null);
  // Where the camera states no offset, it was set to the city's time.
  const assumed = zoneSuffix();
  const takenAt = original && original.text + (stated ?? assumed);
  const second = offsetOf(textOf(exif[TAG.exif.digitizedOffset])) ?? stated;
  const digitizedAt = digitized && digitized.text + (second ?? assumed);
  const other = digitizedAt === takenAt ? null : digitizedAt;
  if (takenAt !== null) {
    return { takenAt, takenAtFrom: 'camera', offsetStated: stated !== null, digitizedAt: other, fixAt };
  }
  const fixYear = fixAt?.includes('T') ? Number(fixAt.slice(0, 4)) : 0;
  const fromFix = fixYear >= FIRST_YEAR;
  return {
    takenAt: fromFix ? fixAt : null,
    takenAtFrom: fromFix ? 'gps' : null,
    offsetStated: fromFix,
    digitizedAt: other,
    fixAt,
  };
}

/** `2025:03:10 10:20:00`, sometimes with other separators, a fraction or an offset behind. */
function localTime(text: string | null): { text: string; offset: string | null } | null {
  const parts =
    /^(\d{4})[:\-/.](\d{2})[:\-/.](\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(
      text ?? '',
    );
  if (!parts) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', offset = null] = parts;
  if (Number(year) < FIRST_YEAR || !isDate(Number(year), Number(month), Number(day))) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return { text: `${year}-${month}-${day}T${hour}:${minute}:${second}`, offset };
}

/** RFC 3339 offset, or null for what is none (`   :  `, `+25:00`). */
function offsetOf(text: string | null): string | null {
  if (text === 'Z') return '+00:00';
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(text ?? '');
  if (!parts) return null;
  const [, sign = '', hours = '', minutes = ''] = parts;
  if (Number(hours) * 60 + Number(minutes) > 14 * 60 || Number(minutes) > 59) return null;
  return `${sign}${hours}:${minutes}`;
}

/**
 * GPSDateStamp and GPSTimeStamp are UTC. A date without a time (newer iPhones) stays a bare date; a date that
 * is none (`2014:09:259`) leaves nothing.
 */
function fixOf(date: string | null, time: number[] | null): string | null {
  const parts = /^(\d{4})[:\-/.](\d{2})[:\-/.](\d{2})$/.exec(date ?? '');
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  // The system began in January 1980: that, or anything before, means "no fix yet".
  if (year <= 1980 || !isDate(year, month, day)) return null;
  const bare = `${parts[1]}-${parts[2]}-${parts[3]}`;
  const [hour = Number.NaN, minute = 0, second = 0] = time ?? [];
  const inRange = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 61;
  if (!inRange) return bare;
  const at = Date.UTC(year, month - 1, day) + Math.round((hour * 3600 + minute * 60 + second) * 1000);
  return new Date(at).toISOString();
}

function isDate(year: number, month: number, day: number): boolean {
  // A day that the month does not have lies in another month.
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1;
}
