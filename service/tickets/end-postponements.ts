/** A postponement that has run out ends in the log: whoever follows it is told, and the report waits again. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { asc, lte } from 'drizzle-orm';
import { isUniqueViolation, runBatch } from '../platform/db/database.ts';
import { ticket } from '../tables/ticket.ts';
import type { TicketDeps } from './deps.ts';
import { append, SISTEM } from './ledger.ts';

/** Reports a run looks at; the rest comes with the next. */
const AT_ONCE = 500;

export async function endPostponements({
  db,
  clock,
  policy,
}: Pick<TicketDeps, 'db' | 'clock' | 'policy'>): Promise<void> {
  const now = clock.now();
  const ended = await db
    .select()
    .from(ticket)
    .where(lte(ticket.heldUntil, now))
    .orderBy(asc(ticket.heldUntil))
    .limit(AT_ONCE);
  for (const row of ended) {
    const step = { action: 'tunda_berakhir' as const, actor: SISTEM, to: row.status };
    try {
      await runBatch({ db }, append(db, row, [step], now, policy.clocks).statements);
    } catch (error) {
      // Somebody decided on it meanwhile: that ended it too, or moved it.
      if (!isUniqueViolation(error)) throw error;
    }
    await nextTurn();
  }
}
