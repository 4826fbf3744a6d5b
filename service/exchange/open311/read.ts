/**
 * Which reports a caller may read. Without a key lists hold those that are not private, as the public knows them; with
 * one those that its own system filed, whole. By its number anybody may follow any, as on the page of tracking.
 */
import { and, between, desc, eq, inArray, not, or, type SQL, sql } from 'drizzle-orm';
import { hasEnded, type TicketRow, ticket } from '../../tables/ticket.ts';
import { type Caller, may, type Open311Deps } from './caller.ts';
import { categoriesIn, isOpenWanted, numbersIn, pageOf, periodsOf, type RequestsQuery } from './query.ts';

/** Written as the partial indexes have it: with a parameter SQLite would not know them by it. */
const IS_PUBLIC = sql`${ticket.private} = 0`;

export function isOwn(row: Pick<TicketRow, 'filedBy'>, caller: Caller | null): boolean {
  return caller !== null && may(caller, 'tickets:read') && row.filedBy === caller.actor.id;
}

/** What a request is made of, and no more: a page may hold a thousand. */
const SHOWN = {
  id: ticket.id,
  number: ticket.number,
  status: ticket.status,
  mergedInto: ticket.mergedInto,
  unit: ticket.unit,
  category: ticket.category,
  kelurahan: ticket.kelurahan,
  lat: ticket.lat,
  lon: ticket.lon,
  receivedAt: ticket.receivedAt,
  steppedAt: ticket.steppedAt,
  clocks: ticket.clocks,
  filedBy: ticket.filedBy,
};
export type ShownRow = Pick<TicketRow, keyof typeof SHOWN>;

/** Newest first: by receipt, or where updates are asked for by the last of them. */
export async function findRequests(
  { db, clock, categories }: Pick<Open311Deps, 'db' | 'clock' | 'categories'>,
  query: RequestsQuery,
  caller: Caller | null,
): Promise<ShownRow[]> {
  const numbers = numbersIn(query);
  if (numbers !== null) {
    // Few, and each by its own number: the newest first as everywhere.
    return db
      .select(SHOWN)
      .from(ticket)
      .where(inArray(ticket.number, numbers))
      .orderBy(desc(ticket.receivedAt), desc(ticket.id));
  }
  const { received, updated } = periodsOf(query, clock.now());
  const named = categoriesIn(query, { categories });
  const open = isOpenWanted(query);
  const { limit, offset } = pageOf(query);
  return db
    .select(SHOWN)
    .from(ticket)
    .where(
      and(
        ownOf(caller) ?? IS_PUBLIC,
        received && between(ticket.receivedAt, received.from, received.to),
        updated && between(ticket.steppedAt, updated.from, updated.to),
        named === null ? undefined : inArray(ticket.category, named),
        open === null ? undefined : open ? not(hasEnded(ticket)) : hasEnded(ticket),
      ),
    )
    .orderBy(desc(updated ? ticket.steppedAt : ticket.receivedAt), desc(ticket.id))
    .limit(limit)
    .offset(offset);
}

/** Of these numbers those that the caller may hear of. */
export async function namedOf(
  { db }: Pick<Open311Deps, 'db'>,
  numbers: readonly string[],
  caller: Caller | null,
): Promise<ReadonlySet<string>> {
  if (numbers.length === 0) return new Set();
  const mayBeNamed = and(inArray(ticket.number, [...numbers]), or(IS_PUBLIC, ownOf(caller)));
  const rows = await db.select({ number: ticket.number }).from(ticket).where(mayBeNamed);
  return new Set(rows.map(({ number }) => number));
}

function ownOf(caller: Caller | null): SQL | undefined {
  return caller !== null && may(caller, 'tickets:read') ? eq(ticket.filedBy, caller.actor.id) : undefined;
}
