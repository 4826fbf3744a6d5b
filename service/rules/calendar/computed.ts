/**
 * National holidays by the package's calculation, for years without a decree. Loading it takes half a second:
 * import this module only where it is needed. Where the moon decides it may be off by a day.
 */
import Holidays from 'date-holidays';
import { type DecreedDay, FORECAST } from './decreed.ts';

export function computedHolidays(year: number): DecreedDay[] {
  const holidays = new Holidays('ID', { languages: ['id'], types: ['public'] });
  const byDate = new Map<string, DecreedDay>();
  for (const { date, name } of holidays.getHolidays(year, 'id')) {
    const day = date.slice(0, 10);
    byDate.set(day, { date: day, kind: 'holiday', name, source: FORECAST });
  }
  return [...byDate.values()];
}
