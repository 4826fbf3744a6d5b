/**
 * Offering anew what waits for a validator and is proposed to nobody, or to one whose duty has ended or whose
 * account is disabled. What somebody is looking at stays with them; with nobody on duty all stays as it is.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, eq, exists, gt, isNull, notExists, notInArray } from 'drizzle-orm';
import { isUniqueViolation, runBatch } from '../platform/db/database.ts';
import { user } from '../tables/account.ts';
import { claim, type TicketRow, ticket } from '../tables/ticket.ts';
import type { TicketDeps } from './deps.ts';
import { append, SISTEM } from './ledger.ts';

type Needs = Pick<TicketDeps, 'db' | 'clock' | 'policy' | 'turns'>;

/** Reports read at once. Each is written by itself, so that nobody waits for more than one. */
const ROUND = 50;

export async function offerAnew(services: Needs): Promise<void> {
  const onDuty = await services.turns.onDuty();
  if (onDuty.length === 0) return;
  for (const officer of [null, ...(await proposedBeside(services, onDuty))]) await handOn(officer, services);
}

/** All that is proposed to `officer`, null for what is proposed to nobody. */
async function handOn(officer: string | null, services: Needs): Promise<void> {
  for (;;) {
    const waiting = await nextOf(officer, services);
    let offered = 0;
    for (const row of waiting) {
      if (await offer(services, row)) offered++;
      await nextTurn();
    }
    // A round in which others were quicker with all of it comes again with the next run of the job.
    if (waiting.length < ROUND || offered === 0) return;
  }
}

/** Accounts that reports are proposed to though they are not on duty. Asked by account: they are few, reports many. */
async function proposedBeside({ db }: Needs, onDuty: readonly string[]): Promise<string[]> {
  const theirs = db
    .select({ id: ticket.id })
    .from(ticket)
    .where(and(eq(ticket.desk, 'validator'), eq(ticket.proposedValidator, user.id)));
  const rows = await db
    .select({ id: user.id })
    .from(user)
    .where(and(notInArray(user.id, [...onDuty]), exists(theirs)));
  return rows.map(({ id }) => id);
}

function nextOf(officer: string | null, { db, clock }: Needs): Promise<TicketRow[]> {
  const claimed = db
    .select({ id: claim.ticketId })
    .from(claim)
    .where(and(eq(claim.ticketId, ticket.id), gt(claim.until, clock.now())));
  return db
    .select()
    .from(ticket)
    .where(
      and(
        eq(ticket.desk, 'validator'),
        officer === null ? isNull(ticket.proposedValidator) : eq(ticket.proposedValidator, officer),
        notExists(claimed),
      ),
    )
    .orderBy(asc(ticket.nextDueAt), asc(ticket.id))
    .limit(ROUND);
}

/** False where somebody acted on it meanwhile. */
function offer({ db, clock, policy, turns }: Needs, row: TicketRow): Promise<boolean> {
  return turns.take(async (turn) => {
    if (!turn) return false;
    const patch = { proposedValidator: turn.officer };
    const step = { action: 'usulkan' as const, actor: SISTEM, to: row.status, patch };
    try {
      await runBatch({ db }, [...append(db, row, [step], clock.now(), policy.clocks).statements, turn.taken]);
      return true;
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
  });
}
