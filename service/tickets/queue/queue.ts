/**
 * The caller's work in due order, then what is not to be decided now. Who looks at what and to whom a report is
 * proposed is a mark on it, and moves nothing: the deadline orders.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, type SQL, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Actor } from '#shared/contract/session.ts';
import { SET_ASIDE } from '#shared/deadline/urgency.ts';
import type { Db } from '../../platform/db/database.ts';
import { fromCursor, pageOf } from '../../platform/http/cursor.ts';
import { ticket } from '../../tables/ticket.ts';
import type { TicketDeps } from '../deps.ts';
import type { Reader } from '../read.ts';
import { newestSeq } from './feed.ts';
import { ownVisits, queueCondition, scopeKey, setAside } from './scope.ts';

const DEFAULT_LIMIT = 50;
const PHASES = ['now', ...SET_ASIDE] as const;
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
      const from = query.cursor === undefined ? null : fromCursor(query.cursor, Place);
      const places = walkOf(actor);
      // Asked for together they are done in this order, on a server as well.
      const [seq, found] = await Promise.all([newestSeq(services), places(from, limit + 1)]);
      const { page, next } = pageOf(found, limit, (place) => place);
      const ids = page.map(([, , id]) => id);
      return `{"items":${await items.of(ids, actor)},"next":${JSON.stringify(next)},"seq":${seq}}`;
    },

    async *reports(reader, most) {
      yield `{"seq":${await newestSeq(services)},"items":[`;
      // By the instant of now to its end: a report whose postponement ends meanwhile is not passed over.
      const places = walkOf(reader.actor);
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

  return (actor: Actor): Places => {
    const statements = statementsFor(actor);
    if (statements === 'none') return async () => [];
    const now = clock.now();
    return async (from, limit) => {
      const statement = statements(from?.[0] ?? 'now', startAt(from));
      const found = await statement.all({ now, due: from?.[1], id: from?.[2], limit });
      return found.map(({ phase, due, id }): Place => [phase, due, id]);
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
  const conditions: Record<Phase, SQL> = {
    now: sql`not (${postponed}) and not ${atField}`,
    postponed,
    atField,
  };
  const limit = sql.placeholder('limit');
  const of = (phase: Phase, start: keyof typeof STARTS): SQL =>
    sql`select * from (select ${sql.raw(`'${phase}'`)} as phase, ${ticket.nextDueAt} as due, ${ticket.id} as id from ${ticket}
      where ${and(scope, conditions[phase], STARTS[start])}
      order by ${asc(ticket.nextDueAt)}, ${asc(ticket.id)} limit ${limit})`;
  /** This phase from the start on and all behind it, in one statement: SQLite looks at none that is not needed. */
  const make = (phase: Phase, start: keyof typeof STARTS) => {
    const rest = PHASES.slice(PHASES.indexOf(phase) + 1).map((later) => of(later, 'first'));
    const all = sql.join([of(phase, start), ...rest], sql` union all `);
    return db
      .select({ phase: sql<Phase>`phase`, due: sql<number | null>`due`, id: sql<number>`id` })
      .from(sql`(${all} limit ${limit})`)
      .prepare();
  };
  const made = new Map<string, ReturnType<typeof make>>();
  return (phase: Phase, start: keyof typeof STARTS) => {
    const key = `${phase} ${start}`;
    const statement = made.get(key) ?? make(phase, start);
    made.set(key, statement);
    return statement;
  };
}
