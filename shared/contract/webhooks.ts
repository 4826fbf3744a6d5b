/** Subscriptions by which another system is told of what happens: signed, at least once, in order per report. */
import { z } from 'zod';
import { EVENT_ACTIONS } from '../ticket/action.ts';
import { ClientName } from './api-keys.ts';
import type { Operation } from './operation.ts';
import { Code, Cursor, Instant, Limit, line } from './primitives.ts';
import { Change } from './queue.ts';

/**
 * Whose eyes the subscription has: what that system's API keys see, what an office sees, or what a supervisor sees,
 * which is every report.
 */
export const WebhookSight = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('api_client'), client: ClientName }),
  z.strictObject({ role: z.literal('unit_admin'), unit: Code }),
  z.strictObject({ role: z.literal('supervisor') }),
]);
export type WebhookSight = z.infer<typeof WebhookSight>;

const changeable = {
  /** What the operator calls it. */
  name: line(200).trim().min(1),
  /** https, on a public address unless the operator's settings trust its origin. */
  url: line(2_000).trim().min(1),
  /** Only these; none named = all. */
  actions: z.array(z.enum(EVENT_ACTIONS)).default([]),
};

export const NewWebhook = z.strictObject({
  ...changeable,
  sight: WebhookSight,
  /** Begins behind this sequence number of the log; absent = with what happens from now on. */
  after: z.number().int().min(0).optional(),
});
export type NewWebhook = z.infer<typeof NewWebhook>;

/** Replaces all of them. What the subscription may see is fixed: for other eyes make another. */
export const WebhookChange = z.strictObject(changeable);
export type WebhookChange = z.infer<typeof WebhookChange>;

/** `operator` paused it; `failing`: nothing was taken for a day, or too much was refused; `gone`: it answered 410. */
export const PAUSE_REASONS = ['operator', 'failing', 'gone'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

export const Webhook = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  actions: z.array(z.enum(EVENT_ACTIONS)),
  sight: WebhookSight,
  createdAt: Instant,
  paused: z.object({ at: Instant, because: z.enum(PAUSE_REASONS) }).nullable(),
  /** Everything up to this sequence number was sent, or waits below. */
  cursor: z.number().int(),
  /** Sequence number the log has reached. */
  newest: z.number().int(),
  waiting: z.number().int(),
  /** Refused to the last try: later news of the same report waits behind it. */
  dead: z.number().int(),
  lastTakenAt: Instant.nullable(),
  /** Since when nothing is taken, why the last try failed, and when the next one is. Null while all is well. */
  failing: z
    .object({ since: Instant, tries: z.number().int(), error: z.string(), nextAt: Instant })
    .nullable(),
  /** After a rotation the old secret signs too, until then. */
  oldSecretUntil: Instant.nullable(),
});
export type Webhook = z.infer<typeof Webhook>;

export const WebhookList = z.object({ items: z.array(Webhook) });

/** The secret (`whsec_…`) is answered this once: it is stored nowhere. */
export const WebhookWithSecret = Webhook.extend({ secret: z.string() });
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>;

export const WebhookState = z.strictObject({ paused: z.boolean() });

export const DELIVERY_STATES = ['waiting', 'dead'] as const;
export const DeliveriesQuery = z.object({
  state: z.enum(DELIVERY_STATES).optional(),
  cursor: Cursor.optional(),
  limit: Limit.optional(),
});

export const Delivery = z.object({
  /** The event's sequence number: names the delivery within its subscription. */
  seq: z.number().int(),
  /** Sent as `webhook-id`; the same at every try. */
  messageId: z.string(),
  number: z.string(),
  version: z.number().int(),
  action: z.enum(EVENT_ACTIONS),
  state: z.enum(DELIVERY_STATES),
  tries: z.number().int(),
  /** Why the last try failed; null before the first. */
  error: z.string().nullable(),
  nextAt: Instant.nullable(),
  deadAt: Instant.nullable(),
});
export type Delivery = z.infer<typeof Delivery>;
export const DeliveryPage = z.object({ items: z.array(Delivery), next: z.string().nullable() });

/** How many dead letters are tried anew. */
export const Replayed = z.object({ replayed: z.number().int() });

/**
 * What is sent. It names the report and what happened, and holds nothing that a person wrote: whoever may read more
 * reads the report itself.
 */
export const WebhookMessage = z.object({
  /** `ticket.` and the action. */
  type: z.string(),
  /** When it happened. */
  timestamp: Instant,
  data: Change.omit({ ticket: true }),
});
export type WebhookMessage = z.infer<typeof WebhookMessage>;

export const WEBHOOK_OPERATIONS = {
  listWebhooks: {
    method: 'GET',
    path: '/webhooks',
    summary: 'Webhooks, newest first, and how each fares (operator)',
    result: WebhookList,
    right: 'webhooks:manage',
  },
  createWebhook: {
    method: 'POST',
    path: '/webhooks',
    summary: 'Subscribe a URL to what happens; its secret is answered this once (operator)',
    body: NewWebhook,
    status: 201,
    result: WebhookWithSecret,
    right: 'webhooks:manage',
  },
  getWebhook: {
    method: 'GET',
    path: '/webhooks/{id}',
    summary: 'One webhook and how it fares (operator)',
    result: Webhook,
    right: 'webhooks:manage',
  },
  changeWebhook: {
    method: 'PUT',
    path: '/webhooks/{id}',
    summary: 'Replace name, URL and actions of a webhook (operator)',
    body: WebhookChange,
    result: Webhook,
    right: 'webhooks:manage',
  },
  deleteWebhook: {
    method: 'DELETE',
    path: '/webhooks/{id}',
    summary: 'End a webhook for good, with what still waits for it (operator)',
    status: 204,
    right: 'webhooks:manage',
  },
  setWebhookState: {
    method: 'PUT',
    path: '/webhooks/{id}/state',
    summary: 'Pause a webhook, or let it go on where it stopped (operator)',
    body: WebhookState,
    result: Webhook,
    right: 'webhooks:manage',
  },
  rotateWebhookSecret: {
    method: 'POST',
    path: '/webhooks/{id}/secret',
    summary: 'Give a new secret, answered this once; the old one signs beside it for a day (operator)',
    result: WebhookWithSecret,
    right: 'webhooks:manage',
  },
  listDeliveries: {
    method: 'GET',
    path: '/webhooks/{id}/deliveries',
    summary: 'What waits for a webhook, and its dead letters, oldest first (operator)',
    query: DeliveriesQuery,
    result: DeliveryPage,
    right: 'webhooks:manage',
  },
  replayDeadLetters: {
    method: 'POST',
    path: '/webhooks/{id}/replay',
    summary: 'Try all dead letters of a webhook anew (operator)',
    result: Replayed,
    right: 'webhooks:manage',
  },
  replayDelivery: {
    method: 'POST',
    path: '/webhooks/{id}/deliveries/{seq}/replay',
    summary: 'Try one dead letter anew (operator)',
    status: 204,
    right: 'webhooks:manage',
  },
  dropDelivery: {
    method: 'DELETE',
    path: '/webhooks/{id}/deliveries/{seq}',
    summary: 'Give up a dead letter, so that later news of its report goes out (operator)',
    status: 204,
    right: 'webhooks:manage',
  },
} as const satisfies Record<string, Operation>;
