/** Offices: kelurahan, kecamatan, cities, dinas and their suku dinas. */
import { type AnySQLiteColumn, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { UNIT_KINDS } from '#shared/contract/units.ts';

export type UnitKind = (typeof UNIT_KINDS)[number];

export const unit = sqliteTable(
  'unit',
  {
    /** Official Kemendagri code (31.74.03.1002) or a word of ours (dinas-bina-marga). */
    code: text('code').primaryKey(),
    name: text('name').notNull(),
    kind: text('kind').$type<UnitKind>().notNull(),
    parent: text('parent').references((): AnySQLiteColumn => unit.code),
    /** ms UTC; since then it takes no reports. */
    closedAt: integer('closed_at'),
  },
  (t) => [index('unit_parent').on(t.parent)],
);

export type UnitRow = typeof unit.$inferSelect;
export type NewUnitRow = typeof unit.$inferInsert;
