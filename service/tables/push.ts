/**
 * Web Push: which browsers want to be told, when, and what is on its way to them. No row holds a word of a report; what
 * leaves the house is a kind and a number.
 */
import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { NotificationKind } from '#shared/contract/notification.ts';
import { ofOfficer } from './account.ts';
import { ofTicket } from './ticket.ts';

export const pushSubscription = sqliteTable(
  'push_subscription',
  {
    id: text('id').primaryKey(),
    officer: ofOfficer(),
    /** Told only while this session goes on. No reference: whatever ends a session need not know of this. */
    session: text('session').notNull(),
    /** Of the browser's push service, with the keys that only this browser can read with (RFC 8291). */
    endpoint: text('endpoint').notNull().unique(),
    p256dh: text('p256dh').notNull(),
    auth: text('auth').notNull(),
    /** ms UTC */
    createdAt: integer('created_at').notNull(),
  },
  (t) => [index('push_subscription_officer').on(t.officer), index('push_subscription_session').on(t.session)],
);

/** Without a row an officer is told of everything, at any hour. */
export const pushChoice = sqliteTable('push_choice', {
  officer: text('officer').primaryKey(),
  kinds: text('kinds', { mode: 'json' }).$type<NotificationKind[]>().notNull(),
  /** Minutes after midnight on the city's clock; the same twice, or null: at any hour. */
  from: integer('from_minute'),
  until: integer('until_minute'),
});

/** The outbox, a row for each browser. What was taken stays for a while, so that it is told once. */
export const pushOut = sqliteTable(
  'push_out',
  {
    id: text('id').primaryKey(),
    subscription: text('subscription').notNull(),
    ticketId: ofTicket(),
    kind: text('kind').$type<NotificationKind>().notNull(),
    /** See `occasionOf` in `shared/contract/messages.ts`. */
    occasion: text('occasion').notNull(),
    tries: integer('tries').notNull().default(0),
    /** ms UTC; later than `expiresAt` it is of no use. */
    nextAt: integer('next_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    /** Taken, or given up. */
    settledAt: integer('settled_at'),
  },
  (t) => [
    uniqueIndex('push_out_once').on(t.subscription, t.ticketId, t.occasion),
    index('push_out_due').on(t.nextAt).where(sql`${t.settledAt} is null`),
    index('push_out_expires').on(t.expiresAt),
  ],
);
export type PushRow = typeof pushOut.$inferSelect;
