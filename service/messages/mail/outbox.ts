/** The rows of messages: taken up, settled, listed where they could not be sent, and sent again on request. */
import { and, asc, desc, eq, inArray, isNotNull, lt, lte, sql } from 'drizzle-orm';
import type { NoticeWhy, SenderName } from '#shared/contract/notification.ts';
import { DAY } from '#shared/time/wib.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { type NoticeRow, noticeOut } from '../../tables/notice.ts';
import { ticket } from '../../tables/ticket.ts';
import { waitAfter } from '../backoff.ts';
import type { MailDeps } from './deps.ts';

type OutboxDeps = Pick<MailDeps, 'db' | 'clock'>;

/** Written as the partial indexes have them: with a parameter SQLite would not know them by it. */
const IS_WAITING = sql`${noticeOut.state} = 'waiting'`;
const IS_DEAD = sql`${noticeOut.state} = 'dead'`;

export async function nextDue(sender: SenderName, { db, clock }: OutboxDeps): Promise<NoticeRow | null> {
  const [row] = await db
    .select()
    .from(noticeOut)
    .where(and(IS_WAITING, lte(noticeOut.nextAt, clock.now()), eq(noticeOut.sender, sender)))
    .orderBy(asc(noticeOut.nextAt), sql`rowid`)
    .limit(1);
  return row ?? null;
}

/** Before it is handed over: whatever happens from here on, nobody takes it up a second time. */
export async function takeUp({ id, tries }: NoticeRow, { db }: OutboxDeps): Promise<void> {
  await db
    .update(noticeOut)
    .set({ state: 'sending', tries: tries + 1 })
    .where(and(eq(noticeOut.id, id), IS_WAITING));
}

export async function settleMail(
  { id }: NoticeRow,
  end: { state: 'sent' } | { state: 'dropped' | 'dead'; why: NoticeWhy },
  { db, clock }: OutboxDeps,
): Promise<void> {
  await db
    .update(noticeOut)
    .set({ why: null, ...end, settledAt: clock.now() })
    .where(eq(noticeOut.id, id));
}

/** `chance` in [0, 1) spreads tries. Too often is a dead letter. */
export async function tryLater(row: NoticeRow, chance: number, needs: OutboxDeps): Promise<void> {
  const wait = waitAfter(row.tries + 1, chance);
  if (wait === null) return settleMail(row, { state: 'dead', why: 'tired' }, needs);
  const nextAt = needs.clock.now() + wait;
  await needs.db.update(noticeOut).set({ state: 'waiting', nextAt }).where(eq(noticeOut.id, row.id));
}

/**
 * At the start, before anything is sent: what was under way when the process died may have arrived. It is not sent
 * again unasked; an operator sees it among the dead letters.
 */
export async function buryInterrupted({ db, clock }: OutboxDeps): Promise<void> {
  await db
    .update(noticeOut)
    .set({ state: 'dead', why: 'unclear', settledAt: clock.now() })
    .where(eq(noticeOut.state, 'sending'));
}

const MOST_SHOWN = 200;

export async function deadMails({ db }: Pick<MailDeps, 'db'>): Promise<(NoticeRow & { number: string })[]> {
  const rows = await db
    .select({ mail: noticeOut, number: ticket.number })
    .from(noticeOut)
    .innerJoin(ticket, eq(ticket.id, noticeOut.ticketId))
    .where(IS_DEAD)
    .orderBy(desc(noticeOut.settledAt), desc(noticeOut.id))
    .limit(MOST_SHOWN);
  return rows.map(({ mail, number }) => ({ ...mail, number }));
}

/** Throws 404 for one that is no dead letter (any more). Under the same id: a receiver that has it can tell. */
export async function sendAgain(id: string, { db, clock }: OutboxDeps): Promise<void> {
  const again = await db
    .update(noticeOut)
    .set({ state: 'waiting', why: null, tries: 0, nextAt: clock.now(), settledAt: null })
    .where(and(eq(noticeOut.id, id), IS_DEAD))
    .returning({ id: noticeOut.id });
  if (again.length === 0) throw new HttpProblem('not-found');
}

/** Rows of one round: a backlog is worked off beside everything else. */
const ROUND = 1_000;

/** As long as what browsers say of theirs. What still waits stays. */
export async function forgetOldMails({
  db,
  clock,
  policy,
}: Pick<MailDeps, 'db' | 'clock' | 'policy'>): Promise<void> {
  const kept = policy.current().retention.receipts.days * DAY;
  const old = db
    .select({ id: noticeOut.id })
    .from(noticeOut)
    .where(and(lt(noticeOut.createdAt, clock.now() - kept), isNotNull(noticeOut.settledAt)))
    .limit(ROUND);
  await db.delete(noticeOut).where(inArray(noticeOut.id, old));
}
