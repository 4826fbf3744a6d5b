/** Performance of units over the API: figures of a period as of an instant, units beside one another, and the reports behind. */
import { z } from 'zod';
import { COUNTS, each, FIGURE_NAMES, LENGTHS, PARTS, SHARES } from '../performance/table.ts';
import { BANDS } from '../rules/performance.ts';
import { CHANNELS } from '../ticket/channel.ts';
import { RETURN_REASONS } from '../ticket/reason.ts';
import { STATUSES } from '../ticket/status.ts';
import { field } from '../words/field.ts';
import { get } from './operation.ts';
import { CivilDate } from './policy.ts';
import { Code, Instant, line, Named, paging } from './primitives.ts';

/** `2025-03`, a month. */
export const Month = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, field('month'))
  .refine((month) => month >= '2018-01', field('month_reach'));

const Asked = z.object({
  /** The month of now where neither it nor days are named. */
  month: Month.optional(),
  /** Instead of a month: First and last day, both included. */
  from: CivilDate.optional(),
  to: CivilDate.optional(),
  /** As it stood at this instant; the period's end where absent or later. What happened afterwards does not count. */
  asOf: Instant.optional(),
  category: line(200).min(1).optional(),
  channel: z.enum(CHANNELS).optional(),
});

export const FiguresQuery = Asked.extend({
  /** An office and those below it; a unit admin's own where absent, for a supervisor all. */
  unit: Code.optional(),
});
export type FiguresQuery = z.infer<typeof FiguresQuery>;

export const RANKED_KINDS = ['kelurahan', 'dinas'] as const;
export const RankingQuery = Asked.extend({ kind: z.enum(RANKED_KINDS).default('kelurahan') });
export type RankingQuery = z.infer<typeof RankingQuery>;

export const BehindQuery = FiguresQuery.extend({
  figure: z.enum(FIGURE_NAMES),
  /** All that the figure is about, those it counts, or those it does not. */
  part: z.enum(PARTS).default('of'),
  /** Of `returned`: only for this reason. */
  reason: z.enum(RETURN_REASONS).optional(),
  ...paging,
});
export type BehindQuery = z.infer<typeof BehindQuery>;

const Reports = z.number().int();
const Share = z.object({ of: Reports, counted: Reports });
/** Milliseconds; null where there is no report. */
const Spread = z.object({ reports: Reports, median: z.number().nullable(), p90: z.number().nullable() });
/** `mean` from 0 to 1, of the stars from 1 to 5; null where there is no report. */
const Mean = z.object({ reports: Reports, mean: z.number().nullable() });

const Figures = z.object({
  /** Reports closed in the period, and those overdue and still open at its end, weighted by category. */
  value: Mean,
  counts: z.object(each(COUNTS, () => Reports)),
  shares: z.object(each(SHARES, () => Share)),
  durations: z.object(each(LENGTHS, () => Spread)),
  stars: Mean,
  returnReasons: z.array(z.object({ code: z.enum(RETURN_REASONS), reports: Reports })),
});

/** What was asked, as it was understood. */
export const Answered = z.object({
  from: z.string(),
  to: z.string(),
  asOf: Instant,
  category: z.string().optional(),
  channel: z.enum(CHANNELS).optional(),
  /** Version of the policy whose formula the values come from, and whether any number of it is an estimate. */
  policy: z.number().int(),
  assumed: z.boolean(),
});

export const FiguresAnswer = Answered.extend({ unit: Named.nullable(), figures: Figures });
export type FiguresAnswer = z.infer<typeof FiguresAnswer>;

export const RankedUnit = z.object({
  unit: Named,
  /** Null with too few reports to be ranked by. */
  rank: z.number().int().nullable(),
  band: z.enum(BANDS).nullable(),
  figures: Figures,
});
export type RankedUnit = z.infer<typeof RankedUnit>;

export const Ranking = Answered.extend({
  kind: z.enum(RANKED_KINDS),
  /** Reports to judge by from which a unit is ranked. */
  leastReports: z.number().int(),
  items: z.array(RankedUnit),
});
export type Ranking = z.infer<typeof Ranking>;

/** A report behind a figure, as it stood at `asOf`. */
export const ReportBehind = z.object({
  number: z.string(),
  status: z.enum(STATUSES),
  category: z.string(),
  channel: z.enum(CHANNELS),
  unit: Named.nullable(),
  kelurahan: Named.optional(),
  receivedAt: Instant,
  closedAt: Instant.optional(),
  lateResponse: z.boolean(),
  lateCompletion: z.boolean(),
  /** 0 to 1, and how much it weighs; for reports that are judged. */
  worth: z.number().nullable(),
  weight: z.number(),
  /** From 1 to 5; where several reports were merged into it the mean of their reporters'. */
  stars: z.number().optional(),
});
export type ReportBehind = z.infer<typeof ReportBehind>;

export const BehindPage = Answered.extend({
  unit: Named.nullable(),
  /** The figure's number itself. */
  total: Reports,
  items: z.array(ReportBehind),
  next: z.string().nullable(),
});
export type BehindPage = z.infer<typeof BehindPage>;

export const PERFORMANCE_OPERATIONS = {
  performanceFigures: get('/performance/figures', 'performance:read', {
    query: FiguresQuery,
    result: FiguresAnswer,
    refuses: ['not-found'],
  }),
  performanceRanking: get('/performance/ranking', 'performance:read', {
    query: RankingQuery,
    result: Ranking,
  }),
  performanceReports: get('/performance/reports', 'performance:read', {
    query: BehindQuery,
    result: BehindPage,
    refuses: ['not-found'],
  }),
};
