/** Whether the books are in order: the state of the last verification, and what it found broken. */
import { z } from 'zod';
import { get, post } from './operation.ts';
import { Instant } from './primitives.ts';

export const BREAKS = [
  /** An event no longer has the content that was hashed; or what came before it was changed. */
  'event_altered',
  /** A version is missing from a report's events. */
  'event_deleted',
  /** Two events of a report have changed places. */
  'event_reordered',
  /** The log ends before what a checkpoint vouches for. */
  'tail_cut',
  /** A report that a checkpoint vouches for, or whose events are still there, is gone. */
  'ticket_removed',
  /** A report's chain is whole in itself but not the one that a checkpoint signed. */
  'chain_recomputed',
  /** A stretch of the log is not what its checkpoint signed, and no report could be named. */
  'log_altered',
  /** The row does not stand where its newest event left it. */
  'head_altered',
  /** The row is not what its events make of it. */
  'row_altered',
  'text_altered',
  /** A text is gone that nobody asked to erase. */
  'text_deleted',
  /** A text that no event knows. */
  'text_added',
  /** A text or photo is still there although its erasure is on record. */
  'not_erased',
  'photo_altered',
  'photo_deleted',
  'photo_added',
  /** What was read from a photo is no longer what its event hashed. */
  'facts_altered',
  /** A photo's file is gone from the disk, or is not what was handed in; a copy of it is not as it was made. */
  'file_missing',
  'file_altered',
  'copy_altered',
  /** A row of accounts, rights, keys, rules or looks is not as the service left it, was slipped in, or is gone. */
  'record_altered',
  'record_added',
  'record_removed',
  /** The record of such changes: an entry is not what was hashed, entries are gone, or one was not signed by us. */
  'change_altered',
  'change_removed',
  'change_forged',
  'checkpoint_altered',
  'checkpoint_deleted',
  /** A checkpoint that was not signed with the key outside the database. */
  'checkpoint_forged',
  /** The newest checkpoint outside the database is unknown to it: an older database was put back. */
  'older_database',
  /** There are checkpoints, but none outside the database to compare the newest with. */
  'outside_missing',
  /** The database could not be read to its end. */
  'unreadable',
] as const;
export type BreakKind = (typeof BREAKS)[number];

export const Break = z.object({
  kind: z.enum(BREAKS),
  /** Number of the report. */
  number: z.string().optional(),
  /** Version of the report: which event. */
  version: z.number().int().optional(),
  /** Place in the global log, where there is one. */
  seq: z.number().int().optional(),
  checkpoint: z.number().int().optional(),
  /** Which text, which columns of the row, or which row of which table. */
  what: z.string().optional(),
});
export type Break = z.infer<typeof Break>;

export const Verification = z.object({
  startedAt: Instant,
  endedAt: Instant,
  ok: z.boolean(),
  tickets: z.number().int(),
  events: z.number().int(),
  texts: z.number().int(),
  /** Texts and photos that are gone because their erasure was asked for: no break. */
  erased: z.number().int(),
  checkpoints: z.number().int(),
  /** Events newer than the newest checkpoint: chained, but not vouched for yet. */
  uncovered: z.number().int(),
  /** True when every row was also put together again from its events. */
  rows: z.boolean(),
  /** Recorded changes of accounts, rights, keys, rules and looks. */
  changes: z.number().int(),
  /** Of how many photos the files were hashed as well. */
  files: z.number().int(),
  /** The first broken link in the order of the log. */
  first: Break.nullable(),
  /** At most a hundred of them. */
  breaks: z.array(Break),
  breakCount: z.number().int(),
});
export type Verification = z.infer<typeof Verification>;

export const AuditState = z.object({
  /** The newest signed checkpoint: how far the log is vouched for. */
  checkpoint: z
    .object({
      n: z.number().int(),
      at: Instant,
      seq: z.number().int(),
      tickets: z.number().int(),
      events: z.number().int(),
    })
    .nullable(),
  /** A verification that is under way. */
  running: z.object({ startedAt: Instant }).nullable(),
  last: Verification.nullable(),
});
export type AuditState = z.infer<typeof AuditState>;

export const VerificationInput = z.strictObject({
  /** Also put every row together again from its events. */
  rows: z.boolean().default(true),
  /** Also hash every photo's file. */
  files: z.boolean().default(false),
});

export const AUDIT_OPERATIONS = {
  audit: get('/audit', 'audit', { result: AuditState }),
  verifyBooks: post('/audit/verifications', 'audit', {
    body: VerificationInput,
    status: 202,
    result: AuditState,
  }),
};
