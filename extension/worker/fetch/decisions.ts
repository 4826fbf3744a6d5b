/** What the officer decided today, whatever machine they did it on: read when something was sent, and with the queue. */
import { startOfDay } from '#shared/time/zone.ts';
import { call, updateMeta, type WorkerContext, whileSignedIn } from '../../connection/service.ts';

/** `sent`: a decision of theirs has just gone through. */
export async function refreshDecisions(context: WorkerContext, sent: boolean): Promise<void> {
  const { db, now } = context;
  const meta = await db.meta.get('sync');
  if (!meta || (!sent && isFresh(meta.decisions, meta.queueReadAt ?? 0, now() + meta.clockOffset))) return;
  const token = (await db.session.get('session'))?.token ?? null;
  if (token === null) return;
  const { data } = await call(context, 'queueDecisions', {});
  await whileSignedIn(context, token, [db.meta], () =>
    updateMeta(context, { decisions: { ...data, readAt: now() } }),
  );
  context.changed();
}

/** Of today, and no older than the queue beside it. */
function isFresh(
  decisions: { since: string; readAt: number } | undefined,
  queueReadAt: number,
  servedNow: number,
): boolean {
  if (!decisions || decisions.readAt < queueReadAt) return false;
  return Date.parse(decisions.since) === startOfDay(servedNow);
}
