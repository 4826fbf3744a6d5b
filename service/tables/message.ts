/**
 * Messages to people outside the browser: what is to be sent, in which words, and who wants none. No row holds an
 * address or a text of a report: both are looked up when a message is sent, so erasing a person leaves nothing here.
 */
import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { MessageKind, MessageTemplate } from '#shared/contract/messages.ts';
import type { MessageState, MessageWhy, SenderName } from '#shared/contract/notification.ts';
import { user } from './account.ts';
import { ofTicket } from './ticket.ts';

export const messageOut = sqliteTable(
  'notice_out',
  {
    /** Random; names the mail (`Message-ID`) and the call of a gateway. */
    id: text('id').primaryKey(),
    ticketId: ofTicket(),
    kind: text('kind').$type<MessageKind>().notNull(),
    /** See `occasionOf`. */
    occasion: text('occasion').notNull(),
    /** Account of an officer; empty for the reporter, whose contact lies among the report's texts. */
    recipient: text('recipient').notNull(),
    sender: text('sender').$type<SenderName>().notNull(),
    state: text('state').$type<MessageState>().notNull(),
    why: text('why').$type<MessageWhy>(),
    tries: integer('tries').notNull().default(0),
    /** ms UTC */
    createdAt: integer('created_at').notNull(),
    nextAt: integer('next_at').notNull(),
    /** When it came to rest: sent, dropped or given up. */
    settledAt: integer('settled_at'),
  },
  (t) => [
    // Never twice: the same occasion, to the same person, by the same sender.
    uniqueIndex('notice_out_once').on(t.ticketId, t.occasion, t.recipient, t.sender),
    index('notice_out_due').on(t.nextAt).where(sql`${t.state} = 'waiting'`),
    index('notice_out_dead').on(t.settledAt, t.id).where(sql`${t.state} = 'dead'`),
    index('notice_out_created').on(t.createdAt),
  ],
);
export type MessageRow = typeof messageOut.$inferSelect;

/** How far a log was read for messages: that of reports, and that of accounts. */
export const messageMark = sqliteTable('notice_mark', {
  id: integer('id').primaryKey(),
  seq: integer('seq').notNull(),
});

/** Never changed, never deleted: a newer one takes its place from its instant on. */
export const messageTemplate = sqliteTable(
  'notice_template',
  {
    version: integer('version').primaryKey({ autoIncrement: true }),
    kind: text('kind').$type<MessageKind>().notNull(),
    effectiveFrom: integer('effective_from').notNull(),
    words: text('words', { mode: 'json' }).$type<MessageTemplate>().notNull(),
    setAt: integer('set_at').notNull(),
    setBy: text('set_by').notNull(),
  },
  (t) => [index('notice_template_kind').on(t.kind, t.effectiveFrom, t.version)],
);

/** Reporters who want no more notices: a keyed hash of the address, which says nothing of it. */
export const unsubscribed = sqliteTable('notice_refusal', {
  address: text('address').primaryKey(),
  at: integer('at').notNull(),
});

/** Where an officer wants messages; without a row they get none. */
export const officerContact = sqliteTable('officer_contact', {
  officer: text('officer')
    .primaryKey()
    .references(() => user.id),
  email: text('email'),
  phone: text('phone'),
});
