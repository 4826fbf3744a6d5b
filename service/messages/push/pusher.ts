/**
 * Plans and sends what is due, a few browsers at a time, beside everything else the service does: woken by the log, by time, and
 * never before the service answers.
 */
import { and, asc, eq, isNull, lt, lte } from 'drizzle-orm';
import { MINUTE } from '#shared/time/zone.ts';
import { livingSessions } from '../../people/accounts/sessions.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Peers } from '../../platform/peers/peers.ts';
import { session } from '../../tables/account.ts';
import { pushOut, pushSubscription } from '../../tables/push.ts';
import { ticket } from '../../tables/ticket.ts';
import type { LogWatch } from '../../tickets/queue/log-watch.ts';
import { beginPushes, type PushPlanDeps, planPushes } from './plan.ts';
import { type DuePush, openSender, type SenderDeps } from './sender.ts';
import { forgetEnded } from './subscriptions.ts';

export interface PusherDeps extends SenderDeps, PushPlanDeps {
  logWatch: LogWatch;
  peers: Pick<Peers, 'take'>;
}

const AT_ONCE = 8;
/** Sent without a pause in one run. */
const MOST = 1_000;
/** ms after it was of no use; until then it is known that a limit was told. */
const KEPT = 2 * 60 * MINUTE;

export function openPusher({ logWatch, peers, ...needs }: PusherDeps) {
  const { db, clock, log } = needs;
  const ending = new AbortController();
  const sender = openSender(needs, ending.signal);
  let running: Promise<void> = Promise.resolve();
  /** A run is to come that will find whatever there is by then. */
  let isDue = false;
  let isServing = false;
  let endWatch = (): void => {};

  function wake(): void {
    if (!isServing || isDue || ending.signal.aborted) return;
    isDue = true;
    running = running.then(run).catch((error: unknown) => {
      log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'pushes failed');
    });
  }

  async function run(): Promise<void> {
    isDue = false;
    // One process tells each browser; a second telling would ring twice.
    const lease = await peers.take('pushes');
    if (lease === null) return;
    await forgetEnded(needs);
    await planPushes(needs);
    for (let sent = 0; sent < MOST && lease.isHeld() && !ending.signal.aborted; sent += AT_ONCE) {
      const due = await nextDue();
      if (due.length === 0) break;
      await Promise.all(due.map(sender.send));
    }
    await db.delete(pushOut).where(lt(pushOut.expiresAt, clock.now() - KEPT));
  }

  function nextDue(): Promise<DuePush[]> {
    return db
      .select({ row: pushOut, to: pushSubscription, about: ticket })
      .from(pushOut)
      .innerJoin(pushSubscription, eq(pushSubscription.id, pushOut.subscription))
      .innerJoin(session, and(eq(session.id, pushSubscription.session), livingSessions(systemClock.now())))
      .innerJoin(ticket, eq(ticket.id, pushOut.ticketId))
      .where(and(isNull(pushOut.settledAt), lte(pushOut.nextAt, clock.now())))
      .orderBy(asc(pushOut.nextAt))
      .limit(AT_ONCE);
  }

  return {
    /** From now on; before that nothing is planned or sent. */
    async begin(): Promise<void> {
      await beginPushes(needs);
      isServing = true;
      endWatch = logWatch.listen(wake);
    },
    /** To look what there is to do. */
    wake,
    /** Resolves once all that can be done now is done. */
    async settled(): Promise<void> {
      for (let before: Promise<void> | null = null; before !== running; ) {
        before = running;
        await running;
      }
    },
    async stop(): Promise<void> {
      endWatch();
      ending.abort();
      await running;
    },
  };
}
