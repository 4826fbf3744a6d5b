/** Correcting a day of the calendar, checked so that working days still come; running targets follow. */
import { WibDate } from '#shared/contract/policy.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import type { CalendarChange, CalendarDeps } from './calendar.ts';

type Needs = Pick<CalendarDeps, 'days' | 'jobs'>;

/** Throws 422 for what is no date, or would leave weeks without a working day. */
export async function enterDay({ days, jobs }: Needs, day: CalendarChange, by: string): Promise<void> {
  const stuck = await days.change({ ...day, date: dateOf(day.date) }, by);
  if (stuck !== null) {
    throw invalid('date', 'no-working-day', { key: 'rules.refused.from_no_working_day', values: { stuck } });
  }
  // Not waited for: today's targets may be many.
  void jobs.runDue();
}

/** Takes a day off: its weekday decides again. Throws 404 where none is entered, and as {@link enterDay} does. */
export async function removeDay(services: Needs, date: string, by: string): Promise<void> {
  const entered = services.days.of(dateOf(date));
  if (!entered || entered.kind === null) throw new HttpProblem('not-found');
  await enterDay(services, { ...entered, kind: null }, by);
}

function dateOf(text: string): string {
  const date = WibDate.safeParse(text);
  if (!date.success) {
    throw invalid('date', 'format', 'rules.refused.date_written_2025_04');
  }
  return date.data;
}
