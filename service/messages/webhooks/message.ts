/**
 * What goes to a receiver, in the form of Standard Webhooks 1.0: a body, and headers that name and sign it. The secrets
 * that sign are derived from a key kept outside the database: a copy of it signs nothing, and none is stored.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Change } from '#shared/contract/queue.ts';
import type { WebhookMessage } from '#shared/contract/webhooks.ts';
import type { WebhookRow } from '../../tables/webhook.ts';
import { type FeedLine, toChange } from '../../tickets/queue/feed.ts';

/** The same at every try, also after a restart: by it a receiver knows what it already has. No full stop in it. */
export function messageIdOf(webhook: string, seq: number): string {
  return `msg_${webhook.replaceAll('-', '')}_${seq}`;
}

export function bodyOf(line: FeedLine, scope: Change['scope']): string {
  const data = toChange(line, scope);
  const message: WebhookMessage = { type: `ticket.${line.action}`, timestamp: data.at, data };
  return JSON.stringify(message);
}

/** `at`: the real time of this try (ms UTC), which the receiver compares with its own; it is signed too. */
export function headersOf(
  messageId: string,
  body: string,
  secrets: readonly string[],
  at: number,
): Record<string, string> {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(messageId, new Date(at), body));
  return {
    'content-type': 'application/json',
    'user-agent': 'Tuntas-Webhooks/1',
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(at / 1_000)),
    'webhook-signature': signatures.join(' '),
  };
}

export type WebhookSecrets = ReturnType<typeof webhookSecrets>;
type Salts = Pick<WebhookRow, 'id' | 'secretSalt' | 'oldSecretSalt' | 'oldSecretUntil'>;

export function webhookSecrets(key: string) {
  const secretOf = (id: string, salt: string): string =>
    `whsec_${createHmac('sha256', key).update(`webhook\n${id}\n${salt}`).digest('base64')}`;
  return {
    newSalt: (): string => randomBytes(16).toString('hex'),
    /** `whsec_` and base64, as Standard Webhooks writes one. */
    secretOf,
    /** Those that sign at `now` (ms UTC), the newest first: after a rotation both, for a while. */
    signing({ id, secretSalt, oldSecretSalt, oldSecretUntil }: Salts, now: number): string[] {
      const isOldGood = oldSecretSalt !== null && oldSecretUntil !== null && now < oldSecretUntil;
      return [secretSalt, ...(isOldGood ? [oldSecretSalt] : [])].map((salt) => secretOf(id, salt));
    },
  };
}
