/**
 * A period's reports, each folded from its log by a reader of its own and kept: what is asked again, or
 * a moment later, costs only what has happened since. Runs in the performance process, never beside the service's calls.
 */
import { and, asc, between, desc, eq, gt, gte, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { type Course, courseOf, happenedBy, type LoggedEvent } from '#shared/performance/course.ts';
import { isOpen, STATUSES } from '#shared/ticket/status.ts';
import type { Db } from '../../platform/db/database.ts';
import { event, ticket } from '../../tables/ticket.ts';

export type FoldedReports = ReturnType<typeof openFoldedReports>;

interface Period {
  from: number;
  asOf: number;
  /** By the report's row id. */
  courses: Map<number, Course>;
  /** Everything up to this event is in them; 0 = nothing yet. */
  seq: number;
}

const OPEN = STATUSES.filter((status) => isOpen({ status }));
const ENDED = STATUSES.filter((status) => !isOpen({ status }));

/** Reports read in one statement. */
const AT_ONCE = 400;
/** A month of Jakarta is some 20,000; a thousand of them are about a megabyte. */
const KEPT_COURSES = 200_000;

export function openFoldedReports(db: Db) {
  /** The one asked for last comes last. */
  const periods = new Map<string, Period>();

  return {
    /** As they stood at `asOf` (ms UTC), or as they stand (null): every report that figures since `from` can be about. */
    async of(from: number, asOf: number | null) {
      const key = `${from} ${asOf}`;
      const known = periods.get(key);
      const period = known ?? { from, asOf: asOf ?? Number.MAX_SAFE_INTEGER, courses: new Map(), seq: 0 };
      // Read before the reports: what happens meanwhile is read again the next time.
      const newest = await newestSeq(db);
      const ids = known ? await touchedSince(db, period) : await concerned(db, period);
      for (let i = 0; i < ids.length; i += AT_ONCE) {
        await fold(db, period, ids.slice(i, i + AT_ONCE));
      }
      period.seq = newest;
      periods.delete(key);
      periods.set(key, period);
      forgetOldest(periods);
      return period.courses.values();
    },
  };
}

function forgetOldest(periods: Map<string, Period>): void {
  let size = [...periods.values()].reduce((sum, { courses }) => sum + courses.size, 0);
  for (const [key, { courses }] of periods) {
    if (size <= KEPT_COURSES || periods.size === 1) return;
    periods.delete(key);
    size -= courses.size;
  }
}

async function newestSeq(db: Db): Promise<number> {
  const [row] = await db.select({ seq: event.seq }).from(event).orderBy(desc(event.seq)).limit(1);
  return row?.seq ?? 0;
}

/** In Jakarta's log one status holds few reports that are open, and all closed ones lie by when they closed. */
async function concerned(db: Db, { from, asOf }: Period): Promise<number[]> {
  const received = lte(ticket.receivedAt, asOf);
  const found = await Promise.all([
    db
      .select({ id: ticket.id })
      .from(ticket)
      .where(and(gte(ticket.closedAt, from), received)),
    db
      .select({ id: ticket.id })
      .from(ticket)
      .where(and(inArray(ticket.status, OPEN), isNull(ticket.closedAt), received)),
    // Ended in another system that does not tell when: they count as received.
    db
      .select({ id: ticket.id })
      .from(ticket)
      .where(
        and(inArray(ticket.status, ENDED), isNull(ticket.closedAt), between(ticket.receivedAt, from, asOf)),
      ),
    // Open at that instant, and told later by another system to have been closed long before.
    db
      .select({ id: event.ticketId })
      .from(event)
      .where(and(sql`${event.action} = 'impor' and ${event.version} > 1`, gt(event.at, asOf))),
    // Closed long before, and rated only now.
    db
      .select({ id: event.ticketId })
      .from(event)
      // Written as the partial index has it, so that the planner takes it.
      .where(and(sql`${event.action} = 'nilai'`, between(event.at, from, asOf))),
  ]);
  return [...new Set(found.flat().map(({ id }) => id))];
}

async function touchedSince(db: Db, { seq, asOf }: Period): Promise<number[]> {
  // Not `distinct`: for that the planner would walk all there ever was in another index's order.
  const rows = await db
    .select({ id: event.ticketId })
    .from(event)
    .where(and(gt(event.seq, seq), countsBy(asOf)));
  return [...new Set(rows.map(({ id }) => id))];
}

/** What another system told later may have happened there before. */
function countsBy(asOf: number): SQL | undefined {
  return or(lte(event.at, asOf), eq(event.action, 'impor'));
}

/** Asked of the course, not of the row: one kept and one read anew come to the same. */
function figures(course: Course, from: number): boolean {
  const { closedAt, receivedAt, rating } = course;
  return isOpen(course) || (closedAt ?? receivedAt) >= from || (rating !== null && rating.at >= from);
}

async function fold(db: Db, { from, asOf, courses }: Period, ids: readonly number[]): Promise<void> {
  const rows = await db
    .select({
      id: event.ticketId,
      number: ticket.number,
      at: event.at,
      action: event.action,
      to: event.to,
      unitTo: event.unitTo,
      data: event.data,
    })
    .from(event)
    .innerJoin(ticket, eq(ticket.id, event.ticketId))
    .where(and(inArray(event.ticketId, [...ids]), countsBy(asOf)))
    .orderBy(asc(event.ticketId), asc(event.version));
  const logs = new Map<number, { number: string; events: LoggedEvent[] }>();
  for (const { id, number, at, action, to, unitTo, data } of rows) {
    const log = logs.get(id) ?? { number, events: [] };
    const { reasonCodes, stars, madeAt, foreign, number: other, row: set = {} } = data;
    const { followedUpAt } = foreign ?? {};
    const mergedFrom = action === 'nilai' ? other : undefined;
    const said = { reasonCodes, stars, mergedFrom, madeAt, followedUpAt, set };
    log.events.push({ at, action, to, unitTo, ...said });
    logs.set(id, log);
  }
  for (const [id, { number, events }] of logs) {
    const course = courseOf(number, happenedBy(events, asOf));
    if (course && figures(course, from)) courses.set(id, course);
    else courses.delete(id);
  }
}
