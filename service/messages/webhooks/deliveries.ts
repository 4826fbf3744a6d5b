/** What waits for a webhook, and its dead letters: listed, tried anew, given up. */
import { and, asc, eq, gt, isNotNull, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { DeliveriesQuery, DeliveryPage } from '#shared/contract/webhooks.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { fromCursor, pageOf } from '../../platform/http/cursor.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { webhookDelivery } from '../../tables/webhook.ts';
import { linesAt } from '../../tickets/queue/feed.ts';
import { messageIdOf } from './message.ts';
import { named } from './settle.ts';
import { findWebhook, type WebhookDeps } from './subscriptions.ts';

const DEFAULT_LIMIT = 50;
const Place = z.tuple([z.number().int()]);

/** Throws 404. */
export async function listDeliveries(
  services: WebhookDeps,
  id: string,
  { state, cursor, limit = DEFAULT_LIMIT }: z.output<typeof DeliveriesQuery>,
): Promise<z.infer<typeof DeliveryPage>> {
  const { db } = services;
  await findWebhook(services, id);
  const [after] = cursor === undefined ? [0] : fromCursor(cursor, Place);
  const { deadAt } = webhookDelivery;
  const rows = await db
    .select()
    .from(webhookDelivery)
    .where(
      and(
        eq(webhookDelivery.webhook, id),
        gt(webhookDelivery.seq, after),
        state === undefined ? undefined : state === 'dead' ? isNotNull(deadAt) : isNull(deadAt),
      ),
    )
    .orderBy(asc(webhookDelivery.seq))
    .limit(limit + 1);
  const { page, next } = pageOf(rows, limit, ({ seq }) => [seq]);
  const lines = await linesAt(
    db,
    page.map(({ seq }) => seq),
  );
  const lineOf = new Map(lines.map((line) => [line.seq, line]));
  return {
    items: page.flatMap((row) => {
      const line = lineOf.get(row.seq);
      if (!line) return [];
      const isDead = row.deadAt !== null;
      return [
        {
          seq: row.seq,
          messageId: messageIdOf(id, row.seq),
          number: line.number,
          version: line.version,
          action: line.action,
          state: isDead ? ('dead' as const) : ('waiting' as const),
          tries: row.tries,
          error: row.error,
          nextAt: isDead ? null : toTimestamp(row.nextAt),
          deadAt: row.deadAt === null ? null : toTimestamp(row.deadAt),
        },
      ];
    }),
    next,
  };
}

/** Every dead letter has all its tries again. Answers how many there were. Throws 404. */
export async function replayAll(services: WebhookDeps, id: string): Promise<number> {
  await findWebhook(services, id);
  const revived = await services.db
    .update(webhookDelivery)
    .set(alive(services))
    .where(and(eq(webhookDelivery.webhook, id), isNotNull(webhookDelivery.deadAt)))
    .returning({ seq: webhookDelivery.seq });
  await services.webhooks.changed();
  return revived.length;
}

/** Throws 404, also where it is no dead letter (any more). */
export async function replayOne(services: WebhookDeps, id: string, seq: number): Promise<void> {
  const revived = await services.db
    .update(webhookDelivery)
    .set(alive(services))
    .where(deadLetter(id, seq))
    .returning({ seq: webhookDelivery.seq });
  if (revived.length === 0) throw new HttpProblem('not-found');
  await services.webhooks.changed();
}

/** Lets a dead letter go, and with it what waited behind it go out. Throws 404 as {@link replayOne}. */
export async function dropOne(services: WebhookDeps, id: string, seq: number): Promise<void> {
  const dropped = await services.db
    .delete(webhookDelivery)
    .where(deadLetter(id, seq))
    .returning({ seq: webhookDelivery.seq });
  if (dropped.length === 0) throw new HttpProblem('not-found');
  await services.webhooks.changed();
}

function alive({ clock }: Pick<WebhookDeps, 'clock'>) {
  return { deadAt: null, tries: 0, nextAt: clock.now() };
}

function deadLetter(id: string, seq: number) {
  return and(named({ webhook: id, seq }), isNotNull(webhookDelivery.deadAt));
}
