/** The library of criteria. Versions are never changed: a decision refers to the one it relied on. */
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Citation } from '#shared/contract/criteria.ts';
import type { ReturnReason } from '#shared/ticket/reason.ts';

export const criterionVersion = sqliteTable(
  'criterion_version',
  {
    /** What events name. */
    id: integer('id').primaryKey({ autoIncrement: true }),
    criterion: integer('criterion').notNull(),
    /** From 1. */
    version: integer('version').notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    /** Null: every category. */
    category: text('category'),
    citation: text('citation', { mode: 'json' }).$type<Citation>().notNull(),
    reasonCodes: text('reason_codes', { mode: 'json' }).$type<ReturnReason[]>().notNull(),
    /** WIB days, YYYY-MM-DD; `validUntil` is the first on which it no longer holds. */
    validFrom: text('valid_from').notNull(),
    validUntil: text('valid_until'),
    assumed: integer('assumed', { mode: 'boolean' }).notNull(),
    /** Null: came with Tuntas. */
    writtenBy: text('written_by'),
    writtenAt: integer('written_at').notNull(),
  },
  (t) => [uniqueIndex('criterion_version_number').on(t.criterion, t.version)],
);

export type CriterionRow = typeof criterionVersion.$inferSelect;
