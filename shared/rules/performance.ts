/**
 * What a follow-up is worth (nilai tindak lanjut), as dated data that a supervisor can change. Its parts are stated:
 * response time, completion time, weight of the category. The formula, weights and bands of Pergub 39/2019 are not
 * known to us: every number here is an assumption, shown as an estimate ("perkiraan"), until the regulation's are
 * entered.
 */
import { z } from 'zod';
import { categoryKey, saidOf } from '../ticket/category.ts';
import { field } from '../words/field.ts';
import { Source } from './clocks.ts';

/** Whole hundredths: what a report is worth, and what is taken off it. */
const Percent = z.number().int().min(0).max(100);

const MOST_WEIGHT = 100;
const Weight = z.number().positive().max(MOST_WEIGHT);

const Deduction = z.strictObject({ percent: Percent, assumed: z.boolean(), source: Source });

export const PerformancePolicy = z
  .strictObject({
    /** Taken off a report's 100 % where its office answered late, and where the work was finished late. */
    lateResponse: Deduction,
    lateCompletion: Deduction,
    /** How much a report of a category counts beside others; 1 where none is set. */
    weights: z.strictObject({
      byCategory: z
        .record(z.string().max(200), Weight)
        .transform((weights) =>
          Object.fromEntries(Object.entries(weights).map(([name, weight]) => [categoryKey(name), weight])),
        ),
      assumed: z.boolean(),
      source: Source,
    }),
    /** A unit with fewer reports to judge by has a value, but no rank: a few say too little. */
    ranking: z.strictObject({
      leastReports: z.number().int().min(1).max(10_000),
      assumed: z.boolean(),
      source: Source,
    }),
    /** From which value a unit's work is called good, and fair; below that it is poor. */
    bands: z
      .strictObject({ good: Percent, fair: Percent, assumed: z.boolean(), source: Source })
      .refine(({ good, fair }) => fair <= good, { path: ['fair'], message: field('not_above_good') }),
  })
  .refine(({ lateResponse, lateCompletion }) => lateResponse.percent + lateCompletion.percent <= 100, {
    path: ['lateCompletion', 'percent'],
    message: field('deductions'),
  });
export type PerformancePolicy = z.infer<typeof PerformancePolicy>;

const UNKNOWN = 'Pergub 39/2019 names the part, not its number';

/** What Tuntas starts with; from then on the database's word counts. */
export const PERFORMANCE_POLICY: PerformancePolicy = {
  lateResponse: { percent: 25, assumed: true, source: UNKNOWN },
  lateCompletion: { percent: 50, assumed: true, source: UNKNOWN },
  weights: { byCategory: {}, assumed: true, source: UNKNOWN },
  ranking: { leastReports: 5, assumed: true, source: 'Fewer reports let one of them decide the rank' },
  bands: { good: 90, fair: 75, assumed: true, source: 'Pergub 39/2019 has bands that are not published' },
};

/** How much a report of this category, as written, counts beside others. */
export function categoryWeight({ weights }: PerformancePolicy, category: string): number {
  return saidOf(weights.byCategory, category) ?? 1;
}

export const BANDS = ['good', 'fair', 'poor'] as const;
export type Band = (typeof BANDS)[number];

/** `value` from 0 to 1. */
export function bandOf({ bands }: PerformancePolicy, value: number): Band {
  if (value * 100 >= bands.good) return 'good';
  return value * 100 >= bands.fair ? 'fair' : 'poor';
}
