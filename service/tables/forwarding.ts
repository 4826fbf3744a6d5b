/** How often reports of a category went to an office: counted as they are passed on, so that nothing is counted on reading. */
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const forwarding = sqliteTable(
  'forwarding',
  {
    category: text('category').notNull(),
    /** Kelurahan, kecamatan or province in which the matter is: each report counts in all that are known. */
    area: text('area').notNull(),
    /** Empty for koordinasi, from whomever; for disposisi the office that handed it down. */
    sender: text('sender').notNull(),
    office: text('office').notNull(),
    /** WIB, YYYYMM. */
    month: integer('month').notNull(),
    sent: integer('sent').notNull(),
    /** Of those it received, how many it sent on to another office: it was not the one in charge. */
    passedOn: integer('passed_on').notNull(),
  },
  (t) => [primaryKey({ columns: [t.category, t.area, t.sender, t.office, t.month] })],
);
