/** Keeps what browsers say of their notifications: first word holds, for as long as the retention says. */
import { inArray, lt, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Receipt } from '#shared/contract/notification.ts';
import type { Actor } from '#shared/contract/session.ts';
import { DAY } from '#shared/time/wib.ts';
import type { Config } from '../../platform/settings.ts';
import { notificationReceipt } from '../../tables/notification.ts';
import type { TicketDeps } from '../../tickets/deps.ts';

/** What this part of the service is opened with, and nothing beyond. */
export interface ReceiptDeps extends TicketDeps {
  config: Pick<Config, 'publicUrl'>;
}

/** Rows of one round of the retention: a backlog is worked off beside everything else. */
const ROUND = 1_000;

/**
 * What names a report that the caller may not see, or none at all, is passed over in silence: the answer must not
 * tell which reports there are.
 */
export async function recordReceipts(
  receipts: readonly z.output<typeof Receipt>[],
  actor: Actor,
  { db, clock, reads }: Pick<ReceiptDeps, 'db' | 'clock' | 'reads'>,
): Promise<void> {
  const rows = await reads.byNumbers([...new Set(receipts.map(({ number }) => number))]);
  const seen = new Map((await reads.see(rows, actor)).map(({ row }) => [row.number, row.id]));
  const now = clock.now();
  const past = (instant: string): number => Math.min(now, Date.parse(instant));
  const values = receipts.flatMap(({ id, number, kind, heldBack, ...times }) => {
    const ticketId = seen.get(number);
    if (ticketId === undefined) return [];
    return {
      officer: actor.id,
      id,
      ticketId,
      kind,
      heldBack: heldBack ?? null,
      sentAt: past(times.sentAt),
      shownAt: times.shownAt === undefined ? null : past(times.shownAt),
      openedAt: times.openedAt === undefined ? null : past(times.openedAt),
      recordedAt: now,
    };
  });
  if (values.length === 0) return;
  const { officer, id, shownAt, heldBack, openedAt } = notificationReceipt;
  await db
    .insert(notificationReceipt)
    .values(values)
    .onConflictDoUpdate({
      target: [officer, id],
      set: {
        shownAt: sql`coalesce(${shownAt}, excluded.shown_at)`,
        heldBack: sql`coalesce(${heldBack}, excluded.held_back)`,
        openedAt: sql`coalesce(${openedAt}, excluded.opened_at)`,
      },
    });
}

export async function forgetOldReceipts({
  db,
  clock,
  policy,
}: Pick<ReceiptDeps, 'db' | 'clock' | 'policy'>): Promise<void> {
  const kept = policy.current().retention.receipts.days * DAY;
  const old = db
    .select({ rowid: sql`rowid` })
    .from(notificationReceipt)
    .where(lt(notificationReceipt.recordedAt, clock.now() - kept))
    .limit(ROUND);
  await db.delete(notificationReceipt).where(inArray(sql`rowid`, old));
}
