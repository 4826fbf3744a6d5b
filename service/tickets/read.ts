/**
 * Reports as the API shows them: rows, texts, photos and claims put together for one reader, whose rights decide
 * what is left out and whose language the messages speak.
 */
import { and, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { OfficerName } from '#shared/contract/roster.ts';
import { type Actor, hasRole } from '#shared/contract/session.ts';
import { QUEUE_DESCRIPTION, type QueueItem, type Ticket } from '#shared/contract/ticket.ts';
import { type Action, actionsFor, type Standing } from '#shared/ticket/action.ts';
import type { Relation } from '#shared/ticket/role.ts';
import { OFFICER_ROLES } from '#shared/ticket/role.ts';
import { toWibString } from '#shared/time/wib.ts';
import { sayVerdict } from '../evidence/say.ts';
import { officerNames } from '../people/accounts/names.ts';
import type { UnitDirectory } from '../people/units/directory.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db/database.ts';
import { type Language, say } from '../platform/http/language.ts';
import { user } from '../tables/account.ts';
import { photo } from '../tables/evidence.ts';
import {
  claim,
  type EventRow,
  event,
  type TextKind,
  type TicketRow,
  ticket,
  ticketHeld,
  ticketText,
} from '../tables/ticket.ts';
import { type PhotoRow, photosFor } from './photos/show-photos.ts';
import type { Proposal, Proposals } from './proposal.ts';
import { sayClock } from './say-clock.ts';
import { shownTo, toEvent, withoutNote } from './show-event.ts';
import { hadItOnce, standingsOf } from './standing.ts';

export interface Reader {
  actor: Actor;
  language: Language;
}

/** A report together with how the reader stands to it. Empty standings = they may not see it. */
export interface Seen {
  row: TicketRow;
  standings: Standing[];
}

/** Relations of those who decide on a report or have it in hand. */
const WORKS_ON: readonly Relation[] = ['sees', 'holds', 'tray'];

export interface TicketReads {
  /** Null when there is no such report or the reader may not see it. */
  find(number: string, actor: Actor): Promise<Seen | null>;
  /** Of these rows those the reader may see, in the order given. */
  see(rows: readonly TicketRow[], actor: Actor): Promise<Seen[]>;
  items(seen: readonly Seen[], reader: Reader): Promise<QueueItem[]>;
  /** The same with the whole description. */
  whole(seen: readonly Seen[], reader: Reader): Promise<QueueItem[]>;
  ticket(seen: Seen, reader: Reader): Promise<Ticket>;
  byNumbers(numbers: readonly string[]): Promise<TicketRow[]>;
  byId(id: number): Promise<TicketRow | null>;
  /** The newest text of a kind; null where there is none, or no longer. */
  latestText(id: number, kind: TextKind): Promise<string | null>;
}

type TextRow = typeof ticketText.$inferSelect;
interface Parts {
  texts: Map<number, TextRow[]>;
  photos: Map<number, PhotoRow[]>;
  claims: Map<number, { officer: string; name: string; until: number }>;
  proposals: Map<number, Proposal>;
  /** Those to whom reports are proposed, by account; empty for readers who may not know. */
  officers: Map<string, OfficerName>;
}

/** `built`: actions that exist; nothing is offered that does not work. */
export function openTicketReads(
  db: Db,
  units: UnitDirectory,
  clock: Clock,
  built: readonly Action[],
  proposals: Proposals,
): TicketReads {
  const byNumber = db
    .select()
    .from(ticket)
    .where(eq(ticket.number, sql.placeholder('number')))
    .prepare();
  const heldOf = db
    .select({ unit: ticketHeld.unit })
    .from(ticketHeld)
    .where(eq(ticketHeld.ticketId, sql.placeholder('id')))
    .prepare();
  const eventsOf = db
    .select()
    .from(event)
    .where(eq(event.ticketId, sql.placeholder('id')))
    .orderBy(event.version)
    .prepare();

  async function partsOf(
    rows: readonly TicketRow[],
    reader: Reader,
    events: readonly EventRow[] = [],
  ): Promise<Parts> {
    const wanted = rows.map(({ id }) => id);
    const [texts, photos, claims, proposed, officers] = await Promise.all([
      db.select().from(ticketText).where(inArray(ticketText.ticketId, wanted)).orderBy(ticketText.at),
      db
        .select({
          id: photo.id,
          ticketId: photo.ticketId,
          kind: photo.kind,
          followUp: photo.followUp,
          facts: photo.facts,
          position: photo.position,
        })
        .from(photo)
        .where(and(inArray(photo.ticketId, wanted), isNull(photo.erasedAt)))
        .orderBy(photo.followUp, photo.kind, photo.position),
      db
        .select({ ticketId: claim.ticketId, officer: claim.officer, until: claim.until, name: user.name })
        .from(claim)
        .innerJoin(user, eq(user.id, claim.officer))
        .where(and(inArray(claim.ticketId, wanted), gt(claim.until, clock.now()))),
      proposals.of(rows),
      proposedValidators([...rows, ...events.flatMap(({ data }) => data.row ?? [])], reader.actor),
    ]);
    return {
      texts: groupByTicket(texts),
      photos: groupByTicket(photos),
      claims: new Map(claims.map((row) => [row.ticketId, row])),
      proposals: proposed,
      officers,
    };
  }

  async function proposedValidators(
    rows: readonly Partial<Pick<TicketRow, 'proposedValidator'>>[],
    actor: Actor,
  ): Promise<Parts['officers']> {
    if (!knowsProposals(actor)) return new Map();
    return officerNames(
      db,
      rows.flatMap(({ proposedValidator }) => proposedValidator ?? []),
    );
  }

  function toItem({ row, standings }: Seen, parts: Parts, reader: Reader, now: number): QueueItem {
    const texts = parts.texts.get(row.id) ?? [];
    const latest = (kind: TextRow['kind']): string | undefined =>
      texts.findLast((text) => text.kind === kind)?.body;
    const claimed = parts.claims.get(row.id);
    const proposed = parts.proposals.get(row.id);
    const validator = parts.officers.get(row.proposedValidator ?? '');
    const address = latest('address');
    const narrative = latest('narrative');
    return {
      number: row.number,
      ...(row.externalNumber === null ? {} : { externalNumber: row.externalNumber }),
      version: row.version,
      status: row.status,
      ...(row.mergedInto === null ? {} : { mergedInto: row.mergedInto }),
      ...(row.heldUntil === null ? {} : { heldUntil: toWibString(row.heldUntil) }),
      unit: row.unit === null ? null : units.named(row.unit),
      category: row.category,
      channel: row.channel,
      private: row.private,
      ...(row.private ? { doNotShare: true as const } : {}),
      ...(row.repeatOf === null ? {} : { repeatOf: row.repeatOf }),
      ...(proposed === undefined
        ? {}
        : {
            proposedUnit: { ...units.named(proposed.office), why: say(proposed.why, reader.language) },
          }),
      // To a client that files, it would tell whose number and place filed what before.
      ...(row.probableDuplicate === null || !standings.some(({ relation }) => WORKS_ON.includes(relation))
        ? {}
        : { probableDuplicate: row.probableDuplicate }),
      ...(row.sentBy === null ? {} : { sentBy: units.named(row.sentBy) }),
      ...(row.lat === null || row.lon === null
        ? {}
        : {
            point: {
              lat: row.lat,
              lon: row.lon,
              ...(row.accuracyM === null ? {} : { accuracyM: row.accuracyM }),
            },
          }),
      points: texts
        .filter((text) => text.kind === 'point')
        .map((text) => ({ ...JSON.parse(text.body), at: toWibString(text.at) })),
      ...(address === undefined ? {} : { address }),
      ...(row.kelurahan === null ? {} : { kelurahan: units.named(row.kelurahan) }),
      description: latest('description') ?? '',
      reportedAt: toWibString(row.reportedAt),
      receivedAt: toWibString(row.receivedAt),
      clocks: row.clocks.map((clock) => sayClock(clock, now, reader.language)),
      nextDueAt: row.nextDueAt === null ? null : toWibString(row.nextDueAt),
      verdict: row.verdict && sayVerdict(row.verdict, reader),
      ...(narrative === undefined ? {} : { narrative }),
      photos: photosFor(parts.photos.get(row.id) ?? [], row, reader.actor),
      ...(claimed === undefined
        ? {}
        : {
            claim: {
              by: claimed.name,
              until: toWibString(claimed.until),
              mine: claimed.officer === reader.actor.id,
            },
          }),
      ...(row.fieldAskedAt === null
        ? {}
        : {
            visit: {
              askedAt: toWibString(row.fieldAskedAt),
              ...(row.fieldAnsweredAt === null ? {} : { answeredAt: toWibString(row.fieldAnsweredAt) }),
            },
          }),
      ...(validator === undefined
        ? {}
        : { proposedValidator: { ...validator, mine: row.proposedValidator === reader.actor.id } }),
      actions: actionsFor(standings, row).filter((action) => built.includes(action)),
    };
  }

  function itemFor(seen: Seen, parts: Parts, reader: Reader, now: number): QueueItem {
    const item = toItem(seen, parts, reader, now);
    return hadItOnce(seen.standings) ? statusOf(item) : item;
  }

  async function whole(seen: readonly Seen[], reader: Reader): Promise<QueueItem[]> {
    if (seen.length === 0) return [];
    const parts = await partsOf(
      seen.map(({ row }) => row),
      reader,
    );
    const now = clock.now();
    return seen.map((one) => itemFor(one, parts, reader, now));
  }

  async function see(rows: readonly TicketRow[], actor: Actor): Promise<Seen[]> {
    const ids = rows.map((row) => row.id);
    // Only an office's sight depends on where a report lay before.
    const held =
      hasRole(actor, 'unit_admin') && ids.length > 0
        ? await db.select().from(ticketHeld).where(inArray(ticketHeld.ticketId, ids))
        : [];
    return rows
      .map((row) => ({
        row,
        standings: standingsOf(
          actor,
          row,
          held.filter((h) => h.ticketId === row.id).map((h) => h.unit),
          units,
        ),
      }))
      .filter((seen) => seen.standings.length > 0);
  }

  return {
    see,
    async find(number, actor) {
      const row = await byNumber.get({ number });
      if (!row) return null;
      const held = hasRole(actor, 'unit_admin') ? await heldOf.all({ id: row.id }) : [];
      const standings = standingsOf(
        actor,
        row,
        held.map((h) => h.unit),
        units,
      );
      return standings.length > 0 ? { row, standings } : null;
    },
    async byNumbers(numbers) {
      if (numbers.length === 0) return [];
      return db
        .select()
        .from(ticket)
        .where(inArray(ticket.number, [...numbers]));
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
    async items(seen, reader) {
      const items = await whole(seen, reader);
      return items.map((item) => ({ ...item, description: cut(item.description) }));
    },
    async ticket(seen, reader) {
      const events = await eventsOf.all({ id: seen.row.id });
      const parts = await partsOf([seen.row], reader, events);
      const item = itemFor(seen, parts, reader, clock.now());
      const texts = new Map((parts.texts.get(seen.row.id) ?? []).map((text) => [text.id, text.body]));
      const told = { texts, officers: parts.officers, proposals: knowsProposals(reader.actor), units };
      if (hasRole(reader.actor, ...OFFICER_ROLES)) {
        const shown = shownTo(reader.actor.id, seen.standings, events, units);
        return { ...item, events: events.map((row, i) => shown(toEvent(row, told), i)) };
      }
      // A note is internal to the officers, whichever action it came with: another system reads what happened,
      // not what they say about it.
      const outside = events.filter(({ action }) => action !== 'catat');
      return { ...item, events: outside.map((row) => withoutNote(toEvent(row, told))) };
    },
  };
}

/** Who validates what is no business of the offices they judge. */
function knowsProposals(actor: Actor): boolean {
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

/** What an office that had the report before still reads of it: where it stands, nothing of what it says or shows. */
function statusOf({
  address: _address,
  point: _point,
  narrative: _narrative,
  claim: _claim,
  visit: _visit,
  proposedUnit: _proposedUnit,
  ...status
}: QueueItem): QueueItem {
  return { ...status, description: '', points: [], photos: [], verdict: null };
}

function cut(text: string): string {
  const letters = [...text];
  return letters.length <= QUEUE_DESCRIPTION ? text : `${letters.slice(0, QUEUE_DESCRIPTION - 1).join('')}…`;
}
