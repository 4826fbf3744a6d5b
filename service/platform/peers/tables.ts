/** The processes on this database, what each of them alone does, and what changed that others remember. */
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** One row for each process that lives. */
export const serviceProcess = sqliteTable('service_process', {
  /** Random at each start, and anew where it was taken for dead. */
  id: text('id').primaryKey(),
  /** It lives until then unless it says so again; ms UTC by the database's own clock. */
  until: integer('until').notNull(),
});

/** Work that one process does for all. It has a holder for as long as that process lives. */
export const lease = sqliteTable('lease', {
  name: text('name').primaryKey(),
  /** A {@link serviceProcess}; empty where it was given back. */
  holder: text('holder').notNull(),
  /** One more with each holder: what an earlier one still writes is told by it. */
  fence: integer('fence').notNull(),
});

/** Counts the changes of what processes keep at hand. Triggers count those of tables. */
export const revision = sqliteTable('revision', {
  subject: text('subject').primaryKey(),
  n: integer('n').notNull(),
});
