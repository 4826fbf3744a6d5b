/** The calendar of working days: what the database knows, kept at hand, corrected by a supervisor as data. */
import { asc } from 'drizzle-orm';
import { type CalendarDay, CivilDate } from '#shared/contract/policy.ts';
import {
  type Calendar,
  type CalendarEntry,
  calendarOf,
  type DayKind,
  dayWithoutWork,
} from '#shared/deadline/calendar.ts';
import { civilDate, fromLocal } from '#shared/time/zone.ts';
import type { People } from '../../people/people.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import type { Jobs } from '../../platform/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { type CalendarRow, calendarDay } from '../../tables/rules.ts';
import { sweepFrom } from '../policy/policy.ts';
import { computedHolidays, DECREED, FORECAST } from './holidays.ts';

export type CalendarDeps = Pick<Platform, 'config' | 'clock'> &
  Pick<People, 'accounts'> & { days: Days; jobs: Pick<Jobs, 'runDue'> };

export interface CalendarChange {
  date: string;
  /** Null takes the entry away. */
  kind: DayKind | null;
  name: string;
  source: string;
}

type Days = Awaited<ReturnType<typeof openCalendar>>;

/** Years ahead of now that are forecast: a completion limit or an estimate may reach there. */
const YEARS_AHEAD = 2;

export async function openCalendar(db: Db, clock: Clock) {
  let rows: CalendarRow[] = [];
  let known: Calendar = calendarOf([]);
  const reload = async (): Promise<void> => {
    rows = await db.select().from(calendarDay).orderBy(asc(calendarDay.id));
    known = calendarOf(rows);
  };
  const newest = (): Map<string, CalendarRow> => new Map(rows.map((row) => [row.date, row]));
  await reload();
  await seedDecreed();
  return {
    /** Always as it is now: kept, never copied. */
    calendar: { entryOf: (date, knownAt) => known.entryOf(date, knownAt) } satisfies Calendar,
    /** The days of a year that are entered, in order. */
    ofYear: (year: number): CalendarDay[] =>
      [...newest().values()]
        .flatMap(({ date, kind, name, source }) =>
          kind !== null && date.startsWith(`${year}-`) ? [{ date, kind, name, source }] : [],
        )
        .toSorted((a, b) => a.date.localeCompare(b.date)),
    of: (date: string) => newest().get(date),
    /** Enters or takes away a day. Answers the date that would be left without work near it, or null when stored. */
    async change({ date, kind, name, source }: CalendarChange, by: string) {
      const now = clock.now();
      const entry: CalendarEntry = { date, kind, knownFrom: now };
      const stuck = dayWithoutWork(dateAt(date), calendarOf([...rows, entry]), now);
      if (stuck !== null) return stuck;
      const row = { date, kind, name, source, knownFrom: now, setBy: by };
      await db.batch([db.insert(calendarDay).values(row), sweepFrom(db, 'calendar', now)]);
      await reload();
      return null;
    },

    /** Fills years that no decree names yet from the package, once. Slow to load, so never at start-up. */
    async forecast() {
      const thisYear = Number(civilDate(clock.now()).slice(0, 4));
      // What an officer entered for a year far ahead does not make that year known.
      const covered = new Set(rows.filter((row) => row.setBy === null).map((row) => row.date.slice(0, 4)));
      const missing = Array.from({ length: YEARS_AHEAD + 2 }, (_, i) => thisYear - 1 + i).filter(
        (year) => !covered.has(String(year)),
      );
      if (missing.length === 0) return;
      const computed = await Promise.all(missing.map(computedHolidays));
      const have = newest();
      await enter(computed.flat().filter(({ date }) => !have.has(date)));
    },
    reload,
  };

  /** A decree takes the place of what was forecast for its year, not of what an officer has entered. */
  async function seedDecreed(): Promise<void> {
    const have = newest();
    const decreed = new Set(DECREED.map(({ date }) => date));
    const years = new Set(DECREED.map(({ date }) => date.slice(0, 4)));
    const isForecast = (row: CalendarRow): boolean => row.setBy === null && row.source === FORECAST;
    await enter([
      ...DECREED.filter(({ date }) => {
        const row = have.get(date);
        return row === undefined || isForecast(row);
      }),
      ...[...have.values()]
        .filter((row) => isForecast(row) && years.has(row.date.slice(0, 4)) && !decreed.has(row.date))
        .map((row) => ({ ...row, kind: null })),
    ]);
  }

  /** A database starts with what it is given; what comes later counts from now on. */
  async function enter(days: readonly CalendarChange[]): Promise<void> {
    if (days.length === 0) return;
    const isFirst = rows.length === 0;
    const knownFrom = isFirst ? 0 : clock.now();
    const add = db
      .insert(calendarDay)
      .values(days.map(({ date, kind, name, source }) => ({ date, kind, name, source, knownFrom })));
    if (isFirst) await add;
    else await db.batch([add, sweepFrom(db, 'calendar', knownFrom)]);
    await reload();
  }
}

/** Noon of a date, so that no rounding leaves its day. */
function dateAt(date: string): number {
  return fromLocal(`${date}T12:00`);
}

type DayNeeds = Pick<CalendarDeps, 'days' | 'jobs'>;

/**
 * Corrects a day; running targets follow. Throws 422 for what is no date, or would leave weeks without a working day.
 */
export async function enterDay({ days, jobs }: DayNeeds, day: CalendarChange, by: string): Promise<void> {
  const stuck = await days.change({ ...day, date: dateOf(day.date) }, by);
  if (stuck !== null) {
    throw invalid('date', 'no-working-day', { key: 'rules.refused.from_no_working_day', values: { stuck } });
  }
  // Not waited for: today's targets may be many.
  void jobs.runDue();
}

/** Takes a day off: its weekday decides again. Throws 404 where none is entered, and as {@link enterDay} does. */
export async function removeDay(services: DayNeeds, date: string, by: string): Promise<void> {
  const entered = services.days.of(dateOf(date));
  if (!entered || entered.kind === null) throw new HttpProblem('not-found');
  await enterDay(services, { ...entered, kind: null }, by);
}

function dateOf(text: string): string {
  const date = CivilDate.safeParse(text);
  if (!date.success) {
    throw invalid('date', 'format', 'rules.refused.date_written_2025_04');
  }
  return date.data;
}
