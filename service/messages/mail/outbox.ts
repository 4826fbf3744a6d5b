/** The rows of messages: taken up, settled, listed where they could not be sent, and sent again on request. */
import { and, asc, desc, eq, inArray, isNotNull, lt, lte, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { MessageWhy, SenderName } from '#shared/contract/notification.ts';
import { DAY } from '#shared/time/zone.ts';
import { fromCursor, pageOf } from '../../platform/http/cursor.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import type { Lease } from '../../platform/peers/leases.ts';
import { type MessageRow, messageOut } from '../../tables/message.ts';
import { ticket } from '../../tables/ticket.ts';
import { waitAfter } from '../backoff.ts';
import type { MailDeps } from './deps.ts';

type OutboxDeps = Pick<MailDeps, 'db' | 'clock'>;
/** Where another process sends them by now, nothing of it is written. */
type Guarded = OutboxDeps & { lease: Pick<Lease, 'guard'> };

/** Written as the partial indexes have them: with a parameter SQLite would not know them by it. */
const IS_WAITING = sql`${messageOut.state} = 'waiting'`;
const IS_DEAD = sql`${messageOut.state} = 'dead'`;

export async function nextDue(sender: SenderName, { db, clock }: OutboxDeps): Promise<MessageRow | null> {
  const [row] = await db
    .select()
    .from(messageOut)
    .where(and(IS_WAITING, lte(messageOut.nextAt, clock.now()), eq(messageOut.sender, sender)))
    .orderBy(asc(messageOut.nextAt), sql`rowid`)
    .limit(1);
  return row ?? null;
}

/** Before it is handed over: whatever happens from here on, nobody takes it up a second time. */
export async function takeUp({ id, tries }: MessageRow, { db, lease }: Guarded): Promise<void> {
  await db.batch([
    lease.guard(),
    db
      .update(messageOut)
      .set({ state: 'sending', tries: tries + 1 })
      .where(and(eq(messageOut.id, id), IS_WAITING)),
  ]);
}

export async function settleMail(
  { id }: MessageRow,
  end: { state: 'sent' } | { state: 'dropped' | 'dead'; why: MessageWhy },
  { db, clock, lease }: Guarded,
): Promise<void> {
  await db.batch([
    lease.guard(),
    db
      .update(messageOut)
      .set({ why: null, ...end, settledAt: clock.now() })
      .where(eq(messageOut.id, id)),
  ]);
}

/** `chance` in [0, 1) spreads tries. Too often is a dead letter. */
export async function tryLater(row: MessageRow, chance: number, needs: Guarded): Promise<void> {
  const wait = waitAfter(row.tries + 1, chance);
  if (wait === null) return settleMail(row, { state: 'dead', why: 'tired' }, needs);
  const nextAt = needs.clock.now() + wait;
  await needs.db.batch([
    needs.lease.guard(),
    needs.db.update(messageOut).set({ state: 'waiting', nextAt }).where(eq(messageOut.id, row.id)),
  ]);
}

/**
 * By whoever begins to send, before anything is sent: what was under way when the process before died may have arrived. It
 * is not sent again unasked; an operator sees it among the dead letters.
 */
export async function buryInterrupted({ db, clock, lease }: Guarded): Promise<void> {
  await db.batch([
    lease.guard(),
    db
      .update(messageOut)
      .set({ state: 'dead', why: 'unclear', settledAt: clock.now() })
      .where(eq(messageOut.state, 'sending')),
  ]);
}

const PER_PAGE = 50;
const DeadPlace = z.tuple([z.number(), z.string()]);

/** Dead letters, the newest first. Throws 422 for a cursor that is none. */
export async function deadMails(
  { db }: Pick<MailDeps, 'db'>,
  cursor?: string,
): Promise<{ items: (MessageRow & { number: string })[]; next: string | null }> {
  const [at, id] = cursor ? fromCursor(cursor, DeadPlace) : [null, null];
  const rows = await db
    .select({ mail: messageOut, number: ticket.number })
    .from(messageOut)
    .innerJoin(ticket, eq(ticket.id, messageOut.ticketId))
    .where(
      and(
        IS_DEAD,
        at === null ? undefined : sql`(${messageOut.settledAt}, ${messageOut.id}) < (${at}, ${id})`,
      ),
    )
    .orderBy(desc(messageOut.settledAt), desc(messageOut.id))
    .limit(PER_PAGE + 1);
  const { page, next } = pageOf(rows, PER_PAGE, ({ mail }) => [mail.settledAt, mail.id]);
  return { items: page.map(({ mail, number }) => ({ ...mail, number })), next };
}

/** Throws 404 for one that is no dead letter (any more). Under the same id: a receiver that has it can tell. */
export async function sendAgain(id: string, { db, clock }: OutboxDeps): Promise<void> {
  const again = await db
    .update(messageOut)
    .set({ state: 'waiting', why: null, tries: 0, nextAt: clock.now(), settledAt: null })
    .where(and(eq(messageOut.id, id), IS_DEAD))
    .returning({ id: messageOut.id });
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
    .select({ id: messageOut.id })
    .from(messageOut)
    .where(and(lt(messageOut.createdAt, clock.now() - kept), isNotNull(messageOut.settledAt)))
    .limit(ROUND);
  await db.delete(messageOut).where(inArray(messageOut.id, old));
}
