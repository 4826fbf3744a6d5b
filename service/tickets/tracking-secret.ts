/**
 * The tracking secret stands for the reporter. It is derived from a key kept outside the database and the
 * report's salt, so that it is stored nowhere and a repeated filing can be answered alike.
 */

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FileReport } from '#shared/contract/ticket.ts';
import { randomHex } from '../platform/chance.ts';
import { reporterKeyOf } from './related.ts';

export interface TrackingSecrets {
  newSalt(): string;
  secretOf(number: string, salt: string): string;
  /** Stands for a person without naming them; see {@link reporterKeyOf}. */
  reporterKey(reporter: FileReport['reporter']): string | null;
  matches(given: string, number: string, salt: string): boolean;
}

export function trackingSecrets(key: string): TrackingSecrets {
  const secretOf = (number: string, salt: string): string =>
    createHmac('sha256', key).update(`tracking\n${number}\n${salt}`).digest('base64url').slice(0, 26);
  return {
    newSalt: () => randomHex(16),
    secretOf,
    reporterKey: (reporter) => reporterKeyOf(reporter, key),
    matches(given, number, salt) {
      const expected = Buffer.from(secretOf(number, salt));
      const offered = Buffer.from(given);
      return offered.length === expected.length && timingSafeEqual(offered, expected);
    },
  };
}
