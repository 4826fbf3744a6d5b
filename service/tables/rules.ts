/** Rules as dated data: policies, the calendar as it was known, the recomputations they call for, and criteria. */
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Citation } from '#shared/contract/criteria.ts';
import type { DayKind } from '#shared/deadline/calendar.ts';
import type { ClockPolicy } from '#shared/rules/clocks.ts';
import type { EvidenceThresholds } from '#shared/rules/evidence.ts';
import { PERFORMANCE_POLICY, type PerformancePolicy } from '#shared/rules/performance.ts';
import { RETENTION_POLICY, type RetentionPolicy } from '#shared/rules/retention.ts';
import type { ReturnReason } from '#shared/ticket/reason.ts';
import { unit } from './unit.ts';

/** Never changed, never deleted: a newer one takes its place from its instant on. */
export const policy = sqliteTable(
  'policy',
  {
    version: integer('version').primaryKey({ autoIncrement: true }),
    effectiveFrom: integer('effective_from').notNull(),
    recompute: integer('recompute', { mode: 'boolean' }).notNull(),
    clocks: text('clocks', { mode: 'json' }).$type<ClockPolicy>().notNull(),
    evidence: text('evidence', { mode: 'json' }).$type<EvidenceThresholds>().notNull(),
    /** The defaults are what held for policies older than these columns. */
    retention: text('retention', { mode: 'json' })
      .$type<RetentionPolicy>()
      .notNull()
      .default(RETENTION_POLICY),
    performance: text('performance', { mode: 'json' })
      .$type<PerformancePolicy>()
      .notNull()
      .default(PERFORMANCE_POLICY),
    reason: text('reason').notNull(),
    setAt: integer('set_at').notNull(),
    /** Null for the one Tuntas starts with. */
    setBy: text('set_by'),
  },
  (t) => [index('policy_effective').on(t.effectiveFrom, t.version)],
);
export type PolicyRow = typeof policy.$inferSelect;

/** What was ever entered for a date; the newest entry counts. `kind` null took the one before away. */
export const calendarDay = sqliteTable(
  'calendar_day',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** `2025-04-02`, a day of the city. */
    date: text('date').notNull(),
    kind: text('kind').$type<DayKind>(),
    name: text('name').notNull(),
    /** The decree, or the package that computed it. */
    source: text('source').notNull(),
    /** ms UTC; 0 for what a database starts with. */
    knownFrom: integer('known_from').notNull(),
    setBy: text('set_by'),
  },
  (t) => [index('calendar_day_date').on(t.date, t.id)],
);
export type CalendarRow = typeof calendarDay.$inferSelect;

/** A walk over the open reports, whose running clocks a change may move. It goes on where it stopped. */
export const clockSweep = sqliteTable('clock_sweep', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  cause: text('cause').$type<'policy' | 'calendar'>().notNull(),
  /** Not before this instant (ms UTC). */
  dueAt: integer('due_at').notNull(),
  /** Reports up to this id are done. */
  afterId: integer('after_id').notNull(),
  moved: integer('moved').notNull(),
  doneAt: integer('done_at'),
});

/** What citizens report. A name stays for good: reports are kept under it. */
export const category = sqliteTable('category', {
  /** Its name as an address has it. */
  code: text('code').primaryKey(),
  name: text('name').notNull().unique(),
  /** What other systems call it besides. */
  aliases: text('aliases', { mode: 'json' }).$type<string[]>().notNull(),
  /** The office usually in charge; null where it is the kelurahan itself. */
  office: text('office').references(() => unit.code),
  /** Days, YYYY-MM-DD; `validUntil` is the first on which it takes no more reports. Null: always, and for good. */
  validFrom: text('valid_from'),
  validUntil: text('valid_until'),
  /** Null: came with Tuntas. */
  setBy: text('set_by'),
  setAt: integer('set_at').notNull(),
});
export type CategoryRow = typeof category.$inferSelect;

/** The library of criteria. Versions are never changed: a decision refers to the one it relied on. */
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
    /** Days, YYYY-MM-DD; `validUntil` is the first on which it no longer holds. */
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
