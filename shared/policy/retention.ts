/**
 * How long what a citizen handed in is kept after their report has closed, as dated data. No retention schedule
 * for CRM is published, so every number is an assumption; UU 27/2022 (art. 16, 43) asks that there be an end.
 */
import { DAY } from '../deadline/wib.ts';

export const KEPT = ['identity', 'photos', 'texts'] as const;
/** `identity`: who filed it · `photos`: theirs, with positions · `texts`: description, address, point, comment. */
export type Kept = (typeof KEPT)[number];

/** What became of notifications, from the day it was recorded: longer than anybody disputes a monthly figure. */
export const RECEIPTS_KEPT = { length: 365 * DAY, assumed: true };

export interface RetentionPolicy {
  /** First day (RFC 3339) on which it holds. */
  from: string;
  /** ms after closing */
  keep: Record<Kept, { length: number; assumed: boolean; source: string }>;
}

export const RETENTION_POLICY: RetentionPolicy = {
  from: '2025-01-01T00:00:00+07:00',
  keep: {
    identity: { length: 365 * DAY, assumed: true, source: 'A year, for questions about the answer' },
    photos: { length: 2 * 365 * DAY, assumed: true, source: 'As long as reuse is looked for by eye' },
    texts: { length: 5 * 365 * DAY, assumed: true, source: 'A term of office, for reports over the years' },
  },
};
