/** Imports as they run: how far each has come, and every line that was not taken. */
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type {
  DateOrder,
  FileUnderstood,
  ImportCorrections,
  ImportFailure,
  ImportFormat,
  ImportState,
  LineRefusal,
} from '#shared/contract/imports.ts';
import type { Channel } from '#shared/ticket/channel.ts';
import type { CallerRole } from '#shared/ticket/role.ts';

/** Times in ms UTC. The counts are written in the batches that write the reports: after a crash they still fit. */
export const importJob = sqliteTable(
  'import_job',
  {
    id: text('id').primaryKey(),
    /** Who imports: an officer, or another system by its key. */
    caller: text('caller').notNull(),
    role: text('role').$type<CallerRole>().notNull(),
    /** Of the rows that name none. */
    channel: text('channel').$type<Channel>().notNull(),
    /** The channels a key is for; null where an officer may import for any. */
    allowed: text('allowed', { mode: 'json' }).$type<readonly Channel[]>(),
    state: text('state').$type<ImportState>().notNull(),
    failure: text('failure').$type<ImportFailure>(),
    format: text('format').$type<ImportFormat>(),
    encoding: text('encoding'),
    /** The order of dates that their file leaves open, where its sender says it. */
    declared: text('declared').$type<DateOrder>(),
    /** Written as soon as nothing is asked, without anybody having seen how it is understood. */
    writeNow: integer('write_now', { mode: 'boolean' }).notNull().default(false),
    /** Of how it was understood. */
    corrections: text('corrections', { mode: 'json' }).$type<ImportCorrections>().notNull().default({}),
    understood: text('understood', { mode: 'json' }).$type<FileUnderstood>(),
    /** Until when an understood one waits to be confirmed. */
    expiresAt: integer('expires_at'),
    bytes: integer('bytes').notNull(),
    /** The process on whose disk its file lies. */
    holder: text('holder'),
    startedAt: integer('started_at').notNull(),
    endedAt: integer('ended_at'),
    /** Records dealt with, and what became of them. */
    read: integer('read').notNull(),
    added: integer('added').notNull(),
    moved: integer('moved').notNull(),
    corrected: integer('corrected').notNull().default(0),
    unchanged: integer('unchanged').notNull(),
    refused: integer('refused').notNull(),
  },
  (t) => [
    // One at a time for each caller.
    uniqueIndex('import_job_running').on(t.caller).where(sql`${t.endedAt} is null`),
    index('import_job_started').on(t.startedAt, t.id),
  ],
);
export type ImportJobRow = typeof importJob.$inferSelect;

/** A fault of a line. It names column and reason and never what stood there. */
export const importRefusal = sqliteTable(
  'import_refusal',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    jobId: text('job_id')
      .notNull()
      .references(() => importJob.id),
    /** From 1; of a record over several lines the first. */
    line: integer('line').notNull(),
    column: text('column'),
    reason: text('reason').$type<LineRefusal>().notNull(),
  },
  (t) => [index('import_refusal_job').on(t.jobId, t.id)],
);

/** Faults of one reason, column and value; empty texts stand for none. */
export const importRefusalGroup = sqliteTable(
  'import_refusal_group',
  {
    jobId: text('job_id')
      .notNull()
      .references(() => importJob.id),
    reason: text('reason').$type<LineRefusal>().notNull(),
    column: text('column').notNull(),
    /** The beginning of what stood there, of columns that hold no prose. */
    value: text('value').notNull(),
    lines: integer('lines').notNull(),
    firstLine: integer('first_line').notNull(),
  },
  (t) => [primaryKey({ columns: [t.jobId, t.reason, t.column, t.value] })],
);

/** What a sender said of a kind of files: by the mark of their headings or of their sheets. */
export const importMemory = sqliteTable(
  'import_memory',
  {
    caller: text('caller').notNull(),
    mark: text('mark').notNull(),
    said: text('said', { mode: 'json' }).$type<ImportCorrections>().notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caller, t.mark] })],
);
