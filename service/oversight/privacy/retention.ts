/** Retention: what a closed report's reporter handed in is erased when its time is over. */
import { and, asc, eq, gte, lte, not, notExists, notInArray, type SQL, sql } from 'drizzle-orm';
import { KEPT, type Kept } from '#shared/rules/retention.ts';
import { DAY } from '#shared/time/zone.ts';
import type { Db } from '../../platform/db/database.ts';
import { retentionMark } from '../../tables/privacy.ts';
import { hasEnded, ticket } from '../../tables/ticket.ts';
import { SISTEM } from '../../tickets/ledger.ts';
import { erase, type PrivacyDeps } from './erase.ts';

/** Reports of one round: a backlog of years is worked off minute by minute, beside everything else. */
const ROUND = 100;

/** By the policy in force now: one that keeps longer brings nothing back, one that keeps shorter erases more. */
export async function applyRetention(services: PrivacyDeps): Promise<void> {
  const { retention } = services.policy.current();
  for (const kept of KEPT) await applyTo(kept, retention[kept].days * DAY, services);
}

/** Another system's reports come in as closed long before: what was walked past already is walked again from there. */
export function walkAgainFrom(db: Db, closedAt: number) {
  return db
    .update(retentionMark)
    .set({ closedAt: closedAt - 1, ticketId: 0 })
    .where(gte(retentionMark.closedAt, closedAt));
}

/** When it ended; where another system does not tell that, when it came here (ms UTC). */
const ENDED_AT = sql<number>`(case when ${ticket.closedAt} is null then ${ticket.steppedAt} else ${ticket.closedAt} end)`;

function after({ closedAt, ticketId }: { closedAt: number; ticketId: number }): SQL {
  return sql`(${ENDED_AT}, ${ticket.id}) > (${closedAt}, ${ticketId})`;
}

async function applyTo(kept: Kept, length: number, services: PrivacyDeps): Promise<void> {
  const { db, clock } = services;
  await db.insert(retentionMark).values({ kept, closedAt: 0, ticketId: 0 }).onConflictDoNothing();
  const [mark] = await db.select().from(retentionMark).where(eq(retentionMark.kept, kept));
  if (!mark) return;
  // A report that is reopened and closes again comes later in this order, so it is met once more.
  const due = await db
    .select({ id: ticket.id, number: ticket.number, closedAt: ENDED_AT })
    .from(ticket)
    .where(and(hasEnded(ticket), lte(ENDED_AT, clock.now() - length), after(mark)))
    .orderBy(asc(ENDED_AT), asc(ticket.id))
    .limit(ROUND);
  for (const { number } of due) await erase({ number, by: SISTEM, what: [kept] }, services);
  const last = due.at(-1);
  if (!last) return;
  const reached = { closedAt: last.closedAt, ticketId: last.id };
  // Imported meanwhile into what this round went through, or before it: the next one begins where this one did.
  const missed = db
    .select({ id: ticket.id })
    .from(ticket)
    .where(
      and(
        hasEnded(ticket),
        after(mark),
        not(after(reached)),
        notInArray(
          ticket.id,
          due.map(({ id }) => id),
        ),
      ),
    );
  await db
    .update(retentionMark)
    .set(reached)
    .where(
      and(
        eq(retentionMark.kept, kept),
        eq(retentionMark.closedAt, mark.closedAt),
        eq(retentionMark.ticketId, mark.ticketId),
        notExists(missed),
      ),
    );
}
