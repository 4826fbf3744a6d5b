/**
 * Reports as the API shows them: rows, texts, photos and claims put together for one reader, whose rights decide
 * what is left out and whose language the messages speak.
 */
import { and, desc, eq, sql } from 'drizzle-orm';
import type { OfficerName } from '#shared/contract/roster.ts';
import { type Actor, hasRole } from '#shared/contract/session.ts';
import type { Report, Ticket } from '#shared/contract/ticket.ts';
import type { Action } from '#shared/ticket/action.ts';
import { OFFICER_ROLES } from '#shared/ticket/role.ts';
import type { Standing } from '#shared/ticket/transitions.ts';
import { officerNames } from '../people/accounts/look-up.ts';
import type { UnitDirectory } from '../people/units/directory.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db/database.ts';
import type { Language } from '../platform/http/language.ts';
import {
  type EventRow,
  event,
  type TextKind,
  type TicketRow,
  ticket,
  ticketHeld,
  ticketText,
} from '../tables/ticket.ts';
import type { Proposals } from './office-proposal.ts';
import { shownTo, toEvent, withoutNote } from './show-event.ts';
import { type ClaimedBy, itemFor, type Parts } from './show-item.ts';
import { standingsOf } from './standing.ts';

export interface Reader {
  actor: Actor;
  language: Language;
}

/** A report together with how the reader stands to it. Empty standings = they may not see it. */
export interface Seen {
  row: TicketRow;
  standings: Standing[];
}

type Held = Pick<typeof ticketHeld.$inferSelect, 'ticketId' | 'unit'>;

export interface TicketReads {
  /** Null when there is no such report or the reader may not see it. */
  find(number: string, actor: Actor): Promise<Seen | null>;
  /** Of these rows those the reader may see, in the order given. */
  see(rows: readonly TicketRow[], actor: Actor): Promise<Seen[]>;
  /** The same of those with these ids. */
  seeIds(ids: readonly number[], actor: Actor): Promise<Seen[]>;
  whole(seen: readonly Seen[], reader: Reader): Promise<Report[]>;
  ticket(seen: Seen, reader: Reader): Promise<Ticket>;
  byNumbers(numbers: readonly string[]): Promise<TicketRow[]>;
  byId(id: number): Promise<TicketRow | null>;
  /** The newest text of a kind; null where there is none, or no longer. */
  latestText(id: number, kind: TextKind): Promise<string | null>;
}

/** `built`: actions that exist; nothing is offered that does not work. */
export function openTicketReads(
  db: Db,
  units: UnitDirectory,
  clock: Clock,
  built: readonly Action[],
  proposals: Proposals,
): TicketReads {
  const { byNumber, byNumbers, byIds, heldIn, heldByNumber, eventsOf } = preparedReads(db);
  const partsOf = openParts(db, proposals);

  /** Where they lay before: only what an office sees depends on that. */
  async function heldBefore(ids: readonly number[], actor: Actor): Promise<Held[]> {
    const isAsked = hasRole(actor, 'unit_admin') && ids.length > 0;
    return isAsked ? heldIn.all({ ids: JSON.stringify(ids) }) : [];
  }

  function seenOf(rows: readonly TicketRow[], held: readonly Held[], actor: Actor): Seen[] {
    return rows
      .map((row) => {
        const heldBy = held.filter((h) => h.ticketId === row.id).map((h) => h.unit);
        return { row, standings: standingsOf(actor, row, heldBy, units) };
      })
      .filter((seen) => seen.standings.length > 0);
  }

  async function see(rows: readonly TicketRow[], actor: Actor): Promise<Seen[]> {
    const ids = rows.map(({ id }) => id);
    return seenOf(rows, await heldBefore(ids, actor), actor);
  }

  async function whole(seen: readonly Seen[], reader: Reader): Promise<Report[]> {
    if (seen.length === 0) return [];
    const now = clock.now();
    const rows = seen.map(({ row }) => row);
    const parts = await partsOf(rows, reader.actor, now);
    return seen.map((one) => itemFor(one, { parts, reader, now, units, built }));
  }

  return {
    see,
    async seeIds(ids, actor) {
      const [found, held] = await Promise.all([
        byIds.all({ ids: JSON.stringify(ids) }),
        heldBefore(ids, actor),
      ]);
      const rows = new Map(found.map((row) => [row.id, row]));
      const inOrder = ids.flatMap((id) => rows.get(id) ?? []);
      return seenOf(inOrder, held, actor);
    },
    async find(number, actor) {
      const [row, held] = await Promise.all([
        byNumber.get({ number }),
        hasRole(actor, 'unit_admin') ? heldByNumber.all({ number }) : [],
      ]);
      return row ? (seenOf([row], held, actor)[0] ?? null) : null;
    },
    async byNumbers(numbers) {
      return numbers.length === 0 ? [] : byNumbers.all({ numbers: JSON.stringify(numbers) });
    },
    async byId(id) {
      const [row] = await db.select().from(ticket).where(eq(ticket.id, id));
      return row ?? null;
    },
    async latestText(id, kind) {
      const [text] = await db
        .select({ body: ticketText.body })
        .from(ticketText)
        .where(and(eq(ticketText.ticketId, id), eq(ticketText.kind, kind)))
        .orderBy(desc(ticketText.at))
        .limit(1);
      return text?.body ?? null;
    },
    whole,
    async ticket(seen, reader) {
      const now = clock.now();
      const asked = eventsOf.all({ id: seen.row.id });
      const [events, parts] = await Promise.all([asked, partsOf([seen.row], reader.actor, now, asked)]);
      const item = itemFor(seen, { parts, reader, now, units, built });
      return { ...item, events: historyOf(seen, events, parts, reader.actor, units) };
    },
  };
}

/** Put into SQL once: that takes longer than running it. */
function preparedReads(db: Db) {
  const byNumber = db
    .select()
    .from(ticket)
    .where(eq(ticket.number, sql.placeholder('number')))
    .prepare();
  const byNumbers = db
    .select()
    .from(ticket)
    .where(sql`${ticket.number} in (select value from json_each(${sql.placeholder('numbers')}))`)
    .prepare();
  const byIds = db
    .select()
    .from(ticket)
    .where(sql`${ticket.id} in (select value from json_each(${sql.placeholder('ids')}))`)
    .prepare();
  const heldIn = db
    .select()
    .from(ticketHeld)
    .where(sql`${ticketHeld.ticketId} in (select value from json_each(${sql.placeholder('ids')}))`)
    .prepare();
  const heldByNumber = db
    .select({ ticketId: ticketHeld.ticketId, unit: ticketHeld.unit })
    .from(ticketHeld)
    .innerJoin(ticket, eq(ticket.id, ticketHeld.ticketId))
    .where(eq(ticket.number, sql.placeholder('number')))
    .prepare();
  const eventsOf = db
    .select()
    .from(event)
    .where(eq(event.ticketId, sql.placeholder('id')))
    .orderBy(event.version)
    .prepare();
  return { byNumber, byNumbers, byIds, heldIn, heldByNumber, eventsOf };
}

type TextOf = Parts['texts'] extends Map<number, (infer T)[]> ? T : never;
type PhotoOf = Parts['photos'] extends Map<number, (infer P)[]> ? P : never;

/**
 * Reads what belongs to reports, as far as the reader may know it, and to their history where that is given: by one
 * statement that is put into SQL once, its rows as JSON, which crosses from SQLite in one piece. They come in order from
 * below: a libSQL server knows no ORDER BY inside an aggregate.
 */
function openParts(db: Db, proposals: Proposals) {
  const ids = sql`(select value from json_each(${sql.placeholder('ids')}))`;
  const now = sql.placeholder('now');
  const read = db
    .select({
      texts: sql<string>`(select json_group_array(json_object('ticketId', ticket_id, 'id', id, 'kind', kind,
          'body', body, 'at', at))
        from (select ticket_id, id, kind, body, at from ticket_text where ticket_id in ${ids} order by at))`,
      photos: sql<string>`(select json_group_array(json_object('ticketId', ticket_id, 'id', id, 'kind', kind,
          'followUp', follow_up, 'facts', json(facts), 'position', position))
        from (select ticket_id, id, kind, follow_up, facts, position from photo
          where ticket_id in ${ids} and erased_at is null order by follow_up, kind, position))`,
      claims: sql<string>`(select json_group_array(json_object('ticketId', ticket_id, 'officer', officer,
          'until', until, 'name', name))
        from claim join user on user.id = officer where ticket_id in ${ids} and until > ${now})`,
    })
    .from(sql`(select 1)`)
    .prepare();

  return async (
    rows: readonly TicketRow[],
    actor: Actor,
    now: number,
    events: Promise<readonly EventRow[]> | null = null,
  ): Promise<Parts> => {
    const named = async (): Promise<Map<string, OfficerName>> => {
      if (!knowsProposals(actor)) return new Map();
      const before = events === null ? [] : (await events).flatMap(({ data }) => data.row ?? []);
      const records = [...rows, ...before];
      return officerNames(
        db,
        records.flatMap(({ proposedValidator }) => proposedValidator ?? []),
      );
    };
    const [found, proposed, officers] = await Promise.all([
      read.get({ ids: JSON.stringify(rows.map(({ id }) => id)), now }),
      proposals.of(rows),
      named(),
    ]);
    const claims: ({ ticketId: number } & ClaimedBy)[] = JSON.parse(found?.claims ?? '[]');
    return {
      texts: groupByTicket<TextOf>(JSON.parse(found?.texts ?? '[]')),
      photos: groupByTicket<PhotoOf>(JSON.parse(found?.photos ?? '[]')),
      claims: new Map(claims.map((claim) => [claim.ticketId, claim])),
      proposals: proposed,
      officers,
    };
  };
}

function historyOf(
  { row, standings }: Seen,
  events: readonly EventRow[],
  parts: Parts,
  actor: Actor,
  units: UnitDirectory,
): Ticket['events'] {
  const texts = new Map((parts.texts.get(row.id) ?? []).map((text) => [text.id, text.body]));
  const told = { texts, officers: parts.officers, proposals: knowsProposals(actor), units };
  if (hasRole(actor, ...OFFICER_ROLES)) {
    const shown = shownTo(actor.id, standings, events, units);
    return events.map((row, i) => shown(toEvent(row, told), i));
  }
  // A note is internal to the officers, whichever action it came with: another system reads what happened,
  // not what they say about it.
  const outside = events.filter(({ action }) => action !== 'catat');
  return outside.map((row) => withoutNote(toEvent(row, told)));
}

/** Who validates what is no business of the offices they judge. */
export function knowsProposals(actor: Actor): boolean {
  return hasRole(actor, 'validator', 'supervisor');
}

function groupByTicket<T extends { ticketId: number }>(rows: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.ticketId);
    if (group) group.push(row);
    else groups.set(row.ticketId, [row]);
  }
  return groups;
}
