/** What a try came to, and what follows from it for the message and for the receiver: one batch each. */
import { and, count, eq, gt, isNotNull, isNull } from 'drizzle-orm';
import type { PauseReason } from '#shared/contract/webhooks.ts';
import type { Lease } from '../../platform/peers/leases.ts';
import { type WebhookRow, webhook, webhookDelivery } from '../../tables/webhook.ts';
import { ILL_AFTER, isGivenUp, MOST_DEAD, restAfter, waitAfter } from '../backoff.ts';
import type { DeliveryRow, DispatchDeps } from './outbox.ts';

export type DeliveryOutcome =
  | { kind: 'taken' }
  /** `error`: a word or `HTTP` and a status. `rest`: what the receiver asked for, in ms. */
  | { kind: 'failed'; error: string; rest: number }
  /** 410: the receiver wants no more of it. */
  | { kind: 'gone' }
  /** The service stops; this was no try. */
  | { kind: 'stopped' };

type SettleDeps = Pick<DispatchDeps, 'db' | 'clock'>;
/** Under which it was sent. */
type Guarded = SettleDeps & { lease: Pick<Lease, 'guard'> };

/** Answers why the subscription was paused now, if it was. */
export async function settleDelivery(
  needs: Guarded,
  row: WebhookRow,
  delivery: DeliveryRow,
  outcome: DeliveryOutcome,
  chance: () => number,
): Promise<PauseReason | null> {
  switch (outcome.kind) {
    case 'taken':
      await taken(needs, row, delivery);
      return null;
    case 'failed':
      return failed(needs, row, delivery, outcome, chance);
    case 'gone':
      await needs.db.batch([needs.lease.guard(), pause(needs, row.id, 'gone')]);
      return row.pausedAt === null ? 'gone' : null;
    case 'stopped':
      return null;
  }
}

async function taken({ db, clock, lease }: Guarded, row: WebhookRow, delivery: DeliveryRow): Promise<void> {
  const now = clock.now();
  await db.batch([
    lease.guard(),
    forget({ db }, delivery),
    db
      .update(webhook)
      .set({ ...WELL, lastTakenAt: now })
      .where(eq(webhook.id, row.id)),
    // A receiver that has come back gets all that waited for it at once.
    ...(row.failures < ILL_AFTER ? [] : [tryNow({ db, clock }, row.id)]),
  ]);
}

async function failed(
  { db, clock, lease }: Guarded,
  row: WebhookRow,
  delivery: DeliveryRow,
  { error, rest }: Extract<DeliveryOutcome, { kind: 'failed' }>,
  chance: () => number,
): Promise<PauseReason | null> {
  const now = clock.now();
  const failures = row.failures + 1;
  const failingSince = row.failingSince ?? now;
  const tries = delivery.tries + 1;
  const wait = waitAfter(tries, chance());
  const [buried] = await db
    .select({ n: count() })
    .from(webhookDelivery)
    .where(and(eq(webhookDelivery.webhook, row.id), isNotNull(webhookDelivery.deadAt)));
  const isTooMuch = wait === null && (buried?.n ?? 0) + 1 >= MOST_DEAD;
  const because = isGivenUp(failures, now - failingSince) || isTooMuch ? ('failing' as const) : null;
  await db.batch([
    lease.guard(),
    db
      .update(webhookDelivery)
      .set({ tries, error, ...(wait === null ? { deadAt: now } : { nextAt: now + wait }) })
      .where(named(delivery)),
    db
      .update(webhook)
      .set({
        failures,
        failingSince,
        lastError: error,
        restUntil: now + Math.max(rest, restAfter(failures, chance())),
      })
      .where(eq(webhook.id, row.id)),
    ...(because === null ? [] : [pause({ db, clock }, row.id, because)]),
  ]);
  return row.pausedAt === null ? because : null;
}

export const WELL = { failures: 0, failingSince: null, lastError: null, restUntil: null } as const;

export function pausing(because: PauseReason, { clock }: Pick<DispatchDeps, 'clock'>) {
  return { pausedAt: clock.now(), pausedBecause: because };
}

/** A pause that came while the call was under way stays as it is: an operator's own says that they will end it. */
function pause({ db, clock }: SettleDeps, id: string, because: PauseReason) {
  return db
    .update(webhook)
    .set(pausing(because, { clock }))
    .where(and(eq(webhook.id, id), isNull(webhook.pausedAt)));
}

/** Alone, or in a batch. */
export function forget({ db }: Pick<DispatchDeps, 'db'>, delivery: DeliveryRow) {
  return db.delete(webhookDelivery).where(named(delivery));
}

/** What waits is due from now on, whatever it was put off for; for a batch. */
export function tryNow({ db, clock }: SettleDeps, id: string) {
  const now = clock.now();
  return db
    .update(webhookDelivery)
    .set({ nextAt: now })
    .where(
      and(eq(webhookDelivery.webhook, id), isNull(webhookDelivery.deadAt), gt(webhookDelivery.nextAt, now)),
    );
}

export function named({ webhook: id, seq }: Pick<DeliveryRow, 'webhook' | 'seq'>) {
  return and(eq(webhookDelivery.webhook, id), eq(webhookDelivery.seq, seq));
}
