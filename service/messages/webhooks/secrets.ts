/**
 * Secrets that sign what goes to a receiver. Derived from a key kept outside the database, so that a copy of the
 * database signs nothing and a secret is stored nowhere.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { WebhookRow } from '../../tables/webhook.ts';

export interface WebhookSecrets {
  newSalt(): string;
  /** `whsec_` and base64, as Standard Webhooks writes one. */
  secretOf(id: string, salt: string): string;
  /** Those that sign at `now` (ms UTC), the newest first: after a rotation both, for a while. */
  signing(
    row: Pick<WebhookRow, 'id' | 'secretSalt' | 'oldSecretSalt' | 'oldSecretUntil'>,
    now: number,
  ): string[];
}

export function webhookSecrets(key: string): WebhookSecrets {
  const secretOf = (id: string, salt: string): string =>
    `whsec_${createHmac('sha256', key).update(`webhook\n${id}\n${salt}`).digest('base64')}`;
  return {
    newSalt: () => randomBytes(16).toString('hex'),
    secretOf,
    signing({ id, secretSalt, oldSecretSalt, oldSecretUntil }, now) {
      const isOldGood = oldSecretSalt !== null && oldSecretUntil !== null && now < oldSecretUntil;
      return [secretSalt, ...(isOldGood ? [oldSecretSalt] : [])].map((salt) => secretOf(id, salt));
    },
  };
}
