/**
 * The log as whoever follows it reads it: its lines after a sequence number, and whose business each of them is.
 * Changes, live nudges and webhooks all stand on this.
 */
import { createHash } from 'node:crypto';
import { and, asc, eq, gt, inArray, lte, max, type SQL } from 'drizzle-orm';
import type { Change } from '#shared/contract/queue.ts';
import { type Actor, type Grant, grantsOf } from '#shared/contract/session.ts';
import { isTold } from '#shared/ticket/action.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { Db } from '../../platform/db/database.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { event, ticket } from '../../tables/ticket.ts';
import { isInArea } from '../standing.ts';

/** Asked at each poll: put into SQL once. */
const newestOf = new WeakMap<Db, () => Promise<{ seq: number | null } | undefined>>();

/** Sequence number the log has reached; 0 for an empty one. */
export async function newestSeq({ db }: { db: Db }): Promise<number> {
  let newest = newestOf.get(db);
  if (!newest) {
    const query = db
      .select({ seq: max(event.seq) })
      .from(event)
      .prepare();
    newest = () => query.get();
    newestOf.set(db, newest);
  }
  return (await newest())?.seq ?? 0;
}

export type FeedLine = Awaited<ReturnType<typeof linesAfter>>[number];

/** Lines after `after` up to and with `end`, in commit order. */
export function linesAfter(db: Db, after: number, end: number) {
  return lines(db, and(gt(event.seq, after), lte(event.seq, end)));
}

export function linesAt(db: Db, seqs: readonly number[]): Promise<FeedLine[]> {
  return seqs.length === 0 ? Promise.resolve([]) : lines(db, inArray(event.seq, [...seqs]));
}

function lines(db: Db, which: SQL | undefined) {
  return db
    .select({
      seq: event.seq,
      ticketId: event.ticketId,
      number: ticket.number,
      version: event.version,
      at: event.at,
      action: event.action,
      actorRole: event.actorRole,
      actorUnit: event.actorUnit,
      from: event.from,
      to: event.to,
      unitFrom: event.unitFrom,
      unitTo: event.unitTo,
      filedBy: ticket.filedBy,
      fieldAskedAt: ticket.fieldAskedAt,
      kelurahan: ticket.kelurahan,
    })
    .from(event)
    .innerJoin(ticket, eq(ticket.id, event.ticketId))
    .where(which)
    .orderBy(asc(event.seq));
}

export function toChange(line: FeedLine, scope: Change['scope']): Change {
  const { seq, at, number, version, action, actorRole, actorUnit, from, to } = line;
  return {
    seq,
    at: toTimestamp(at),
    number,
    version,
    action,
    actor: { role: actorRole, unit: actorUnit },
    from,
    to,
    scope,
  };
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

/** Null when the event is none of this caller's business. */
export function scopeOf(actor: Actor, line: FeedLine, units: UnitDirectory): Change['scope'] | null {
  if (actor.role === 'api_client' && !isTold(line.action)) return null;
  const scopes = grantsOf(actor).map((grant) => scopeBy(grant, actor.id, line, units));
  // It left one of their offices and is still theirs by another: it has not left.
  return scopes.includes('in') ? 'in' : (scopes.find((scope) => scope !== null) ?? null);
}

function scopeBy(
  { role, unit }: Grant,
  id: string,
  line: FeedLine,
  units: UnitDirectory,
): Change['scope'] | null {
  switch (role) {
    case 'validator':
    case 'supervisor':
      return 'in';
    case 'unit_admin': {
      const own = unit?.code;
      if (own === undefined) return null;
      if (line.unitTo !== null && units.isWithin(line.unitTo, own)) return 'in';
      return line.unitFrom !== null && units.isWithin(line.unitFrom, own) ? 'out' : null;
    }
    case 'channel_admin':
      if (line.unitTo === null || line.filedBy === id) return 'in';
      // A report filed straight to an office never lay in the tray, so it cannot leave it.
      return line.unitFrom === null && line.from !== null ? 'out' : null;
    case 'api_client':
      return line.filedBy === id ? 'in' : null;
    case 'field_validator':
      return line.fieldAskedAt !== null &&
        line.at >= line.fieldAskedAt &&
        isInArea({ unit: line.unitTo, kelurahan: line.kelurahan }, unit?.code, units)
        ? 'in'
        : null;
    case 'operator':
      return null;
  }
}

/** Of a number beyond the log's end: it is of another database, or misspelt. */
export function notReached(after: number, newest: number): HttpProblem {
  const detail: Phrase = { key: 'tickets.refused.after_ahead', values: { after, newest } };
  return new HttpProblem('scope-changed', { detail });
}
