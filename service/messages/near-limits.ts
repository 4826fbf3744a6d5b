/** Reports whose office or validator is told that a clock is about to end. */
import { and, asc, gt, inArray, lte } from 'drizzle-orm';
import { LIMIT_LEAD } from '#shared/contract/messages.ts';
import type { Db } from '../platform/db/database.ts';
import { type TicketRow, ticket } from '../tables/ticket.ts';

/** With the clock that ends first, in that order. `now`: ms UTC. */
export async function nearLimits(db: Db, now: number): Promise<(TicketRow & { nextDueAt: number })[]> {
  const rows = await db
    .select()
    .from(ticket)
    .where(
      and(
        inArray(ticket.desk, ['office', 'validator']),
        gt(ticket.nextDueAt, now),
        lte(ticket.nextDueAt, now + LIMIT_LEAD),
      ),
    )
    .orderBy(asc(ticket.nextDueAt));
  return rows.flatMap((row) => (row.nextDueAt === null ? [] : [{ ...row, nextDueAt: row.nextDueAt }]));
}
