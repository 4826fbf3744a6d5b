/**
 * National holidays and cuti bersama: as decreed by the three ministers (SKB 3 Menteri), year by year, and for years
 * without a decree as a package computes them. That knows no cuti bersama and is off by a day where the moon decides
 * (Idulfitri 2025 and 2026, Iduladha and Maulid 2024, 1 Muharram 2025), so where there is a decree, the decree is the
 * source.
 */
import { z } from 'zod';
import type { DayKind } from '#shared/deadline/calendar.ts';
import decreed from './decreed.json' with { type: 'json' };

interface Holiday {
  date: string;
  kind: Extract<DayKind, 'holiday' | 'cuti_bersama'>;
  name: string;
  source: string;
}

/** The source of what was computed for a year without a decree: an estimate. */
export const FORECAST = 'date-holidays 3.37.0 (perkiraan)';

/** `days`: names by month and day. */
const Decrees = z.array(
  z.object({
    source: z.string(),
    kind: z.enum(['holiday', 'cuti_bersama']),
    year: z.number(),
    days: z.record(z.string(), z.string()),
  }),
);

export const DECREED: readonly Holiday[] = Decrees.parse(decreed).flatMap(({ source, kind, year, days }) =>
  Object.entries(days).map(([day, name]) => ({ date: `${year}-${day}`, kind, name, source })),
);

/** The package takes half a second to load, so it is loaded only here. */
export async function computedHolidays(year: number): Promise<Holiday[]> {
  const { default: Holidays } = await import('date-holidays');
  const holidays = new Holidays('ID', { languages: ['id'], types: ['public'] });
  const byDate = new Map<string, Holiday>();
  for (const { date, name } of holidays.getHolidays(year, 'id')) {
    const day = date.slice(0, 10);
    byDate.set(day, { date: day, kind: 'holiday', name, source: FORECAST });
  }
  return [...byDate.values()];
}
