/**
 * The caller's work in the order to do it: own claims, unclaimed ones proposed to them, other unclaimed, others'
 * claims, what is not to be decided now, each in due order. Claims, proposals and postponements are few, so each is its
 * own short range on an index, rather than one sort over the whole scope.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, gt, type SQL, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { type Actor, hasRole } from '#shared/contract/session.ts';
import type { Db } from '../../platform/db/database.ts';
import { fromCursor, pageOf } from '../../platform/http/cursor.ts';
import { claim, ticket } from '../../tables/ticket.ts';
import type { TicketDeps } from '../deps.ts';
import type { Reader } from '../read.ts';
import { newestSeq } from './feed.ts';
import { ownVisits, queueCondition, scopeKey, setAside } from './scope.ts';

const DEFAULT_LIMIT = 50;
const PHASES = ['own', 'proposed', 'free', 'others', 'postponed', 'atField'] as const;
type Phase = (typeof PHASES)[number];

const Place = z.tuple([z.enum(PHASES), z.number().nullable(), z.number()]);
type Place = z.infer<typeof Place>;

type Places = (from: Place | null, limit: number) => Promise<Place[]>;

export interface Queue {
  /** JSON of a `QueuePage`. */
  page(actor: Actor, query: { cursor?: string | undefined; limit?: number | undefined }): Promise<string>;
  /** JSON of `QueueReports`, in parts as they are read. */
  reports(reader: Reader, most: number): AsyncGenerator<string>;
}

/** Reads a few milliseconds long, with others' calls in between. */
const SLICE = 20;

export function openQueue(services: Pick<TicketDeps, 'db' | 'clock' | 'units' | 'items' | 'reads'>): Queue {
  const { items, reads } = services;
  const walkOf = openWalks(services);
  return {
    async page(actor, query) {
      const limit = query.limit ?? DEFAULT_LIMIT;
      // Before the rows: a change in between is seen twice rather than never.
      const seq = await newestSeq(services);
      const from = query.cursor === undefined ? null : fromCursor(query.cursor, Place);
      const places = await walkOf(actor);
      const { page, next } = pageOf(await places(from, limit + 1), limit, (place) => place);
      const ids = page.map(([, , id]) => id);
      return `{"items":${await items.of(ids, actor)},"next":${JSON.stringify(next)},"seq":${seq}}`;
    },

    async *reports(reader, most) {
      yield `{"seq":${await newestSeq(services)},"items":[`;
      // By the claims of now to its end: a report whose claim comes or goes meanwhile is not passed over.
      const places = await walkOf(reader.actor);
      let from: Place | null = null;
      for (let count = 0; count < most; ) {
        const slice: Place[] = await places(from, Math.min(SLICE, most - count));
        const ids = slice.map(([, , id]) => id);
        const reports = await reads.whole(await reads.seeIds(ids, reader.actor), reader);
        const text = reports.map((report) => JSON.stringify(report)).join();
        if (text !== '') yield count === 0 ? text : `,${text}`;
        const last = slice.at(-1);
        if (!last || slice.length < SLICE) break;
        from = last;
        count += slice.length;
        await nextTurn();
      }
      yield ']}';
    },
  };
}

/** Scopes whose statements are at hand: one a unit and role, so a city's worth fits. */
const KEPT_SCOPES = 500;

/** Answers, of one moment's queue, its places again and again. */
function openWalks({ db, clock, units }: Pick<TicketDeps, 'db' | 'clock' | 'units'>) {
  const claimsNow = db
    .select({ ticketId: claim.ticketId, officer: claim.officer })
    .from(claim)
    .where(gt(claim.until, sql.placeholder('now')))
    .prepare();
  const kept = new LRUCache<string, PhaseStatements | 'none'>({ max: KEPT_SCOPES });
  let offices = units.all();

  function statementsFor(actor: Actor): PhaseStatements | 'none' {
    // Which offices lie below a unit stands in the statements.
    if (offices !== units.all()) kept.clear();
    offices = units.all();
    const key = scopeKey(actor);
    const known = kept.get(key);
    if (known) return known;
    const scope = queueCondition(actor, units);
    const made = scope ? phaseStatements(db, scope, ownVisits(actor, units)) : 'none';
    kept.set(key, made);
    return made;
  }

  return async (actor: Actor): Promise<Places> => {
    const statements = statementsFor(actor);
    if (statements === 'none') return async () => [];
    const now = clock.now();
    const claims = await claimsNow.all({ now });
    const own = claims.filter((c) => c.officer === actor.id).map((c) => c.ticketId);
    const others = claims.filter((c) => c.officer !== actor.id).map((c) => c.ticketId);
    const isValidator = hasRole(actor, 'validator');
    const isEmpty: Partial<Record<Phase, boolean>> = {
      own: own.length === 0,
      proposed: !isValidator,
      others: others.length === 0,
    };
    const values = {
      ...{ now, own: JSON.stringify(own), others: JSON.stringify(others) },
      ...{ claimed: JSON.stringify([...own, ...others]), validator: isValidator ? actor.id : null },
    };
    return async (from, limit) => {
      const places: Place[] = [];
      for (const phase of PHASES.slice(from ? PHASES.indexOf(from[0]) : 0)) {
        if (places.length >= limit) break;
        if (isEmpty[phase]) continue;
        const place = from?.[0] === phase ? from : null;
        const found = await statements(phase, startAt(place)).all({
          ...{ ...values, due: place?.[1], id: place?.[2] },
          limit: limit - places.length,
        });
        places.push(...found.map((row): Place => [phase, row.due, row.id]));
      }
      return places;
    };
  };
}

type PhaseStatements = ReturnType<typeof phaseStatements>;

/** From a place on: the first of the phase, behind a report without a due instant, behind one with it. */
const STARTS = {
  first: undefined,
  // NULL sorts first in SQLite: a report without a due instant comes before all others.
  undue: sql`(${ticket.nextDueAt} is not null or ${ticket.id} > ${sql.placeholder('id')})`,
  // A row value, unlike an OR, is a range on the index: page 1,000 costs what page 2 does.
  after: sql`(${ticket.nextDueAt}, ${ticket.id}) > (${sql.placeholder('due')}, ${sql.placeholder('id')})`,
};

function startAt(place: Place | null): keyof typeof STARTS {
  if (place === null) return 'first';
  return place[1] === null ? 'undue' : 'after';
}

/** Each put into SQL once, when it is first asked for: that takes longer than running it. */
function phaseStatements(db: Db, scope: SQL, visits: SQL | null) {
  const { postponed, atField } = setAside(sql.placeholder('now'), visits);
  const isNow = sql`not (${postponed}) and not ${atField}`;
  const listed = (name: string) => sql`(select value from json_each(${sql.placeholder(name)}))`;
  const unclaimed = sql`${isNow} and ${ticket.id} not in ${listed('claimed')}`;
  const { desk, proposedValidator } = ticket;
  const conditions: Record<Phase, SQL> = {
    own: sql`${isNow} and ${ticket.id} in ${listed('own')}`,
    // Only in `validasi` is anything proposed: naming the desk gives SQLite the index of proposals.
    proposed: sql`${unclaimed} and ${desk} = 'validator' and ${proposedValidator} = ${sql.placeholder('validator')}`,
    // To nobody is proposed what an office works on. `is not`, unlike `<>`, holds for NULL as well.
    free: sql`${unclaimed} and (${sql.placeholder('validator')} is null or ${proposedValidator} is not ${sql.placeholder('validator')})`,
    others: sql`${isNow} and ${ticket.id} in ${listed('others')}`,
    postponed,
    atField,
  };
  const make = (phase: Phase, start: keyof typeof STARTS) =>
    db
      .select({ due: ticket.nextDueAt, id: ticket.id })
      .from(ticket)
      .where(and(scope, conditions[phase], STARTS[start]))
      .orderBy(asc(ticket.nextDueAt), asc(ticket.id))
      .limit(sql.placeholder('limit'))
      .prepare();
  const made = new Map<string, ReturnType<typeof make>>();
  return (phase: Phase, start: keyof typeof STARTS) => {
    const key = `${phase} ${start}`;
    const statement = made.get(key) ?? make(phase, start);
    made.set(key, statement);
    return statement;
  };
}
