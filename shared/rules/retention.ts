/**
 * How long what a citizen handed in is kept after their report has closed, and what became of notifications, as
 * dated data that a supervisor can change. No retention schedule for CRM is published, so every number is an assumption; UU 27/2022 (art. 16, 43)
 * asks that there be an end.
 */
import { z } from 'zod';
import { Source } from './clocks.ts';

export const KEPT = ['identity', 'photos', 'texts'] as const;
/** `identity`: who filed it · `photos`: theirs, with positions · `texts`: description, address, point, comment. */
export type Kept = (typeof KEPT)[number];

/** Assumed: sooner, a report that is reopened could be gone before anybody asks; later, there were no end. */
const LEAST_DAYS = 30;
const MOST_DAYS = 30 * 365;

const Keep = z.strictObject({
  /** Days of 24 hours: after closing; of notifications, after they were recorded. */
  days: z.number().int().min(LEAST_DAYS).max(MOST_DAYS),
  assumed: z.boolean(),
  source: Source,
});

export const RetentionPolicy = z.strictObject({ identity: Keep, photos: Keep, texts: Keep, receipts: Keep });
export type RetentionPolicy = z.infer<typeof RetentionPolicy>;

/** What Tuntas starts with; from then on the database's word counts. */
export const RETENTION_POLICY: RetentionPolicy = {
  identity: { days: 365, assumed: true, source: 'A year, for questions about the answer' },
  photos: { days: 2 * 365, assumed: true, source: 'As long as reuse is looked for by eye' },
  texts: { days: 5 * 365, assumed: true, source: 'A term of office, for reports over the years' },
  receipts: { days: 365, assumed: true, source: 'Longer than anybody disputes a monthly figure' },
};
