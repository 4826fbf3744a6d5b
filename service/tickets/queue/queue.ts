/**
 * The caller's work in the order to do it: own claims, unclaimed ones proposed to them, other unclaimed, others'
 * claims, what is not to be decided now, each in due order. Claims, proposals and postponements are few, so each is its
 * own short range on an index, rather than one sort over the whole scope.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, eq, gt, inArray, notInArray, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Actor, hasRole } from '#shared/contract/session.ts';
import { fromCursor, pageOf } from '../../platform/http/cursor.ts';
import { claim, ticket } from '../../tables/ticket.ts';
import type { TicketDeps } from '../deps.ts';
import type { Reader } from '../read.ts';
import { newestSeq } from './feed.ts';
import { ownVisits, queueCondition, setAside } from './scope.ts';

const DEFAULT_LIMIT = 50;
const PHASES = ['own', 'proposed', 'free', 'others', 'postponed', 'atField'] as const;
type Phase = (typeof PHASES)[number];

const Place = z.tuple([z.enum(PHASES), z.number().nullable(), z.number()]);
type Place = z.infer<typeof Place>;

type QueueNeeds = Pick<TicketDeps, 'db' | 'clock' | 'units'>;

/** JSON of a `QueuePage`. */
export async function queuePage(
  services: QueueNeeds & Pick<TicketDeps, 'items'>,
  actor: Actor,
  query: { cursor?: string | undefined; limit?: number | undefined },
): Promise<string> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  // Before the rows: a change in between is seen twice rather than never.
  const seq = await newestSeq(services);
  const from = query.cursor === undefined ? null : fromCursor(query.cursor, Place);
  const walk = await queueWalk(services, actor);
  const { page, next } = pageOf(await walk(from, limit + 1), limit, (place) => place);
  const ids = page.map(([, , id]) => id);
  return `{"items":${await services.items.of(ids, actor)},"next":${JSON.stringify(next)},"seq":${seq}}`;
}

/** Reads a few milliseconds long, with others' calls in between. */
const SLICE = 20;

/** JSON of `QueueReports`, in parts as they are read. */
export async function* queueReports(
  services: QueueNeeds & Pick<TicketDeps, 'reads'>,
  reader: Reader,
  most: number,
): AsyncGenerator<string> {
  yield `{"seq":${await newestSeq(services)},"items":[`;
  // By the claims of now to its end: a report whose claim comes or goes meanwhile is not passed over.
  const walk = await queueWalk(services, reader.actor);
  let from: Place | null = null;
  for (let count = 0; count < most; ) {
    const places: Place[] = await walk(from, Math.min(SLICE, most - count));
    const ids = places.map(([, , id]) => id);
    const reports = await services.reads.whole(await services.reads.seeIds(ids, reader.actor), reader);
    const text = reports.map((report) => JSON.stringify(report)).join();
    if (text !== '') yield count === 0 ? text : `,${text}`;
    const last = places.at(-1);
    if (!last || places.length < SLICE) break;
    from = last;
    count += places.length;
    await nextTurn();
  }
  yield ']}';
}

/** Answers, again and again, the next places of one moment's queue. */
async function queueWalk(
  services: QueueNeeds,
  actor: Actor,
): Promise<(from: Place | null, limit: number) => Promise<Place[]>> {
  const { db, clock, units } = services;
  const scope = queueCondition(actor, units);
  if (!scope) return async () => [];
  const now = clock.now();
  const claims = await db
    .select({ ticketId: claim.ticketId, officer: claim.officer })
    .from(claim)
    .where(gt(claim.until, now));
  const own = claims.filter((c) => c.officer === actor.id).map((c) => c.ticketId);
  const others = claims.filter((c) => c.officer !== actor.id).map((c) => c.ticketId);
  const isValidator = hasRole(actor, 'validator');
  const { postponed, atField } = setAside(now, ownVisits(actor, units));
  const isNow = sql`not (${postponed}) and not ${atField}`;
  const unclaimed = and(isNow, claims.length === 0 ? undefined : notInArray(ticket.id, [...own, ...others]));
  const phases: Record<Phase, { condition: SQL | undefined; empty: boolean }> = {
    own: { condition: and(isNow, inArray(ticket.id, own)), empty: own.length === 0 },
    proposed: { condition: and(unclaimed, proposedTo(actor)), empty: !isValidator },
    free: { condition: isValidator ? and(unclaimed, notProposedTo(actor)) : unclaimed, empty: false },
    others: { condition: and(isNow, inArray(ticket.id, others)), empty: others.length === 0 },
    postponed: { condition: postponed, empty: false },
    atField: { condition: atField, empty: false },
  };
  return async (from, limit) => {
    const places: Place[] = [];
    for (const phase of PHASES.slice(from ? PHASES.indexOf(from[0]) : 0)) {
      if (places.length >= limit) break;
      if (phases[phase].empty) continue;
      const after = from && from[0] === phase ? afterPlace(from[1], from[2]) : undefined;
      const found = await db
        .select({ due: ticket.nextDueAt, id: ticket.id })
        .from(ticket)
        .where(and(scope, phases[phase].condition, after))
        .orderBy(asc(ticket.nextDueAt), asc(ticket.id))
        .limit(limit - places.length);
      places.push(...found.map(({ due, id }): Place => [phase, due, id]));
    }
    return places;
  };
}

/** Only in `validasi` is anything proposed: naming the desk gives SQLite the index of proposals. */
function proposedTo({ id }: Actor): SQL | undefined {
  return and(eq(ticket.desk, 'validator'), eq(ticket.proposedValidator, id));
}

function notProposedTo({ id }: Actor): SQL | undefined {
  // `is not`, unlike `<>`, holds for what is proposed to nobody as well.
  return sql`${ticket.proposedValidator} is not ${id}`;
}

/** NULL sorts first in SQLite: a report without a due instant comes before all others. */
function afterPlace(due: number | null, id: number): SQL | undefined {
  if (due === null) return or(sql`${ticket.nextDueAt} is not null`, gt(ticket.id, id));
  // A row value, unlike an OR, is a range on the index: page 1,000 costs what page 2 does.
  return sql`(${ticket.nextDueAt}, ${ticket.id}) > (${due}, ${id})`;
}
