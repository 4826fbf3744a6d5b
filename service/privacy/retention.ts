/** Retention: what a closed report's reporter handed in is erased when its time is over. */
import { and, asc, eq, gt, isNotNull, lte, or } from 'drizzle-orm';
import { DAY } from '#shared/deadline/wib.ts';
import { KEPT, type Kept } from '#shared/policy/retention.ts';
import { retentionMark } from '../db/schema/privacy.ts';
import { ticket } from '../db/schema/ticket.ts';
import type { Services } from '../services.ts';
import { SISTEM } from '../tickets/ledger.ts';
import { erase } from './erase.ts';

/** Reports of one round: a backlog of years is worked off minute by minute, beside everything else. */
const ROUND = 100;

/** By the policy in force now: one that keeps longer brings nothing back, one that keeps shorter erases more. */
export async function applyRetention(services: Services): Promise<void> {
  const { retention } = services.policy.current();
  for (const kept of KEPT) await applyTo(kept, retention[kept].days * DAY, services);
}

async function applyTo(kept: Kept, length: number, services: Services): Promise<void> {
  const { db, clock } = services;
  const [mark = { closedAt: 0, ticketId: 0 }] = await db
    .select()
    .from(retentionMark)
    .where(eq(retentionMark.kept, kept));
  // A report that is reopened and closes again comes later in this order, so it is met once more.
  const due = await db
    .select({ id: ticket.id, number: ticket.number, closedAt: ticket.closedAt })
    .from(ticket)
    .where(
      and(
        isNotNull(ticket.closedAt),
        lte(ticket.closedAt, clock.now() - length),
        or(
          gt(ticket.closedAt, mark.closedAt),
          and(eq(ticket.closedAt, mark.closedAt), gt(ticket.id, mark.ticketId)),
        ),
      ),
    )
    .orderBy(asc(ticket.closedAt), asc(ticket.id))
    .limit(ROUND);
  for (const { number } of due) await erase({ number, by: SISTEM, what: [kept] }, services);
  const last = due.at(-1);
  if (last?.closedAt == null) return;
  const reached = { closedAt: last.closedAt, ticketId: last.id };
  await db
    .insert(retentionMark)
    .values({ kept, ...reached })
    .onConflictDoUpdate({ target: retentionMark.kept, set: reached });
}
