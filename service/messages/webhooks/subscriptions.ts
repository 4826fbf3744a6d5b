/** Webhooks as the operator keeps them: made, changed, paused, given a new secret, ended. */
import { randomUUID } from 'node:crypto';
import { count, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '#shared/contract/session.ts';
import type {
  NewWebhook,
  Webhook,
  WebhookChange,
  WebhookSight,
  WebhookWithSecret,
} from '#shared/contract/webhooks.ts';
import { DAY, toTimestamp } from '#shared/time/zone.ts';
import type { Accounts } from '../../people/accounts/auth.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { SettableClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import type { Outbound } from '../../platform/outbound/outbound.ts';
import type { ServiceConfig } from '../../platform/settings.ts';
import { type WebhookRow, webhook, webhookDelivery } from '../../tables/webhook.ts';
import { newestSeq } from '../../tickets/queue/feed.ts';
import type { Dispatchers } from './dispatchers.ts';
import type { WebhookSecrets } from './message.ts';
import { pausing, tryNow, WELL } from './settle.ts';

/** What this part of the service is opened with, and nothing beyond. */
export interface WebhookDeps {
  config: ServiceConfig;
  db: Db;
  clock: SettableClock;
  units: UnitDirectory;
  accounts: Accounts;
  outbound: Outbound;
  webhooks: Dispatchers;
  webhookSecrets: WebhookSecrets;
}

/** Long enough for whoever keeps the receiver to put the new secret in on a working day. */
const OLD_SECRET_FOR = DAY;
/** Each costs a look at every line of the log. */
const MOST_WEBHOOKS = 100;

export async function listWebhooks(services: WebhookDeps): Promise<Webhook[]> {
  return read(services);
}

/** Throws 404. */
export async function findWebhook(services: WebhookDeps, id: string): Promise<Webhook> {
  const [found] = await read(services, eq(webhook.id, id));
  if (!found) throw new HttpProblem('not-found');
  return found;
}

export async function createWebhook(
  services: WebhookDeps,
  { name, url, actions, sight, after }: NewWebhook,
  by: Actor,
): Promise<WebhookWithSecret> {
  const { db, clock, webhookSecrets } = services;
  checkUrl(services, url);
  checkSight(services, sight);
  const newest = await newestSeq(services);
  if (after !== undefined && after > newest) {
    throw invalid('after', 'out-of-range', {
      key: 'messages.webhook_refused.log_only_reached',
      values: { newest },
    });
  }
  if ((await db.$count(webhook)) >= MOST_WEBHOOKS) {
    throw invalid('url', 'too-many', {
      key: 'messages.webhook_refused.there_webhooks_most_delete',
      values: { most: MOST_WEBHOOKS },
    });
  }
  const id = randomUUID();
  const secretSalt = webhookSecrets.newSalt();
  await db.insert(webhook).values({
    id,
    name,
    url,
    sight,
    actions: [...new Set(actions)],
    secretSalt,
    cursor: after ?? newest,
    createdAt: clock.now(),
    createdBy: by.id,
  });
  await services.webhooks.changed();
  return { ...(await findWebhook(services, id)), secret: webhookSecrets.secretOf(id, secretSalt) };
}

/** Throws 404. */
export async function changeWebhook(
  services: WebhookDeps,
  id: string,
  { name, url, actions }: WebhookChange,
): Promise<Webhook> {
  checkUrl(services, url);
  await update(services, id, { name, url, actions: [...new Set(actions)] });
  return findWebhook(services, id);
}

/** Ends it with all that waits for it. Throws 404. */
export async function deleteWebhook(services: WebhookDeps, id: string): Promise<void> {
  await findWebhook(services, id);
  await services.db.batch([
    services.db.delete(webhookDelivery).where(eq(webhookDelivery.webhook, id)),
    services.db.delete(webhook).where(eq(webhook.id, id)),
  ]);
}

/** Going on, it is tried at once, as if nothing had failed. Dead letters stay dead until they are replayed. Throws 404. */
export async function setWebhookState(services: WebhookDeps, id: string, paused: boolean): Promise<Webhook> {
  const before = await findWebhook(services, id);
  if (paused && before.paused === null) await update(services, id, pausing('operator', services));
  if (!paused && before.paused !== null) {
    await services.db.batch([
      tryNow(services, id),
      services.db
        .update(webhook)
        .set({ ...WELL, pausedAt: null, pausedBecause: null })
        .where(eq(webhook.id, id)),
    ]);
    await services.webhooks.changed();
  }
  return findWebhook(services, id);
}

/** Throws 404. */
export async function rotateSecret(services: WebhookDeps, id: string): Promise<WebhookWithSecret> {
  const { clock, webhookSecrets } = services;
  const secretSalt = webhookSecrets.newSalt();
  await update(services, id, {
    oldSecretSalt: sql`${webhook.secretSalt}`,
    oldSecretUntil: clock.now() + OLD_SECRET_FOR,
    secretSalt,
  });
  return { ...(await findWebhook(services, id)), secret: webhookSecrets.secretOf(id, secretSalt) };
}

async function update(
  { db }: WebhookDeps,
  id: string,
  values: Partial<{ [K in keyof WebhookRow]: WebhookRow[K] | SQL }>,
): Promise<void> {
  const changed = await db
    .update(webhook)
    .set(values)
    .where(eq(webhook.id, id))
    .returning({ id: webhook.id });
  if (changed.length === 0) throw new HttpProblem('not-found');
}

function checkUrl({ outbound }: WebhookDeps, url: string): void {
  const why = outbound.forbids(url);
  if (why !== null) throw invalid('url', why, `messages.webhook_url.${why}`);
}

function checkSight({ units }: WebhookDeps, sight: WebhookSight): void {
  if (sight.role === 'unit_admin' && units.get(sight.unit) === undefined) {
    throw invalid('sight.unit', 'unknown', 'messages.webhook_refused.unknown_office');
  }
}

async function read(services: WebhookDeps, which?: SQL): Promise<Webhook[]> {
  const { db, clock } = services;
  const newest = await newestSeq(services);
  const rows = await db
    .select({ row: webhook, owed: count(webhookDelivery.seq), dead: count(webhookDelivery.deadAt) })
    .from(webhook)
    .leftJoin(webhookDelivery, eq(webhookDelivery.webhook, webhook.id))
    .where(which)
    .groupBy(webhook.id)
    .orderBy(desc(webhook.createdAt), webhook.id);
  return rows.map(({ row, owed, dead }) => ({
    id: row.id,
    name: row.name,
    url: row.url,
    actions: row.actions,
    sight: row.sight,
    createdAt: toTimestamp(row.createdAt),
    paused:
      row.pausedAt === null
        ? null
        : { at: toTimestamp(row.pausedAt), because: row.pausedBecause ?? 'operator' },
    cursor: row.cursor,
    newest,
    waiting: owed - dead,
    dead,
    lastTakenAt: row.lastTakenAt === null ? null : toTimestamp(row.lastTakenAt),
    failing:
      row.failingSince === null
        ? null
        : {
            since: toTimestamp(row.failingSince),
            tries: row.failures,
            error: row.lastError ?? '',
            nextAt: toTimestamp(Math.max(clock.now(), row.restUntil ?? 0)),
          },
    oldSecretUntil:
      row.oldSecretUntil === null || row.oldSecretUntil <= clock.now()
        ? null
        : toTimestamp(row.oldSecretUntil),
  }));
}
