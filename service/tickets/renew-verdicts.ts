/**
 * After an upgrade the rules of the evidence check are others: what lies with the validators is judged anew by them,
 * in short steps. What was decided stays as it was judged. A verdict that comes out the same is worth no event.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { and, asc, eq, sql } from 'drizzle-orm';
import { RULES_VERSION } from '#shared/evidence/checks/judge.ts';
import { isUniqueViolation, runBatch } from '../platform/db/database.ts';
import { type TicketRow, ticket } from '../tables/ticket.ts';
import type { TicketDeps } from './deps.ts';
import { judgedAgain } from './judge-again.ts';
import { append } from './ledger.ts';

export interface Renewal {
  /** Goes on from where it stopped; once through, it does nothing until the next start. */
  run(): Promise<void>;
  /** Ends after the report under way. */
  stop(): void;
}

/** Reports a run looks at: each costs some milliseconds, and other jobs wait for their turn. */
const AT_ONCE = 50;

type Needs = Pick<TicketDeps, 'db' | 'clock' | 'policy' | 'reads' | 'evidence'>;

export function openRenewal(services: Needs, rules: number = RULES_VERSION): Renewal {
  const { db } = services;
  /** The last report looked at; null = all were. */
  let after: { dueAt: number; id: number } | null = { dueAt: 0, id: 0 };
  let stopped = false;

  return {
    async run() {
      if (after === null) return;
      const rows = await db
        .select()
        .from(ticket)
        .where(
          and(
            // Those in `validasi` and not merged, by the index of their tray.
            eq(ticket.desk, 'validator'),
            sql`(${ticket.nextDueAt}, ${ticket.id}) > (${after.dueAt}, ${after.id})`,
            sql`coalesce(json_extract(${ticket.verdict}, '$.rules'), 1) < ${rules}`,
          ),
        )
        .orderBy(asc(ticket.nextDueAt), asc(ticket.id))
        .limit(AT_ONCE);
      for (const row of rows) {
        if (stopped) return;
        await renew(row, services);
        after = { dueAt: row.nextDueAt ?? 0, id: row.id };
        await nextTurn();
      }
      if (rows.length < AT_ONCE) after = null;
    },
    stop() {
      stopped = true;
    },
  };
}

async function renew(found: TicketRow, services: Needs): Promise<void> {
  const { db, clock, policy, reads } = services;
  for (let row: TicketRow | null = found; row?.status === 'validasi'; row = await reads.byId(found.id)) {
    const now = clock.now();
    const judged = await judgedAgain(row, row.status, now, services);
    const findings = judged?.patch?.verdict?.findings;
    if (judged === null || isDeepStrictEqual(findings, row.verdict?.findings)) return;
    try {
      await runBatch(services, append(db, row, [judged], now, policy.clocks).statements);
      return;
    } catch (error) {
      // Somebody was quicker: judge what they left.
      if (!isUniqueViolation(error)) throw error;
    }
  }
}
