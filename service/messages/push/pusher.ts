/**
 * Plans and sends what is due, a few browsers at a time, beside everything else the service does: woken by the log, by time, and
 * never before the service answers.
 */
import { and, asc, eq, isNull, lt, lte } from 'drizzle-orm';
import { MINUTE } from '#shared/time/zone.ts';
import { livingSessions } from '../../people/accounts/sessions.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Lease } from '../../platform/peers/leases.ts';
import type { Peers } from '../../platform/peers/peers.ts';
import { session } from '../../tables/account.ts';
import { pushOut, pushSubscription } from '../../tables/push.ts';
import { ticket } from '../../tables/ticket.ts';
import type { LogWatch } from '../../tickets/queue/log-watch.ts';
import { beginPushes, type PushPlanDeps, passNews, planLimits, planNews } from './plan.ts';
import { type DuePush, openSender, type SenderDeps } from './sender.ts';
import { forgetEnded, isAnyoneTold } from './subscriptions.ts';

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
  /** Of runs to come, which will find whatever there is by then. */
  const due = new Set<() => Promise<void>>();
  let isServing = false;
  let endWatch = (): void => {};

  function soon(run: () => Promise<void>): void {
    if (!isServing || due.has(run) || ending.signal.aborted) return;
    due.add(run);
    running = running.then(run).catch((error: unknown) => {
      log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'pushes failed');
    });
  }

  /** One process tells each browser: a second telling would ring twice. */
  async function alone(run: (lease: Lease) => Promise<void>): Promise<void> {
    const lease = await peers.take('pushes');
    if (lease === null) return;
    await run(lease).catch((error: unknown) => {
      if (!lease.isLost(error)) throw error;
    });
  }

  /** At each step that is written; where nobody is told it ends with that question. */
  async function tellNews(): Promise<void> {
    due.delete(tellNews);
    if (!(await isAnyoneTold(db))) return;
    await alone(async (lease) => {
      await planNews({ ...needs, lease });
      await sendDue(lease);
    });
  }

  async function tellAll(): Promise<void> {
    due.delete(tellAll);
    await alone(async (lease) => {
      await forgetEnded(needs);
      if (!(await isAnyoneTold(db))) return passNews({ ...needs, lease });
      await planNews({ ...needs, lease });
      await planLimits({ ...needs, lease });
      await sendDue(lease);
      await db.delete(pushOut).where(lt(pushOut.expiresAt, clock.now() - KEPT));
    });
  }

  async function sendDue(lease: Pick<Lease, 'isHeld'>): Promise<void> {
    for (let sent = 0; sent < MOST && lease.isHeld() && !ending.signal.aborted; sent += AT_ONCE) {
      const next = await nextDue();
      if (next.length === 0) break;
      await Promise.all(next.map(sender.send));
    }
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
      endWatch = logWatch.listen(() => soon(tellNews));
    },
    /** To look what there is to do. */
    wake: (): void => soon(tellAll),
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
