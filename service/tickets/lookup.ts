/** What badges and cards need of many reports at once: asked again with every redraw of a page, by every browser. */
import { inArray, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { Verdict } from '#shared/contract/evidence.ts';
import { type Actor, hasRole } from '#shared/contract/session.ts';
import type { LookupItem, LookupResult } from '#shared/contract/ticket.ts';
import type { Action } from '#shared/ticket/action.ts';
import { isReportNumber } from '#shared/ticket/number.ts';
import { isMerged, type Openness } from '#shared/ticket/status.ts';
import { actionsFor, type Standing } from '#shared/ticket/transitions.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { maySeeRef, readerAs, sayVerdict } from '../evidence/say.ts';
import { officerNames } from '../people/accounts/look-up.ts';
import type { UnitDirectory } from '../people/units/directory.ts';
import type { Db } from '../platform/db/database.ts';
import { say } from '../platform/http/language.ts';
import { type StoredVerdict, ticket, ticketHeld } from '../tables/ticket.ts';
import type { Proposals } from './office-proposal.ts';
import { knowsProposals, type Reader } from './read.ts';
import { hadItOnce, standingsOf } from './standing.ts';

export interface Lookup {
  /** Out of the reader's scope = unknown. */
  of(numbers: readonly string[], reader: Reader): Promise<LookupResult>;
}

/** Verdicts in words: those of the pages that are looked at. */
const KEPT_VERDICTS = 2_000;

/** `built`: actions that exist; nothing is offered that does not work. */
export function openLookup(
  db: Db,
  units: UnitDirectory,
  built: readonly Action[],
  proposals: Proposals,
): Lookup {
  const found = db
    .select({
      id: ticket.id,
      number: ticket.number,
      version: ticket.version,
      status: ticket.status,
      mergedInto: ticket.mergedInto,
      unit: ticket.unit,
      kelurahan: ticket.kelurahan,
      filedBy: ticket.filedBy,
      fieldAskedAt: ticket.fieldAskedAt,
      nextDueAt: ticket.nextDueAt,
      category: ticket.category,
      desk: ticket.desk,
      sentBy: ticket.sentBy,
      proposedValidator: ticket.proposedValidator,
      verdict: sql<string | null>`${ticket.verdict}`,
    })
    .from(ticket)
    .where(sql`${ticket.number} in (select value from json_each(${sql.placeholder('numbers')}))`)
    .prepare();
  type Row = Awaited<ReturnType<typeof found.all>>[number];
  const said = new LRUCache<string, Verdict>({ max: KEPT_VERDICTS });

  /** By the stored text itself: what says the same is put into words once. */
  function verdictFor(stored: string | null, reader: Reader): Verdict | null {
    if (stored === null) return null;
    const key = `${reader.language} ${maySeeRef(reader.actor)} ${readerAs(reader.actor)} ${stored}`;
    const known = said.get(key);
    if (known) return known;
    const verdict = sayVerdict(JSON.parse(stored) as StoredVerdict, reader);
    said.set(key, verdict);
    return verdict;
  }

  /** Where the reports that lie with none of the actor's offices lay before. */
  async function heldOf(rows: readonly Row[], actor: Actor): Promise<Map<number, string[]>> {
    const held = new Map<number, string[]>();
    const elsewhere = rows.filter((row) => standingsOf(actor, row, [], units).length === 0);
    if (elsewhere.length === 0 || !hasRole(actor, 'unit_admin')) return held;
    const ids = elsewhere.map(({ id }) => id);
    for (const { ticketId, unit } of await db
      .select()
      .from(ticketHeld)
      .where(inArray(ticketHeld.ticketId, ids))) {
      held.set(ticketId, [...(held.get(ticketId) ?? []), unit]);
    }
    return held;
  }

  return {
    async of(numbers, reader) {
      const { actor, language } = reader;
      const asked = [...new Set(numbers.map((number) => number.trim().toUpperCase()))];
      const rows = await found.all({ numbers: JSON.stringify(asked.filter(isReportNumber)) });
      const held = await heldOf(rows, actor);
      const seen = rows.flatMap((row) => {
        const standings = standingsOf(actor, row, held.get(row.id) ?? [], units);
        return standings.length > 0 ? { row, standings } : [];
      });
      const proposed = await proposals.of(seen.map(({ row }) => row));
      const validators = knowsProposals(actor) ? rows.flatMap((row) => row.proposedValidator ?? []) : [];
      const officers = await officerNames(db, validators);
      const actionsOn = openActions(built);
      const items = seen.map(({ row, standings }): LookupItem => {
        const had = hadItOnce(standings);
        const proposal = had ? undefined : proposed.get(row.id);
        const validator = officers.get(row.proposedValidator ?? '');
        return {
          number: row.number,
          version: row.version,
          status: row.status,
          nextDueAt: row.nextDueAt === null ? null : toTimestamp(row.nextDueAt),
          verdict: had ? null : verdictFor(row.verdict, reader),
          actions: actionsOn(standings, row),
          ...(proposal && {
            proposedUnit: { ...units.named(proposal.office), why: say(proposal.why, language) },
          }),
          ...(row.sentBy === null ? {} : { sentBy: units.named(row.sentBy) }),
          ...(validator && { proposedValidator: { ...validator, mine: row.proposedValidator === actor.id } }),
        };
      });
      const known = new Set(items.map((item) => item.number));
      return { items, unknown: asked.filter((number) => !known.has(number)) };
    },
  };
}

/** What may be done is the same for many reports of a page: the table is walked once for each way to stand to them. */
function openActions(built: readonly Action[]): (standings: readonly Standing[], row: Openness) => Action[] {
  const found = new Map<string, Action[]>();
  return (standings, row) => {
    const ways = standings.map(({ role, relation }) => `${role} ${relation}`);
    const key = [row.status, isMerged(row), ...ways].join();
    const actions = found.get(key) ?? actionsFor(standings, row).filter((action) => built.includes(action));
    found.set(key, actions);
    return actions;
  };
}
