/** What became of notifications, as the officers' browsers told it. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Holdback, NotificationKind } from '#shared/contract/notification.ts';
import { ofOfficer } from './account.ts';
import { ofTicket } from './ticket.ts';

export const notificationReceipt = sqliteTable(
  'notification_receipt',
  {
    officer: ofOfficer(),
    /** The browser's own id: two browsers of one officer each have theirs. */
    id: text('id').notNull(),
    ticketId: ofTicket(),
    kind: text('kind').$type<NotificationKind>().notNull(),
    sentAt: integer('sent_at').notNull(),
    shownAt: integer('shown_at'),
    heldBack: text('held_back').$type<Holdback>(),
    openedAt: integer('opened_at'),
    recordedAt: integer('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.officer, t.id] }),
    index('notification_receipt_ticket').on(t.ticketId, t.sentAt),
    index('notification_receipt_recorded').on(t.recordedAt),
  ],
);
