/**
 * One push on its way: sealed for its browser, signed by the service, and what becomes of it. A browser that is gone is forgotten;
 * one that cannot be reached is tried again for as long as the news is any.
 */
import { eq } from 'drizzle-orm';
import webPush from 'web-push';
import type { PushMessage } from '#shared/contract/push.ts';
import type { Log } from '../../platform/log.ts';
import { OutboundFailure } from '../../platform/outbound/outbound.ts';
import { type PushRow, pushOut, type pushSubscription } from '../../tables/push.ts';
import type { TicketRow } from '../../tables/ticket.ts';
import { askedRest, waitAfter } from '../backoff.ts';
import { forgetSubscriptions, type PushDeps } from './subscriptions.ts';

export interface SenderDeps extends PushDeps {
  log: Log;
  /** Whom a push service may write to: `mailto:` or `https:`. */
  subject: string;
  chance?: () => number;
}

export interface DuePush {
  row: PushRow;
  to: typeof pushSubscription.$inferSelect;
  about: TicketRow;
}

/** `signal` ends what is under way, which then counts as not tried. */
export function openSender({ log, chance = Math.random, ...needs }: SenderDeps, signal: AbortSignal) {
  const { db, clock, outbound, keys, subject } = needs;

  /** `ttl`: seconds. Null where the browser's keys are none. */
  function sealedFor({ endpoint, p256dh, auth }: DuePush['to'], message: PushMessage, ttl: number) {
    try {
      return webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(message), {
        vapidDetails: { subject, ...keys },
        TTL: ttl,
        urgency: 'high',
      });
    } catch {
      return null;
    }
  }

  async function send({ row, to, about }: DuePush): Promise<void> {
    const now = clock.now();
    if (row.expiresAt <= now || isOver(row, about)) return settle(row);
    const message: PushMessage = { kind: row.kind, number: about.number };
    const sealed = sealedFor(to, message, Math.ceil((row.expiresAt - now) / 1_000));
    // Keys that are none: nobody could read it, and no other browser waits for that.
    if (sealed === null) return forgetSubscriptions([to.id], db);
    const { headers, body } = sealed;
    try {
      const told = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
      const answer = await outbound.send({
        url: to.endpoint,
        headers: Object.fromEntries(told),
        body,
        signal,
      });
      await settleBy(answer.status, askedRest(answer.headers['retry-after']), row);
    } catch (error) {
      if (!(error instanceof OutboundFailure)) throw error;
      if (error.why === 'stopped') return;
      // A name that has come to mean an address inside is no browser.
      await settleBy(error.why === 'private-address' ? 404 : 503, 0, row);
    }
  }

  async function settleBy(status: number, rest: number, row: PushRow): Promise<void> {
    if (status === 404 || status === 410) return forgetSubscriptions([row.subscription], db);
    if (status < 300) return settle(row);
    const wait = status === 429 || status >= 500 ? waitAfter(row.tries + 1, chance()) : null;
    if (wait === null) {
      log.warn({ status }, 'a push service did not take a push');
      return settle(row);
    }
    const nextAt = clock.now() + Math.max(wait, rest);
    await db
      .update(pushOut)
      .set({ tries: row.tries + 1, nextAt })
      .where(eq(pushOut.id, row.id));
  }

  async function settle({ id }: PushRow): Promise<void> {
    await db.update(pushOut).set({ settledAt: clock.now() }).where(eq(pushOut.id, id));
  }

  return { send };
}

/** Done with meanwhile, or moved: nobody need be told any more. */
function isOver({ kind, occasion }: PushRow, { desk, status, nextDueAt }: TicketRow): boolean {
  if (desk === null) return true;
  if (kind === 'returned') return status !== 'tl_ditolak';
  return kind === 'due' && occasion !== `due ${nextDueAt}`;
}
