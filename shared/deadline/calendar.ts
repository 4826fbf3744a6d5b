/**
 * Working days: Monday to Friday less national holidays and cuti bersama, which are decreed each year and so are
 * data. A correction counts from the instant it was entered: what was decided before stays as it was.
 */
import { civilDate, DAY, startOfDay } from '../time/zone.ts';

/** `working` makes a day a working day that would not be one by itself (a moved holiday). */
export const DAY_KINDS = ['holiday', 'cuti_bersama', 'working'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** What was entered for a date; `kind` null took an earlier entry away. */
export interface CalendarEntry {
  /** `2025-04-02`, a day of the city. */
  date: string;
  kind: DayKind | null;
  /** ms UTC */
  knownFrom: number;
}

export interface Calendar {
  /** The newest entry for the date that was known at `knownAt` (ms UTC), if any. */
  entryOf(date: string, knownAt: number): CalendarEntry | undefined;
}

/** Entries of one date count in the order of `knownFrom`, and as given where that is equal. */
export function calendarOf(entries: readonly CalendarEntry[]): Calendar {
  const byDate = new Map<string, CalendarEntry[]>();
  for (const entry of entries.toSorted((a, b) => a.knownFrom - b.knownFrom)) {
    const known = byDate.get(entry.date);
    if (known) known.push(entry);
    else byDate.set(entry.date, [entry]);
  }
  return { entryOf: (date, knownAt) => byDate.get(date)?.findLast((entry) => entry.knownFrom <= knownAt) };
}

/** Is the day of `at` a working day, as far as the calendar knew at `knownAt`? */
export function isWorkingDay(at: number, calendar: Calendar, knownAt: number): boolean {
  const kind = calendar.entryOf(civilDate(at), knownAt)?.kind ?? null;
  if (kind !== null) return kind === 'working';
  return !isWeekend(at);
}

export function isWeekend(at: number): boolean {
  const weekday = new Date(civilDate(at)).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** Longer than any run of days off that was ever decreed (Lebaran 2023 to 2025: at most eleven). */
const MOST_DAYS_OFF = 14;

/**
 * The trial a changed calendar has to pass: from every day around `at` a working day comes within
 * {@link MOST_DAYS_OFF} days. Answers the date from which none comes, or null when all is well.
 */
export function dayWithoutWork(at: number, calendar: Calendar, knownAt: number): string | null {
  let off = 0;
  const from = startOfDay(at) - (MOST_DAYS_OFF + 1) * DAY;
  for (let day = 0; day <= 2 * (MOST_DAYS_OFF + 1); day++) {
    const instant = from + day * DAY;
    off = isWorkingDay(instant, calendar, knownAt) ? 0 : off + 1;
    if (off > MOST_DAYS_OFF) return civilDate(instant - MOST_DAYS_OFF * DAY);
  }
  return null;
}
