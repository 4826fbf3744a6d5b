/** What offices did, counted by day from the log, so that nothing is counted on reading. */
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Counted } from '#shared/performance/office-record.ts';

export const officeDay = sqliteTable(
  'office_day',
  {
    unit: text('unit').notNull(),
    /** YYYY-MM-DD, the city's. */
    day: text('day').notNull(),
    what: text('what').$type<Counted>().notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.unit, t.day, t.what] })],
);

/** One row: up to which event of the log the days are counted. */
export const officeDayRead = sqliteTable('office_day_read', {
  id: integer('id').primaryKey(),
  seq: integer('seq').notNull(),
});
