/**
 * How much is due: range counts on an index, kept until an event in the caller's scope or until time alone
 * changes them. Callers of one unit share what was counted.
 */
import { createHash } from 'node:crypto';
import { and, eq, gt, gte, lt, lte, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Counters } from '#shared/contract/queue.ts';
import { type Actor, grantsOf, hasRole } from '#shared/contract/session.ts';
import { urgencyOf } from '#shared/deadline/urgency.ts';
import { endOfDay, HOUR, toTimestamp } from '#shared/time/zone.ts';
import type { Db } from '../../platform/db/database.ts';
import { event, ticket } from '../../tables/ticket.ts';
import type { TicketDeps } from '../deps.ts';
import { ownVisits, queueCondition, scopeKey, setAside } from './scope.ts';

interface Kept {
  counters: Counters;
  etag: string;
  seq: number;
  /** ms UTC; Infinity when nothing is due. */
  until: number;
}

export interface CounterCache {
  read(actor: Actor, newestSeq: number): Promise<{ counters: Counters; etag: string }>;
}

/** Scopes kept at hand: one a unit and role, so a city's worth fits many times. */
const KEPT_SCOPES = 2_000;

export function openCounters(services: Pick<TicketDeps, 'db' | 'clock' | 'units'>): CounterCache {
  const kept = new Map<string, Kept>();
  return {
    async read(actor, newestSeq) {
      const key = scopeKey(actor);
      const now = services.clock.now();
      const before = kept.get(key);
      if (before && now < before.until && !(await touched(services, actor, before.seq, newestSeq))) {
        before.seq = newestSeq;
        return before;
      }
      const counters = await count(services, actor, now);
      const etag = `"${createHash('sha256').update(JSON.stringify(counters)).digest('base64url').slice(0, 22)}"`;
      if (kept.size >= KEPT_SCOPES) kept.clear();
      const until =
        counters.nextChangeAt === null ? Number.POSITIVE_INFINITY : Date.parse(counters.nextChangeAt);
      const fresh = { counters, etag, seq: newestSeq, until };
      kept.set(key, fresh);
      return fresh;
    },
  };
}

/** More news than this is not read through: counting anew is cheaper. */
const NEWS = 500;

/** Has anything happened to this caller's queue since? Other offices' events leave an office's counts alone. */
async function touched(
  { db, units }: Pick<TicketDeps, 'db' | 'units'>,
  actor: Actor,
  since: number,
  newest: number,
): Promise<boolean> {
  if (newest === since) return false;
  // A field validator's work is what was asked of them, wherever it lies: no office's events tell of it.
  if (hasRole(actor, 'validator', 'supervisor', 'channel_admin', 'field_validator')) return true;
  const news = await db
    .select({ from: event.unitFrom, to: event.unitTo })
    .from(event)
    .where(gt(event.seq, since))
    .limit(NEWS);
  const own = grantsOf(actor).flatMap(({ unit }) => (unit ? [units.withBelow(unit.code)] : []));
  const isOwn = (code: string | null): boolean => code !== null && own.some((codes) => codes.has(code));
  return news.length === NEWS || news.some(({ from, to }) => isOwn(from) || isOwn(to));
}

const Count = z.number().int();
const Due = z.number().int().nullable();
/** JSON, one a report: next due, same-day target, held until. */
const SetAside = z.string().transform((text) => z.array(z.tuple([Due, Due, Due])).parse(JSON.parse(text)));
const Row = z.tuple([Count, Count, Count, Count, Count, Count, Due, Due, SetAside, SetAside]);

const NOTHING: Counters = {
  overdue: 0,
  due1h: 0,
  dueToday: 0,
  waiting: 0,
  postponed: 0,
  atField: 0,
  returned: 0,
  nextChangeAt: null,
};

async function count(
  { db, units }: Pick<TicketDeps, 'db' | 'units'>,
  actor: Actor,
  now: number,
): Promise<Counters> {
  const scope = queueCondition(actor, units);
  return scope ? countDue(db, scope, now, ownVisits(actor, units)) : NOTHING;
}

/** How much of a scope is due: for everybody who shows it, so that no two places count otherwise. `now`: ms. */
export async function countDue(
  db: Db,
  scope: SQL,
  now: number,
  visits: SQL | null = null,
): Promise<Counters> {
  const midnight = endOfDay(now);
  const inAnHour = now + HOUR;
  const due = ticket.nextDueAt;
  const from = (...range: (SQL | undefined)[]) => sql`from ${ticket} where ${and(scope, ...range)}`;
  const many = (...range: (SQL | undefined)[]) => sql<number>`(select count(*) ${from(...range)})`;
  const first = (range: SQL) => sql<number | null>`(select min(${due}) ${from(range)})`;
  // Only a validator has same-day targets, and few: the plus keeps SQLite on their own small index.
  const isToday = and(eq(ticket.desk, 'validator'), lte(ticket.sameDayDueAt, midnight));
  // Few are set aside, and counting ranges without them would read every row: they are taken off one by one. By their
  // own list: the planner would rather walk a whole desk.
  const aside = setAside(now, visits);
  const rowsOf = (which: SQL) =>
    sql<string>`(select json_group_array(json_array(${due}, ${ticket.sameDayDueAt}, ${ticket.heldUntil}))
      from ${ticket} not indexed where ${and(scope, which)})`;
  const waitsByClock = sql`+${due} > ${Math.max(inAnHour, midnight)}`;
  // One statement: counts taken one after another would not add up while others decide.
  // In time = at or before the due instant, so what is due this very millisecond is not overdue yet.
  const [row] = await db.values(sql`select
    ${many(lt(due, now))},
    ${many(gte(due, now), lte(due, inAnHour))},
    ${many(gt(due, inAnHour), lte(due, midnight))},
    ${many(waitsByClock, isToday)},
    ${many()},
    ${many(sql`${ticket.status} = 'tl_ditolak'`)},
    ${first(gte(due, now))},
    ${first(gt(due, inAnHour))},
    ${rowsOf(aside.postponed)},
    ${rowsOf(aside.atField)}`);
  const [overdue, due1h, today, sameDay, all, returned, nextDue, nextHour, postponed, atField] =
    Row.parse(row);
  // A same-day target makes today's work of what its other clocks would let wait, and never more than that.
  const dueToday = today + sameDay;
  const counted = { overdue, due1h, dueToday, waiting: all - overdue - due1h - dueToday };
  for (const [nextDueAt, sameDayDueAt] of [...postponed, ...atField]) {
    counted[urgencyOf({ nextDueAt, sameDayDueAt }, now)]--;
  }
  return {
    ...counted,
    postponed: postponed.length,
    atField: atField.length,
    returned,
    nextChangeAt: soonest([
      ...postponed.map(([, , heldUntil]) => heldUntil),
      nextDue === null ? null : nextDue + 1,
      nextHour === null ? null : nextHour - HOUR,
      // At midnight tomorrow's work becomes today's.
      all > 0 ? midnight : null,
    ]),
  };
}

function soonest(instants: readonly (number | null)[]): string | null {
  const known = instants.filter((at) => at !== null);
  return known.length > 0 ? toTimestamp(Math.min(...known)) : null;
}
