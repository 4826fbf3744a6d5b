/**
 * From the log to the outbox and out of it. A subscription's cursor and the rows for what it passed are written in
 * one batch, and a row goes only once its message was taken: whatever happens in between, nothing is left out, and
 * at worst something is sent twice under one `webhook-id`.
 *
 * A message waits for every earlier one of its report, dead ones too, so that no receiver ever hears of a report
 * backwards. Reports wait for each other only where the receiver as a whole does not answer.
 */
import { setImmediate } from 'node:timers/promises';
import {
  and,
  asc,
  count,
  eq,
  isNotNull,
  isNull,
  lt,
  lte,
  min,
  notExists,
  notInArray,
  sql,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Actor } from '#shared/contract/session.ts';
import { isTold } from '#shared/ticket/action.ts';
import { clientId } from '../../people/api-keys/api-keys.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Outbound } from '../../platform/outbound/outbound.ts';
import type { Lease } from '../../platform/peers/leases.ts';
import { type WebhookRow, webhook, webhookDelivery } from '../../tables/webhook.ts';
import { linesAfter, newestSeq, scopeOf } from '../../tickets/queue/feed.ts';

/** What carrying messages takes of the service. */
export interface DispatchDeps {
  db: Db;
  clock: Clock;
  units: UnitDirectory;
  outbound: Outbound;
}

export type DeliveryRow = typeof webhookDelivery.$inferSelect;

/** Rows that may be tried. What a receiver that is away is owed beyond them stays in the log, behind the cursor. */
const MOST_READY = 500;
/** Lines of the log looked through in one step; between two of them everybody else has their turn. */
const WINDOW = 200;

const mine = (id: string) => eq(webhookDelivery.webhook, id);
const isAlive = isNull(webhookDelivery.deadAt);

const earlier = alias(webhookDelivery, 'earlier');
const sameReport = (id: string) =>
  and(
    eq(earlier.webhook, id),
    eq(earlier.ticketId, webhookDelivery.ticketId),
    lt(earlier.seq, webhookDelivery.seq),
  );

/** Moves a subscription on through the log, up to its end or until enough is ready. */
export async function fill(
  needs: DispatchDeps,
  id: string,
  { guard }: Pick<Lease, 'guard'>,
  ending: AbortSignal,
): Promise<void> {
  const { db, clock, units } = needs;
  // What is added meanwhile wakes it again.
  const newest = await newestSeq(needs);
  while (!ending.aborted) {
    const row = await findRow(needs, id);
    if (!row || row.pausedAt !== null || row.cursor >= newest) return;
    if ((await countReady(needs, id)) >= MOST_READY) return;
    const end = Math.min(newest, row.cursor + WINDOW);
    const actor = actorOf(row, units);
    const values = (await linesAfter(db, row.cursor, end)).flatMap((line) => {
      const isWanted = isTold(line.action) && (row.actions.length === 0 || row.actions.includes(line.action));
      const scope = isWanted ? scopeOf(actor, line, units) : null;
      if (scope === null) return [];
      return [{ webhook: id, seq: line.seq, ticketId: line.ticketId, scope, nextAt: clock.now() }];
    });
    const move = db.update(webhook).set({ cursor: end }).where(eq(webhook.id, id));
    await db.batch([
      guard(),
      move,
      ...(values.length === 0 ? [] : [db.insert(webhookDelivery).values(values)]),
    ]);
    await setImmediate();
  }
}

export async function findRow({ db }: Pick<DispatchDeps, 'db'>, id: string): Promise<WebhookRow | null> {
  const [row] = await db.select().from(webhook).where(eq(webhook.id, id));
  return row ?? null;
}

/** Not those that wait behind a dead letter: they would keep all other reports out. */
async function countReady({ db }: DispatchDeps, id: string): Promise<number> {
  const behindDead = db
    .select({ one: sql`1` })
    .from(earlier)
    .where(and(sameReport(id), isNotNull(earlier.deadAt)));
  const [row] = await db
    .select({ n: count() })
    .from(webhookDelivery)
    .where(and(mine(id), isAlive, notExists(behindDead)));
  return row?.n ?? 0;
}

/** First of its report in the outbox, and not dead. */
const isNext = (needs: DispatchDeps, id: string) =>
  and(mine(id), isAlive, notExists(needs.db.select({ one: sql`1` }).from(earlier).where(sameReport(id))));

/** What may be tried now, in the log's order; `underWay`: those that are being tried. */
export function due(
  needs: DispatchDeps,
  id: string,
  underWay: readonly number[],
  limit: number,
): Promise<DeliveryRow[]> {
  return needs.db
    .select()
    .from(webhookDelivery)
    .where(
      and(
        isNext(needs, id),
        lte(webhookDelivery.nextAt, needs.clock.now()),
        notInArray(webhookDelivery.seq, [...underWay]),
      ),
    )
    .orderBy(asc(webhookDelivery.seq))
    .limit(limit);
}

/** When the next one may be tried (ms UTC); null when none waits. */
export async function nextTryAt(needs: DispatchDeps, id: string): Promise<number | null> {
  const [row] = await needs.db
    .select({ at: min(webhookDelivery.nextAt) })
    .from(webhookDelivery)
    .where(isNext(needs, id));
  return row?.at ?? null;
}

/** With whose eyes a subscription sees: as an actor to whom the feed's one rule of scope applies. */
function actorOf({ id, name, sight }: WebhookRow, units: UnitDirectory): Actor {
  const { role } = sight;
  const unit = role === 'unit_admin' ? units.named(sight.unit) : null;
  // Keys of one client see what any of them filed, and so does its webhook.
  const who = role === 'api_client' ? clientId(sight.client) : `webhook:${id}`;
  return { id: who, username: who, name, role, unit, roles: [{ role, unit }] };
}
