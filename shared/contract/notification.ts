/**
 * What became of notifications: each browser says what it got, showed and saw opened, so that "was it the system
 * or the admin?" has an answer. It is the officer's own browser that speaks: a record, not a proof.
 */
import { z } from 'zod';
import { EVENT_ACTIONS } from '../ticket/action.ts';
import { STATUSES } from '../ticket/status.ts';
import { MESSAGE_KINDS } from './messages.ts';
import { get, post } from './operation.ts';
import { Instant, Named, ReportNumber } from './primitives.ts';

/** New work · a follow-up that came back · a limit that comes near. */
export const NOTIFICATION_KINDS = ['arrived', 'returned', 'due'] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** Why one was not shown at once: the officer's quiet hours, their settings, or the browser would not. */
export const HOLDBACKS = ['quiet_hours', 'switched_off', 'browser'] as const;
export type Holdback = (typeof HOLDBACKS)[number];

const fate = {
  kind: z.enum(NOTIFICATION_KINDS),
  /** The browser got to know of what it tells. */
  sentAt: Instant,
  shownAt: Instant.optional(),
  heldBack: z.enum(HOLDBACKS).optional(),
  /** The officer opened the report after that, by the notification or otherwise. */
  openedAt: Instant.optional(),
};

/** Times are the service's own, as the browser reckons it; one that lies ahead counts as now. */
export const Receipt = z.strictObject({
  /** The browser's own id for it: sent again, it adds what was not known before and changes nothing else. */
  id: z.uuid(),
  number: ReportNumber,
  ...fate,
});
export type Receipt = z.input<typeof Receipt>;

export const MOST_RECEIPTS = 200;
export const Receipts = z.strictObject({ receipts: z.array(Receipt).min(1).max(MOST_RECEIPTS) });

const RecordedReceipt = z.object({
  ...fate,
  /** When the service heard of it first: long after `sentAt`, the browser had no connection. */
  recordedAt: Instant,
});

/** By what messages leave the service: a mail server, or a gateway to a messenger. */
export const SENDERS = ['smtp', 'whatsapp'] as const;
export type SenderName = (typeof SENDERS)[number];

/** `dropped`: not to be sent any more · `dead`: could not be sent, an operator has to look. */
export const MESSAGE_STATES = ['waiting', 'sending', 'sent', 'dropped', 'dead'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/**
 * `refused`: the server will not take it · `unclear`: the connection broke before it said whether it had, so it is
 * not sent again unasked · `tired`: tried too often · `no_address`: none is known, or no longer · `unwanted`: the
 * person wants none · `late`: too old to be of use.
 */
export const MESSAGE_WHYS = ['refused', 'unclear', 'tired', 'no_address', 'unwanted', 'late'] as const;
export type MessageWhy = (typeof MESSAGE_WHYS)[number];

const Message = z.object({
  kind: z.enum(MESSAGE_KINDS),
  /** Username of an officer; absent for the reporter, whose address nobody is told. */
  to: z.string().optional(),
  sender: z.enum(SENDERS),
  state: z.enum(MESSAGE_STATES),
  why: z.enum(MESSAGE_WHYS).optional(),
  createdAt: Instant,
  /** When it was sent, or given up. */
  settledAt: Instant.optional(),
});

export const NotificationTrail = z.object({
  number: z.string(),
  /** Each time the report changed hands or status: from then on the service made it known. */
  changes: z.array(
    z.object({
      at: Instant,
      action: z.enum(EVENT_ACTIONS),
      to: z.enum(STATUSES),
      unit: Named.nullable(),
    }),
  ),
  /** The admins of the unit it lies with, and whoever else was told. Without receipts: no browser of theirs said anything. */
  officers: z.array(z.object({ username: z.string(), name: z.string(), receipts: z.array(RecordedReceipt) })),
  /** Mails and messages to the reporter and to officers. */
  notices: z.array(Message),
});
export type NotificationTrail = z.infer<typeof NotificationTrail>;

export const NOTIFICATION_OPERATIONS = {
  recordNotifications: post('/notifications/receipts', 'notifications:record', {
    body: Receipts,
    status: 204,
  }),
  notificationTrail: get('/tickets/{number}/notifications', 'notifications:read', {
    result: NotificationTrail,
  }),
};
