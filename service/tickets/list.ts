/** Search and filter over what the caller may see, newest first. */
import { and, desc, eq, gte, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '#shared/contract/session.ts';
import type { TicketFilter } from '#shared/contract/ticket.ts';
import { isNumberBeginning } from '#shared/ticket/number.ts';
import { endOfDay } from '#shared/time/zone.ts';
import type { Clock } from '../platform/clock.ts';
import { fromCursor, pageOf } from '../platform/http/cursor.ts';
import { toMatch } from '../tables/full-text.ts';
import { ticket } from '../tables/ticket.ts';
import type { TicketDeps } from './deps.ts';
import { visibilityCondition } from './queue/scope.ts';

const DEFAULT_LIMIT = 50;
const Place = z.tuple([z.number(), z.number()]);

/** What a list is read from; an export has its own reader. */
export interface ListNeeds extends Pick<TicketDeps, 'db' | 'units' | 'categories'> {
  clock: Clock;
}

/** JSON of a `TicketPage`. */
export async function listTickets(
  services: ListNeeds & Pick<TicketDeps, 'items'>,
  actor: Actor,
  filter: TicketFilter,
): Promise<string> {
  const { ids, next } = await findTickets(services, actor, filter);
  return `{"items":${await services.items.of(ids, actor)},"next":${JSON.stringify(next)}}`;
}

/** The reports of a page, all of which the actor may see. */
export async function findTickets(
  services: ListNeeds,
  actor: Actor,
  filter: TicketFilter,
): Promise<{ ids: number[]; next: string | null }> {
  const condition = ticketCondition(services, actor, filter);
  if (condition === null) return { ids: [], next: null };
  const limit = filter.limit ?? DEFAULT_LIMIT;
  const from = filter.cursor === undefined ? null : fromCursor(filter.cursor, Place);
  const rows = await services.db
    .select({ id: ticket.id, receivedAt: ticket.receivedAt })
    .from(ticket)
    .where(
      and(
        condition,
        from === null ? undefined : sql`(${ticket.receivedAt}, ${ticket.id}) < (${from[0]}, ${from[1]})`,
      ),
    )
    // What a text finds is little: sorting it costs less than walking all reports in order to meet it, and the
    // plus keeps SQLite from the latter.
    .orderBy(
      desc(filter.text === undefined ? ticket.receivedAt : sql`+${ticket.receivedAt}`),
      desc(ticket.id),
    )
    .limit(limit + 1);
  const { page, next } = pageOf(rows, limit, ({ receivedAt, id }) => [receivedAt, id]);
  return { ids: page.map(({ id }) => id), next };
}

/** Visibility and filters together, without the page; null for a caller who sees no report at all. */
export function ticketCondition(
  { clock, units, categories }: Pick<ListNeeds, 'clock' | 'units' | 'categories'>,
  actor: Actor,
  filter: TicketFilter,
): SQL | undefined | null {
  const visible = visibilityCondition(actor, units);
  if (visible === null) return null;
  return and(
    visible === true ? undefined : visible,
    filter.status && eq(ticket.status, filter.status),
    filter.unit === undefined ? undefined : inArray(ticket.unit, [...units.withBelow(filter.unit)]),
    filter.category === undefined
      ? undefined
      : eq(ticket.category, categories.find(filter.category)?.name ?? filter.category.trim()),
    filter.channel && eq(ticket.channel, filter.channel),
    filter.from === undefined ? undefined : gte(ticket.receivedAt, Date.parse(filter.from)),
    filter.to === undefined ? undefined : lt(ticket.receivedAt, Date.parse(filter.to)),
    filter.due && dueCondition(filter.due, clock.now()),
    filter.text === undefined ? undefined : textCondition(filter.text),
  );
}

/** The same cut as the counters: a due instant itself is in time, an unmet same-day target is today's work. */
function dueCondition(due: 'overdue' | 'today', now: number): SQL | undefined {
  if (due === 'overdue') return lt(ticket.nextDueAt, now);
  const midnight = endOfDay(now);
  return and(
    gte(ticket.nextDueAt, now),
    or(lte(ticket.nextDueAt, midnight), lte(ticket.sameDayDueAt, midnight)),
  );
}

/** A number or its beginning, or words of the description (each must occur, the last may be unfinished). */
function textCondition(text: string): SQL | undefined {
  const asNumber = text.toUpperCase();
  if (isNumberBeginning(asNumber)) {
    return and(gte(ticket.number, asNumber), lt(ticket.number, `${asNumber}:`));
  }
  const query = toMatch(text);
  if (query === null) return sql`0`;
  return sql`${ticket.id} in (
    select rowid from ticket_search where ticket_search match ${query}
    union all select id from ticket where external_number = ${text})`;
}
