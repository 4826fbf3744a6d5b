/** The one city whose reports this database holds: one row, written at the first start. */
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CityFacts } from '#shared/city/facts.ts';

export const city = sqliteTable('city', {
  code: text('code').primaryKey(),
  facts: text('facts', { mode: 'json' }).$type<CityFacts>().notNull(),
  /** ms UTC */
  since: integer('since').notNull(),
});
