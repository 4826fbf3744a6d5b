/** Duty rosters: every version as it was written, and the newest one's periods to ask by officer and time. */
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { ofOfficer } from './account.ts';

/** `validators`, or `unit/` and the code of an office. */
export type RosterName = 'validators' | `unit/${string}`;

export interface PlannedDuty {
  /** Account id. */
  officer: string;
  /** ms UTC; over at `until`. */
  from: number;
  until: number;
}

/** Rows are only ever added: triggers refuse anything else. */
export const dutyVersion = sqliteTable(
  'duty_version',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    roster: text('roster').$type<RosterName>().notNull(),
    /** From 1. */
    version: integer('version').notNull(),
    periods: text('periods', { mode: 'json' }).$type<PlannedDuty[]>().notNull(),
    setAt: integer('set_at').notNull(),
    setBy: text('set_by').notNull(),
  },
  (t) => [uniqueIndex('duty_version_number').on(t.roster, t.version)],
);
export type DutyVersionRow = typeof dutyVersion.$inferSelect;

/** Whose turn it was: one row for each report that was proposed. The number says the order, and nobody gets it twice. */
export const dutyTurn = sqliteTable(
  'duty_turn',
  {
    n: integer('n').primaryKey(),
    officer: ofOfficer(),
  },
  (t) => [index('duty_turn_officer').on(t.officer, t.n)],
);

/** The newest version's periods, written with it. */
export const dutyPeriod = sqliteTable(
  'duty_period',
  {
    roster: text('roster').$type<RosterName>().notNull(),
    officer: ofOfficer(),
    from: integer('from_at').notNull(),
    until: integer('until_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.roster, t.officer, t.from] }),
    index('duty_period_officer').on(t.officer, t.until),
    index('duty_period_roster').on(t.roster, t.until),
  ],
);
