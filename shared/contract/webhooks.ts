/** Subscriptions by which another system is told of what happens: signed, at least once, in order per report. */
import { z } from 'zod';
import { EVENT_ACTIONS, TOLD_ACTIONS } from '../ticket/action.ts';
import { ClientName } from './api-keys.ts';
import { del, get, post, put } from './operation.ts';
import { Code, Instant, line, pageOf, paging } from './primitives.ts';
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
  actions: z.array(z.enum(TOLD_ACTIONS)).default([]),
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
  ...paging,
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
export const DeliveryPage = pageOf(Delivery);

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
  listWebhooks: get('/webhooks', 'webhooks:manage', { result: WebhookList }),
  createWebhook: post('/webhooks', 'webhooks:manage', {
    body: NewWebhook,
    status: 201,
    result: WebhookWithSecret,
  }),
  getWebhook: get('/webhooks/{id}', 'webhooks:manage', { result: Webhook }),
  changeWebhook: put('/webhooks/{id}', 'webhooks:manage', { body: WebhookChange, result: Webhook }),
  deleteWebhook: del('/webhooks/{id}', 'webhooks:manage', { status: 204 }),
  setWebhookState: put('/webhooks/{id}/state', 'webhooks:manage', { body: WebhookState, result: Webhook }),
  rotateWebhookSecret: post('/webhooks/{id}/secret', 'webhooks:manage', { result: WebhookWithSecret }),
  listDeliveries: get('/webhooks/{id}/deliveries', 'webhooks:manage', {
    query: DeliveriesQuery,
    result: DeliveryPage,
  }),
  replayDeadLetters: post('/webhooks/{id}/replay', 'webhooks:manage', { result: Replayed }),
  replayDelivery: post('/webhooks/{id}/deliveries/{seq}/replay', 'webhooks:manage', { status: 204 }),
  dropDelivery: del('/webhooks/{id}/deliveries/{seq}', 'webhooks:manage', { status: 204 }),
};
