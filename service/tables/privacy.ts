/** Traces that privacy needs: what is still to be removed from disk, who got a copy, how far retention has come. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Kept } from '#shared/rules/retention.ts';
import { ofTicket } from './ticket.ts';

/** Files of erased photos that still have to go: the database forgets first, the disk follows. */
export const photoRemoval = sqliteTable('photo_removal', { sha256: text('sha256').primaryKey() });

/** Copies of a reporter's data that were handed out. */
export const dataExport = sqliteTable(
  'data_export',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    ticketId: ofTicket(),
    /** Null: to the reporter, by the tracking secret. */
    officer: text('officer'),
    reason: text('reason'),
    at: integer('at').notNull(),
  },
  (t) => [index('data_export_ticket').on(t.ticketId)],
);

/** Up to which closed report the retention has been applied, for each kind of data. */
export const retentionMark = sqliteTable('retention_mark', {
  kept: text('kept').$type<Kept>().primaryKey(),
  closedAt: integer('closed_at').notNull(),
  ticketId: integer('ticket_id').notNull(),
});
