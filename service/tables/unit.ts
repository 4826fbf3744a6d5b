/**
 * Offices: kelurahan, kecamatan, cities, dinas and their suku dinas; and where each kelurahan lies, as the operator
 * loaded it. The boxes of its pieces are in the R*Tree `boundary_box`, by the same id.
 */
import { type AnySQLiteColumn, blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
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
    /** What others call it besides; null = never set. */
    aliases: text('aliases', { mode: 'json' }).$type<string[]>(),
  },
  (t) => [index('unit_parent').on(t.parent)],
);

export type UnitRow = typeof unit.$inferSelect;
export type NewUnitRow = typeof unit.$inferInsert;

/** Every load there was; the newest is the one in force. */
export const boundaryLoad = sqliteTable('boundary_load', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  /** Who published the file, and the day (YYYY-MM-DD) whose boundaries it shows. */
  source: text('source').notNull(),
  dated: text('dated').notNull(),
  /** hex, of the file as it was read. */
  sha256: text('sha256').notNull(),
  kelurahan: integer('kelurahan').notNull(),
  at: integer('at').notNull(),
});

/** One piece of a kelurahan: islands have many. */
export const boundary = sqliteTable('boundary', {
  id: integer('id').primaryKey(),
  kelurahan: text('kelurahan')
    .notNull()
    .references(() => unit.code),
  /** How many points each ring has: the outer one first, then its holes. */
  rings: text('rings', { mode: 'json' }).$type<number[]>().notNull(),
  /** All rings one after another: longitude and latitude as little-endian doubles. */
  points: blob('points', { mode: 'buffer' }).notNull(),
});
