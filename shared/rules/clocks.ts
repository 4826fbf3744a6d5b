/**
 * Limits of the clocks, as dated data that a supervisor can change. `assumed` marks what no source states: it is
 * shown as an estimate ("perkiraan") wherever a person is judged by it.
 */
import { z } from 'zod';
import { categoryKey, saidOf } from '../ticket/category.ts';
import { MINUTE } from '../time/zone.ts';
import { field } from '../words/field.ts';

const LONGEST_HOURS = 366 * 24;

/** The regulation a number comes from, or why we assume it. */
export const Source = z.string().trim().min(1).max(500);

/** Clock hours: nights, weekends and holidays count. */
export const Limit = z.strictObject({
  hours: z.number().positive().max(LONGEST_HOURS),
  assumed: z.boolean(),
  /** The regulation it comes from, or why we assume it. */
  source: Source,
});
export type Limit = z.infer<typeof Limit>;

export const ClockPolicy = z.strictObject({
  /** From the moment a unit receives the report to its first answer. */
  response: Limit,
  /** From receipt to follow-up, for every category without a limit of its own. */
  completion: Limit,
  /** By category name; names are compared as everywhere, without regard to case and spaces. */
  completionByCategory: z
    .record(z.string().max(200), Limit)
    .transform((limits) =>
      Object.fromEntries(Object.entries(limits).map(([name, limit]) => [categoryKey(name), limit])),
    ),
  redFlag: Limit,
  validation: Limit,
  /** What reaches the validator by this time of day on a working day is to be decided that day. */
  sameDay: z.strictObject({
    until: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, field('time_of_day')),
    assumed: z.boolean(),
    source: Source,
  }),
});
export type ClockPolicy = z.infer<typeof ClockPolicy>;

/** The policy Tuntas starts with; from then on the database's word counts. */
export const CLOCK_POLICY: ClockPolicy = {
  response: {
    hours: 6,
    assumed: false,
    source: 'SE Sekda 61/SE/2018: answered within six hours, nights and weekends included',
  },
  completion: {
    hours: 7 * 24,
    assumed: true,
    source: 'Seven calendar days are stated in general; limits per category are not published',
  },
  completionByCategory: {},
  redFlag: { hours: 6 * 24, assumed: false, source: 'No appropriate response in six days' },
  validation: { hours: 72, assumed: false, source: 'Kep. Sekda 22/2020: three times 24 hours' },
  sameDay: {
    until: '15:30',
    assumed: false,
    source: 'Kep. Sekda 22/2020: what reaches the validator by 15.30 on a working day is decided that day',
  },
};

/** The completion limit of a category as written, and whether it is the category's own. */
export function completionLimit(policy: ClockPolicy, category: string): { limit: Limit; own: boolean } {
  const own = saidOf(policy.completionByCategory, category);
  return own ? { limit: own, own: true } : { limit: policy.completion, own: false };
}

/** `15:30` as milliseconds after 00:00. */
export function sameDayCutoff(policy: ClockPolicy): number {
  const [hours = 0, minutes = 0] = policy.sameDay.until.split(':').map(Number);
  return (hours * 60 + minutes) * MINUTE;
}
