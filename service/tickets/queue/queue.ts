/**
 * The caller's work in the order to do it: own claims, unclaimed ones proposed to them, other unclaimed, others'
 * claims, what is not to be decided now, each in due order. Claims, proposals and postponements are few, so each is its
 * own short range on an index, rather than one sort over the whole scope.
 */
import { and, asc, eq, gt, inArray, notInArray, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { QueuePage } from '#shared/contract/queue.ts';
import { type Actor, hasRole } from '#shared/contract/session.ts';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { claim, type TicketRow, ticket } from '../../tables/ticket.ts';
import type { TicketDeps } from '../deps.ts';
import type { Reader } from '../read.ts';
import { newestSeq } from './feed.ts';
import { ownVisits, queueCondition, setAside } from './scope.ts';

const DEFAULT_LIMIT = 50;
const PHASES = ['own', 'proposed', 'free', 'others', 'postponed', 'atField'] as const;
type Phase = (typeof PHASES)[number];

const Place = z.tuple([z.enum(PHASES), z.number().nullable(), z.number()]);

export async function queuePage(
  services: Pick<TicketDeps, 'db' | 'clock' | 'units' | 'reads'>,
  reader: Reader,
  query: { cursor?: string | undefined; limit?: number | undefined },
): Promise<QueuePage> {
  const { db, clock, units, reads } = services;
  const limit = query.limit ?? DEFAULT_LIMIT;
  // Before the rows: a change in between is seen twice rather than never.
  const seq = await newestSeq(services);
  const scope = queueCondition(reader.actor, units);
  if (!scope) return { items: [], next: null, seq };
  const from = query.cursor === undefined ? null : fromCursor(query.cursor, Place);
  const claims = await db
    .select({ ticketId: claim.ticketId, officer: claim.officer })
    .from(claim)
    .where(gt(claim.until, clock.now()));
  const own = claims.filter((c) => c.officer === reader.actor.id).map((c) => c.ticketId);
  const others = claims.filter((c) => c.officer !== reader.actor.id).map((c) => c.ticketId);
  const isValidator = hasRole(reader.actor, 'validator');
  const { postponed, atField } = setAside(clock.now(), ownVisits(reader.actor, units));
  const isNow = sql`not (${postponed}) and not ${atField}`;
  const unclaimed = and(isNow, claims.length === 0 ? undefined : notInArray(ticket.id, [...own, ...others]));
  const phases: Record<Phase, { condition: SQL | undefined; empty: boolean }> = {
    own: { condition: and(isNow, inArray(ticket.id, own)), empty: own.length === 0 },
    proposed: { condition: and(unclaimed, proposedTo(reader.actor)), empty: !isValidator },
    free: {
      condition: isValidator ? and(unclaimed, notProposedTo(reader.actor)) : unclaimed,
      empty: false,
    },
    others: { condition: and(isNow, inArray(ticket.id, others)), empty: others.length === 0 },
    postponed: { condition: postponed, empty: false },
    atField: { condition: atField, empty: false },
  };

  const rows: { phase: Phase; row: TicketRow }[] = [];
  const start = from ? PHASES.indexOf(from[0]) : 0;
  for (const phase of PHASES.slice(start)) {
    if (rows.length > limit) break;
    if (phases[phase].empty) continue;
    const after = from && from[0] === phase ? afterPlace(from[1], from[2]) : undefined;
    const found = await db
      .select()
      .from(ticket)
      .where(and(scope, phases[phase].condition, after))
      .orderBy(asc(ticket.nextDueAt), asc(ticket.id))
      .limit(limit + 1 - rows.length);
    rows.push(...found.map((row) => ({ phase, row })));
  }
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const seen = await reads.see(
    page.map(({ row }) => row),
    reader.actor,
  );
  return {
    items: await reads.items(seen, reader),
    next: rows.length > limit && last ? toCursor([last.phase, last.row.nextDueAt, last.row.id]) : null,
    seq,
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
