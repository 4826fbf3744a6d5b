/** What the database holds about each report, read in batches that are one moment each. */
import { asc, eq, getTableColumns, gt, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../platform/db/database.ts';
import { type PhotoRow, photo, photoReading } from '../../tables/evidence.ts';
import { type EventRow, event, type TicketRow, ticket, ticketHeld, ticketText } from '../../tables/ticket.ts';

/** JSON as it lies there: what was tampered with need not be JSON any more. */
export type RawEvent = Omit<EventRow, 'data'> & { data: string };
type StoredPhoto = Pick<PhotoRow, 'id' | 'ticketId' | 'kind' | 'sha256' | 'factsSalt' | 'erasedAt'> & {
  facts: string;
  /** It is still being read: what it is taken for may not be on record yet. */
  isUnread: boolean;
};

export interface StoredReport {
  row: Omit<TicketRow, 'clocks' | 'verdict'> & { clocks: string; verdict: string | null };
  /** By version. */
  events: RawEvent[];
  texts: (typeof ticketText.$inferSelect)[];
  photos: StoredPhoto[];
  heldBy: string[];
}

const BATCH = 100;

/** Every report in the order of its id. */
export async function* readStoredReports(db: Db): AsyncGenerator<StoredReport> {
  for (let after = 0; ; ) {
    const batch = await readBatch(db, after);
    for (const report of batch) {
      after = report.row.id;
      yield report;
    }
    if (batch.length < BATCH) return;
  }
}

async function readBatch(db: Db, after: number): Promise<StoredReport[]> {
  const these = db
    .select({ id: ticket.id })
    .from(ticket)
    .where(gt(ticket.id, after))
    .orderBy(asc(ticket.id))
    .limit(BATCH);
  const ofThese = (column: SQLiteColumn) => sql`${column} in (${these})`;
  const [tickets, events, texts, photos, held] = await db.batch([
    db
      .select({
        ...getTableColumns(ticket),
        clocks: sql<string>`${ticket.clocks}`,
        verdict: sql<string | null>`${ticket.verdict}`,
      })
      .from(ticket)
      .where(ofThese(ticket.id))
      .orderBy(asc(ticket.id)),
    db
      .select({ ...getTableColumns(event), data: sql<string>`${event.data}` })
      .from(event)
      .where(ofThese(event.ticketId))
      .orderBy(asc(event.ticketId), asc(event.version)),
    db.select().from(ticketText).where(ofThese(ticketText.ticketId)),
    db
      .select({
        id: photo.id,
        ticketId: photo.ticketId,
        kind: photo.kind,
        sha256: photo.sha256,
        facts: sql<string>`${photo.facts}`,
        factsSalt: photo.factsSalt,
        erasedAt: photo.erasedAt,
        // The service puts each off by a minute at most: it is read soon, or nobody means to.
        isUnread: sql<boolean>`coalesce(${photoReading.dueAt} < (unixepoch() + 120) * 1000, 0)`.mapWith(
          Boolean,
        ),
      })
      .from(photo)
      .leftJoin(photoReading, eq(photoReading.photoId, photo.id))
      .where(ofThese(photo.ticketId)),
    db.select().from(ticketHeld).where(ofThese(ticketHeld.ticketId)),
  ]);
  const eventsOf = byTicket(events);
  const textsOf = byTicket(texts);
  const photosOf = byTicket(photos);
  const heldOf = byTicket(held);
  return tickets.map((row) => ({
    row,
    events: eventsOf(row.id),
    texts: textsOf(row.id),
    photos: photosOf(row.id),
    heldBy: heldOf(row.id).map(({ unit }) => unit),
  }));
}

function byTicket<R extends { ticketId: number }>(rows: readonly R[]): (id: number) => R[] {
  const groups = new Map<number, R[]>();
  for (const row of rows) {
    const group = groups.get(row.ticketId);
    if (group) group.push(row);
    else groups.set(row.ticketId, [row]);
  }
  return (id) => groups.get(id) ?? [];
}
