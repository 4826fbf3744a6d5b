/**
 * How much is due: range counts on an index, kept until an event in the caller's scope or until time alone
 * changes them. Callers of one unit share what was counted.
 */
import { createHash } from 'node:crypto';
import { and, gt, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { Counters } from '#shared/contract/queue.ts';
import type { Actor } from '#shared/contract/session.ts';
import { endOfWibDay, HOUR, toWibString } from '#shared/deadline/wib.ts';
import { event, ticket } from '../db/schema/ticket.ts';
import type { Services } from '../services.ts';
import { queueCondition } from './scope.ts';

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

export function openCounters(services: Pick<Services, 'db' | 'clock' | 'units'>): CounterCache {
  const kept = new Map<string, Kept>();
  return {
    async read(actor, newestSeq) {
      const key = `${actor.role} ${actor.unit?.code ?? ''}`;
      const now = services.clock.now();
      const before = kept.get(key);
      if (before && now < before.until && !(await touched(services, actor, before.seq, newestSeq))) {
        before.seq = newestSeq;
        return before;
      }
      const counters = await count(services, queueCondition(actor, services.units), now);
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
  { db, units }: Pick<Services, 'db' | 'units'>,
  actor: Actor,
  since: number,
  newest: number,
): Promise<boolean> {
  if (newest === since) return false;
  if (actor.role !== 'unit_admin' || !actor.unit) return true;
  const news = await db
    .select({ from: event.unitFrom, to: event.unitTo })
    .from(event)
    .where(gt(event.seq, since))
    .limit(NEWS);
  const own = units.withBelow(actor.unit.code);
  const isOwn = (code: string | null): boolean => code !== null && own.has(code);
  return news.length === NEWS || news.some(({ from, to }) => isOwn(from) || isOwn(to));
}

async function count({ db }: Pick<Services, 'db'>, scope: SQL | null, now: number): Promise<Counters> {
  if (!scope) return { overdue: 0, due1h: 0, dueToday: 0, waiting: 0, returned: 0, nextChangeAt: null };
  const midnight = endOfWibDay(now);
  const inAnHour = now + HOUR;
  const many = async (...range: (SQL | undefined)[]): Promise<number> => {
    const [row] = await db
      .select({ n: sql<number>`count(*)` })
      .from(ticket)
      .where(and(scope, ...range));
    return row?.n ?? 0;
  };
  const next = async (from: number): Promise<number | null> => {
    const [row] = await db
      .select({ due: sql<number | null>`min(${ticket.nextDueAt})` })
      .from(ticket)
      .where(and(scope, gte(ticket.nextDueAt, from)));
    return row?.due ?? null;
  };
  // In time = at or before the due instant, so what is due this very millisecond is not overdue yet.
  const [overdue, due1h, dueToday, all, returned, nextDue, nextHour] = await Promise.all([
    many(lt(ticket.nextDueAt, now)),
    many(gte(ticket.nextDueAt, now), lt(ticket.nextDueAt, inAnHour)),
    midnight > inAnHour ? many(gte(ticket.nextDueAt, inAnHour), lt(ticket.nextDueAt, midnight)) : 0,
    many(),
    many(sql`${ticket.status} = 'tl_ditolak'`),
    next(now),
    next(inAnHour),
  ]);
  return {
    overdue,
    due1h,
    dueToday,
    waiting: all - overdue - due1h - dueToday,
    returned,
    nextChangeAt: soonest([
      nextDue === null ? null : nextDue + 1,
      nextHour === null ? null : nextHour - HOUR + 1,
      // At midnight tomorrow's work becomes today's.
      all > 0 ? midnight : null,
    ]),
  };
}

function soonest(instants: readonly (number | null)[]): string | null {
  const known = instants.filter((at) => at !== null);
  return known.length > 0 ? toWibString(Math.min(...known)) : null;
}
