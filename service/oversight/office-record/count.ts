/**
 * Counts what offices do by day, from the log: reads on after the event it came to last, and writes what the reports
 * concerned add now beside where it has come to, in one batch. Interrupted anywhere, nothing is counted twice.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, between, eq, inArray, lt, lte, sql } from 'drizzle-orm';
import { additionsOf, changeOf, RECORDED, type RecordedEvent } from '#shared/performance/office-record.ts';
import { civilDate, DAY } from '#shared/time/zone.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { officeDay, officeDayRead } from '../../tables/office-record.ts';
import { event } from '../../tables/ticket.ts';
import { newestSeq } from '../../tickets/queue/feed.ts';

/** Days that are kept: somewhat more than are asked for. */
const KEPT_DAYS = 100;
/** Events looked through in one step, and steps in one run: others have their turn between them. */
const WINDOW = 400;
const MOST_STEPS = 500;
const POSITION = 1;

export interface OfficeCounts {
  /** Reads on to the log's end, or as far as one run goes. */
  advance(): Promise<void>;
  /** Up to which event they are counted. */
  position(): Promise<number>;
}

export function openOfficeCounts({ db, clock }: { db: Db; clock: Clock }): OfficeCounts {
  const read = db
    .select({ seq: officeDayRead.seq })
    .from(officeDayRead)
    .where(eq(officeDayRead.id, POSITION))
    .prepare();
  const position = async (): Promise<number> => (await read.get())?.seq ?? 0;
  return {
    position,
    async advance() {
      const oldest = civilDate(clock.now() - KEPT_DAYS * DAY);
      const newest = await newestSeq({ db });
      let from = await position();
      for (let step = 0; step < MOST_STEPS && from < newest; step++) {
        const to = Math.min(newest, from + WINDOW);
        await count(db, from, to, oldest);
        from = to;
        await nextTurn();
      }
      await db.delete(officeDay).where(lt(officeDay.day, oldest));
    },
  };
}

/** Throws where another process has counted meanwhile; the next run goes on from there. */
async function count(db: Db, from: number, to: number, oldest: string): Promise<void> {
  const changes = (await changesIn(db, from, to)).filter(({ day }) => day >= oldest);
  const moved = db
    .insert(officeDayRead)
    .values({ id: POSITION, seq: to })
    .onConflictDoUpdate({
      target: officeDayRead.id,
      // Not null: a batch that begins elsewhere than where the last one ended fails as a whole.
      set: { seq: sql`case when ${officeDayRead.seq} = ${from} then ${to} end` },
    });
  const counted = changes.map((change) =>
    db
      .insert(officeDay)
      .values(change)
      .onConflictDoUpdate({
        target: [officeDay.unit, officeDay.day, officeDay.what],
        set: { count: sql`${officeDay.count} + ${change.count}` },
      }),
  );
  await db.batch([moved, ...counted]);
}

async function changesIn(db: Db, from: number, to: number) {
  const recorded = inArray(event.action, [...RECORDED]);
  const news = await db
    .select({ ticketId: event.ticketId })
    .from(event)
    .where(and(between(event.seq, from + 1, to), recorded));
  const ids = [...new Set(news.map(({ ticketId }) => ticketId))];
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      seq: event.seq,
      ticketId: event.ticketId,
      at: event.at,
      action: event.action,
      unit: event.unitTo,
      data: event.data,
    })
    .from(event)
    .where(
      and(
        sql`${event.ticketId} in (select value from json_each(${JSON.stringify(ids)}))`,
        lte(event.seq, to),
        recorded,
      ),
    )
    .orderBy(asc(event.ticketId), asc(event.version));
  const logs = new Map<number, { seq: number; event: RecordedEvent }[]>();
  for (const { seq, ticketId, at, action, unit, data } of rows) {
    const { verdict, findings, reasonCodes, finding, stars, number, row } = data;
    const recordedEvent = { at, action, unit, verdict, findings, reasonCodes, finding, stars, number };
    const log = logs.get(ticketId) ?? [];
    log.push({ seq, event: { ...recordedEvent, mergedInto: row?.mergedInto } });
    logs.set(ticketId, log);
  }
  return [...logs.values()].flatMap((log) =>
    changeOf(
      additionsOf(log.filter(({ seq }) => seq <= from).map(({ event }) => event)),
      additionsOf(log.map(({ event }) => event)),
    ),
  );
}
