/** Webhooks: how far each has come in the log, and what of it is still to be sent or was refused. */
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Change } from '#shared/contract/queue.ts';
import type { PauseReason, WebhookSight } from '#shared/contract/webhooks.ts';
import type { EventAction } from '#shared/ticket/action.ts';
import { ofTicket } from './ticket.ts';

/** Times are ms UTC. */
export const webhook = sqliteTable('webhook', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  url: text('url').notNull(),
  sight: text('sight', { mode: 'json' }).$type<WebhookSight>().notNull(),
  /** Empty: all. */
  actions: text('actions', { mode: 'json' }).$type<EventAction[]>().notNull(),
  /** Its secret is derived from this and a key kept outside the database. */
  secretSalt: text('secret_salt').notNull(),
  oldSecretSalt: text('old_secret_salt'),
  oldSecretUntil: integer('old_secret_until'),
  /** The log up to here was sent, or lies in the outbox. */
  cursor: integer('cursor').notNull(),
  createdAt: integer('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  pausedAt: integer('paused_at'),
  pausedBecause: text('paused_because').$type<PauseReason>(),
  /** Tries that failed since something was last taken. */
  failures: integer('failures').notNull().default(0),
  failingSince: integer('failing_since'),
  lastError: text('last_error'),
  /** No try before then. */
  restUntil: integer('rest_until'),
  lastTakenAt: integer('last_taken_at'),
});
export type WebhookRow = typeof webhook.$inferSelect;

/** The outbox: one row an event that is still to be taken. What was taken is gone from here. */
export const webhookDelivery = sqliteTable(
  'webhook_delivery',
  {
    webhook: text('webhook')
      .notNull()
      .references(() => webhook.id),
    seq: integer('seq').notNull(),
    ticketId: ofTicket(),
    scope: text('scope').$type<Change['scope']>().notNull(),
    tries: integer('tries').notNull().default(0),
    nextAt: integer('next_at').notNull(),
    /** Refused to the last try; null while it is still tried. */
    deadAt: integer('dead_at'),
    error: text('error'),
  },
  (t) => [
    primaryKey({ columns: [t.webhook, t.seq] }),
    index('webhook_delivery_ticket').on(t.webhook, t.ticketId, t.seq),
    index('webhook_delivery_dead').on(t.webhook, t.seq).where(sql`${t.deadAt} is not null`),
  ],
);
