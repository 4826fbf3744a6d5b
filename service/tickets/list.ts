/** Search and filter over what the caller may see, newest first. */
import { and, between, desc, eq, gte, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Box, Near } from '#shared/contract/place.ts';
import type { Actor } from '#shared/contract/session.ts';
import type { TicketFeatures, TicketFilter, TicketPage } from '#shared/contract/ticket.ts';
import { isNumberBeginning } from '#shared/ticket/number.ts';
import { endOfDay } from '#shared/time/zone.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db/database.ts';
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
  const few = await fewIn(boxOf(filter), services.db);
  const isLittle = filter.text !== undefined || few !== undefined;
  const rows = await services.db
    .select({ id: ticket.id, receivedAt: ticket.receivedAt })
    .from(ticket)
    .where(
      and(
        condition,
        few,
        from === null ? undefined : sql`(${ticket.receivedAt}, ${ticket.id}) < (${from[0]}, ${from[1]})`,
      ),
    )
    // What a text or a small place finds is little: sorting it costs less than walking all reports in order to meet
    // it, and the plus keeps SQLite from the latter.
    .orderBy(desc(isLittle ? sql`+${ticket.receivedAt}` : ticket.receivedAt), desc(ticket.id))
    .limit(limit + 1);
  const { page, next } = pageOf(rows, limit, ({ receivedAt, id }) => [receivedAt, id]);
  return { ids: page.map(({ id }) => id), next };
}

/** The page as GeoJSON; JSON of `TicketFeatures`. */
export function featuresOf(page: string): string {
  const { items, next } = JSON.parse(page) as TicketPage;
  const features: TicketFeatures['features'] = items.map((item) => ({
    type: 'Feature',
    id: item.number,
    geometry: item.point ? { type: 'Point', coordinates: [item.point.lon, item.point.lat] } : null,
    properties: item,
  }));
  return JSON.stringify({ type: 'FeatureCollection', features, next } satisfies TicketFeatures);
}

/** Visibility and filters together, without the page; null for a caller who sees no report at all. */
export function ticketCondition(
  { clock, units, categories }: Pick<ListNeeds, 'clock' | 'units' | 'categories'>,
  actor: Actor,
  filter: TicketFilter,
): SQL | undefined | null {
  const visible = visibilityCondition(actor, units);
  if (visible === null) return null;
  const whole = visibilityCondition(actor, units, 'whole');
  return and(
    visible === true ? undefined : visible,
    filter.status && eq(ticket.status, filter.status),
    filter.unit === undefined ? undefined : inArray(ticket.unit, [...units.withBelow(filter.unit)]),
    filter.category === undefined
      ? undefined
      : eq(ticket.category, categories.find(filter.category)?.name ?? filter.category.trim()),
    filter.channel && eq(ticket.channel, filter.channel),
    filter.from === undefined ? undefined : gte(ticket.receivedAt, filter.from),
    filter.to === undefined ? undefined : lt(ticket.receivedAt, filter.to),
    filter.due && dueCondition(filter.due, clock.now()),
    filter.text === undefined ? undefined : textCondition(filter.text, sqlOf(whole)),
    filter.bbox && and(sqlOf(whole), boxCondition(filter.bbox)),
    filter.near && and(sqlOf(whole), nearCondition(filter.near)),
  );
}

function sqlOf(visible: SQL | true | null): SQL | undefined {
  return visible === true ? undefined : (visible ?? sql`0`);
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

/** Metres of a degree of latitude, and of longitude at the equator: half a percent off at most within `near`'s reach. */
const DEGREE_M = { lat: 110_574, lon: 111_320 };
const lonScale = (lat: number): number => DEGREE_M.lon * Math.max(0.01, Math.cos((lat * Math.PI) / 180));

function boxOf({ bbox, near }: TicketFilter): Box | undefined {
  if (near === undefined) return bbox;
  const [tall, wide] = [near.radiusM / DEGREE_M.lat, near.radiusM / lonScale(near.lat)];
  return {
    west: near.lon - wide,
    south: near.lat - tall,
    east: near.lon + wide,
    north: near.lat + tall,
  };
}

function boxCondition({ west, south, east, north }: Box): SQL | undefined {
  return and(between(ticket.lat, south, north), between(ticket.lon, west, east));
}

function nearCondition({ lat, lon, radiusM }: Near): SQL {
  const [y, x] = [
    sql`((${ticket.lat} - ${lat}) * ${DEGREE_M.lat})`,
    sql`((${ticket.lon} - ${lon}) * ${lonScale(lat)})`,
  ];
  return sql`${y} * ${y} + ${x} * ${x} <= ${radiusM ** 2}`;
}

/** So many are sorted in less time than it takes to meet a page of them on the way through all. */
const FEW = 2_000;

/** What lies in a box, as a condition that lists it first; nothing where that is much, or where no place is asked for. */
async function fewIn(box: Box | undefined, db: Db): Promise<SQL | undefined> {
  if (box === undefined) return undefined;
  const within = sql`from ticket_tree
    where north >= ${box.south} and south <= ${box.north} and east >= ${box.west} and west <= ${box.east}`;
  const [row] = await db.values<[number]>(sql`select count(*) from (select 1 ${within} limit ${FEW + 1})`);
  return (row?.[0] ?? 0) > FEW ? undefined : sql`${ticket.id} in (select id ${within})`;
}

/**
 * A number or its beginning, or words of the description (each must occur, the last may be unfinished) of what the
 * caller reads whole.
 */
function textCondition(text: string, whole: SQL | undefined): SQL | undefined {
  const asNumber = text.toUpperCase();
  if (isNumberBeginning(asNumber)) {
    return and(gte(ticket.number, asNumber), lt(ticket.number, `${asNumber}:`));
  }
  const query = toMatch(text);
  if (query === null) return sql`0`;
  const found = sql`select rowid from ticket_search where ticket_search match ${query}`;
  const named = sql`select id from ticket where external_number = ${text}`;
  if (whole === undefined) return sql`${ticket.id} in (${found} union all ${named})`;
  return or(and(sql`${ticket.id} in (${found})`, whole), sql`${ticket.id} in (${named})`);
}
