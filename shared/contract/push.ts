/**
 * Web Push (RFC 8030, 8291, 8292): a browser is told while no page of ours is open. Through the push service of the browser's
 * maker goes a kind and a number, sealed for this browser alone; words and places are fetched from here.
 */
import { z } from 'zod';
import { NOTIFICATION_KINDS } from './notification.ts';
import { del, get, post, put } from './operation.ts';
import { line } from './primitives.ts';

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const PushChoice = z.strictObject({
  kinds: z.array(z.enum(NOTIFICATION_KINDS)).max(NOTIFICATION_KINDS.length),
  hours: z
    .strictObject({ from: TimeOfDay, until: TimeOfDay })
    .nullable()
    .meta({
      description:
        "On the city's clock, past midnight too (`22:00` to `06:00`); null: at any hour. What arrives outside of them is told once they " +
        'begin, where it still waits; a limit that ends outside of them is not told',
    }),
});
export type PushChoice = z.infer<typeof PushChoice>;

export const PushState = z.object({
  /** base64url: `applicationServerKey` of the subscription. */
  publicKey: z.string(),
  /** How many browsers of the officer are told. */
  subscribed: z.number().int(),
  choice: PushChoice,
});
export type PushState = z.infer<typeof PushState>;

const base64url = (bytes: number) =>
  z.string().regex(new RegExp(`^[\\w-]{${Math.ceil((bytes * 4) / 3)}}=*$`));

/** As `PushSubscription.toJSON()` has it. */
export const PushSubscriptionInput = z.strictObject({
  endpoint: line(2_000).min(1),
  expirationTime: z.number().nullable().optional(),
  keys: z.strictObject({ p256dh: base64url(65), auth: base64url(16) }),
});
export type PushSubscriptionInput = z.infer<typeof PushSubscriptionInput>;

/** What a browser is sent, and nothing beside it. */
export const PushMessage = z.strictObject({ kind: z.enum(NOTIFICATION_KINDS), number: z.string() });
export type PushMessage = z.infer<typeof PushMessage>;

export const PUSH_OPERATIONS = {
  getPush: get('/push', 'push:own', { result: PushState }),
  setPushChoice: put('/push/choice', 'push:own', { body: PushChoice, result: PushState }),
  subscribePush: post('/push/subscriptions', 'push:own', {
    body: PushSubscriptionInput,
    status: 201,
    result: z.object({ id: z.uuid() }),
  }),
  unsubscribePush: del('/push/subscriptions/{id}', 'push:own', { status: 204 }),
};
