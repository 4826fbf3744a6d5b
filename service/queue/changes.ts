/**
 * The one feed: what happened after a sequence number, cut to the caller's scope. A report that leaves the scope
 * comes once as `out`. The log is walked in windows of bounded length, so a caller with little in scope pays no
 * more than one with much.
 */
import { createHash } from 'node:crypto';
import { and, asc, eq, gt, inArray, lte } from 'drizzle-orm';
import type { Change, ChangesPage } from '#shared/contract/queue.ts';
import { type Actor, type Grant, grantsOf } from '#shared/contract/session.ts';
import { toWibString } from '#shared/deadline/wib.ts';
import type { Status } from '#shared/ticket/status.ts';
import { event, ticket } from '../db/schema/ticket.ts';
import type { UnitDirectory } from '../db/unit-directory.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Services } from '../services.ts';
import type { Reader } from '../tickets/read.ts';
import { isInArea } from '../tickets/standing.ts';
import { newestSeq } from './queue.ts';

const DEFAULT_LIMIT = 100;
/** Sequence numbers looked through in one call. */
const WINDOW = 2_000;

interface FeedEvent {
  /** Status before; null for the filing itself. */
  from: Status | null;
  unitFrom: string | null;
  unitTo: string | null;
  filedBy: string;
  at: number;
  fieldAskedAt: number | null;
  kelurahan: string | null;
}

/** Names the caller's rights: when it changes, what they hold is no longer what they may hold. */
export function scopeIdOf(actor: Actor): string {
  return createHash('sha256')
    .update(
      JSON.stringify([actor.id, ...grantsOf(actor).map(({ role, unit }) => [role, unit?.code ?? null])]),
    )
    .digest('base64url')
    .slice(0, 16);
}

export async function changesAfter(
  services: Services,
  reader: Reader,
  query: { after: number; limit?: number | undefined; scopeId?: string | undefined },
): Promise<ChangesPage> {
  const { db, units, reads } = services;
  const scopeId = scopeIdOf(reader.actor);
  if (query.scopeId !== undefined && query.scopeId !== scopeId) throw new HttpProblem('scope-changed');
  const newest = await newestSeq(services);
  // A number the log has not reached: the caller follows another database, and would wait for ever.
  if (query.after > newest) throw new HttpProblem('scope-changed');
  const limit = query.limit ?? DEFAULT_LIMIT;
  const end = Math.min(newest, query.after + WINDOW);
  const rows = await db
    .select({
      event,
      number: ticket.number,
      filedBy: ticket.filedBy,
      fieldAskedAt: ticket.fieldAskedAt,
      kelurahan: ticket.kelurahan,
    })
    .from(event)
    .innerJoin(ticket, eq(ticket.id, event.ticketId))
    .where(and(gt(event.seq, query.after), lte(event.seq, end)))
    .orderBy(asc(event.seq));

  const items: { change: Change; ticketId: number }[] = [];
  let next = end;
  for (const row of rows) {
    const scope = scopeOf(
      reader.actor,
      { ...row.event, filedBy: row.filedBy, fieldAskedAt: row.fieldAskedAt, kelurahan: row.kelurahan },
      units,
    );
    if (scope === null) continue;
    if (items.length === limit) break;
    items.push({
      ticketId: row.event.ticketId,
      change: {
        seq: row.event.seq,
        at: toWibString(row.event.at),
        number: row.number,
        version: row.event.version,
        action: row.event.action,
        actor: { role: row.event.actorRole, unit: row.event.actorUnit },
        from: row.event.from,
        to: row.event.to,
        scope,
      },
    });
    if (items.length === limit) next = row.event.seq;
  }

  // The report as it is now comes with its newest change on the page: earlier ones would only repeat it.
  const newestOf = new Map(items.map((item) => [item.ticketId, item.change]));
  const current =
    newestOf.size === 0
      ? []
      : await db
          .select()
          .from(ticket)
          .where(inArray(ticket.id, [...newestOf.keys()]));
  const seen = await reads.see(current, reader.actor);
  const tickets = await reads.items(seen, reader);
  for (const [index, { row }] of seen.entries()) {
    const change = newestOf.get(row.id);
    const item = tickets[index];
    if (change?.scope === 'in' && item) change.ticket = item;
  }
  return { items: items.map(({ change }) => change), next, scopeId };
}

/** Null when the event is none of this caller's business. */
export function scopeOf(actor: Actor, what: FeedEvent, units: UnitDirectory): 'in' | 'out' | null {
  const scopes = grantsOf(actor).map((grant) => scopeBy(grant, actor.id, what, units));
  // It left one of their offices and is still theirs by another: it has not left.
  return scopes.includes('in') ? 'in' : (scopes.find((scope) => scope !== null) ?? null);
}

function scopeBy(
  { role, unit }: Grant,
  id: string,
  what: FeedEvent,
  units: UnitDirectory,
): 'in' | 'out' | null {
  switch (role) {
    case 'validator':
    case 'supervisor':
      return 'in';
    case 'unit_admin': {
      const own = unit?.code;
      if (own === undefined) return null;
      if (what.unitTo !== null && units.isWithin(what.unitTo, own)) return 'in';
      return what.unitFrom !== null && units.isWithin(what.unitFrom, own) ? 'out' : null;
    }
    case 'channel_admin':
      if (what.unitTo === null || what.filedBy === id) return 'in';
      // A report filed straight to an office never lay in the tray, so it cannot leave it.
      return what.unitFrom === null && what.from !== null ? 'out' : null;
    case 'api_client':
      return what.filedBy === id ? 'in' : null;
    case 'field_validator':
      return what.fieldAskedAt !== null &&
        what.at >= what.fieldAskedAt &&
        isInArea({ unit: what.unitTo, kelurahan: what.kelurahan }, unit?.code, units)
        ? 'in'
        : null;
    case 'operator':
      return null;
  }
}
