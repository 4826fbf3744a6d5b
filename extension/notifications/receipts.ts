/** Tells the service what became of notifications, whenever it answers; kept until it has heard of them. */
import { ProblemError } from '#shared/contract/client.ts';
import { MOST_RECEIPTS, type Receipt } from '#shared/contract/notification.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { call, type WorkerContext } from '../connection/service.ts';
import type { StoredNotification } from '../store/database.ts';

export async function sendReceipts(context: WorkerContext): Promise<void> {
  const { db } = context;
  const session = await db.session.get('session');
  if (!session?.token) return;
  const waiting = await db.notices
    .where('unreported')
    .equals(1)
    .filter((row) => row.accountId === session.actor.id)
    .limit(MOST_RECEIPTS)
    .toArray();
  if (waiting.length === 0) return;
  try {
    await call(context, 'recordNotifications', { body: { receipts: waiting.map(toReceipt) } });
  } catch (error) {
    // A service that does not know the call will never take it; any other refusal may pass.
    if (!(error instanceof ProblemError) || !['not-found', 'invalid', 'malformed'].includes(error.word)) {
      throw error;
    }
  }
  const sent = new Map(waiting.map((row) => [row.id, row]));
  await db.notices
    .where('unreported')
    .equals(1)
    .modify((row) => {
      const before = sent.get(row.id);
      // Shown or opened while the call was on its way: that has to be told as well.
      if (before && before.shownAt === row.shownAt && before.openedAt === row.openedAt) row.unreported = 0;
    });
}

function toReceipt({ id, number, kind, sentAt, shownAt, heldBack, openedAt }: StoredNotification): Receipt {
  return {
    id,
    number,
    kind,
    sentAt: toTimestamp(sentAt),
    ...(shownAt === undefined ? {} : { shownAt: toTimestamp(shownAt) }),
    ...(heldBack === undefined ? {} : { heldBack }),
    ...(openedAt === undefined ? {} : { openedAt: toTimestamp(openedAt) }),
  };
}
