/** Calls that carried an `Idempotency-Key`, and what they were answered. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const idempotentCall = sqliteTable(
  'idempotent_call',
  {
    caller: text('caller').notNull(),
    /** HMAC-SHA-256 of the caller's key. */
    key: text('key').notNull(),
    /** hex SHA-256 over method, path, fields and the hash of each file. */
    fingerprint: text('fingerprint').notNull(),
    /** Null while the call is still running. */
    status: integer('status'),
    /** The report it changed: written in the same batch as the change. */
    ticketId: integer('ticket_id'),
    /** The answer's body, encrypted; null for the moment between the change and its answer. */
    body: text('body'),
    createdAt: integer('created_at').notNull(),
    /** The process that answers it; null from before there were several. */
    holder: text('holder'),
  },
  (t) => [primaryKey({ columns: [t.caller, t.key] }), index('idempotent_call_created').on(t.createdAt)],
);
