/**
 * What a phone fetches before it takes photos: good for one capture of one account. It tells by itself whose it is and
 * when it was handed out, so that none has to be kept before it is used.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';

export interface Nonces {
  issue(account: string): { nonce: string; issuedAt: number };
  /** ms UTC: when it was handed to this account; null where it never was. */
  issuedAt(nonce: string, account: string): number | null;
}

/** Bytes: the instant, chance, and the seal over both. */
const [TIME, CHANCE, SEAL] = [6, 10, 16];

export function openNonces(key: string, clock: Pick<Clock, 'now'>): Nonces {
  const seal = (head: Buffer, account: string): Buffer =>
    createHmac('sha256', key).update(head).update(account).digest().subarray(0, SEAL);

  return {
    issue(account) {
      const issuedAt = clock.now();
      const head = Buffer.alloc(TIME + CHANCE);
      head.writeUIntBE(issuedAt, 0, TIME);
      randomBytes(CHANCE).copy(head, TIME);
      return { nonce: Buffer.concat([head, seal(head, account)]).toString('base64url'), issuedAt };
    },
    issuedAt(nonce, account) {
      const bytes = Buffer.from(nonce, 'base64url');
      // More than one text stands for the same bytes; only the one that was handed out is it.
      if (bytes.length !== TIME + CHANCE + SEAL || bytes.toString('base64url') !== nonce) return null;
      const head = bytes.subarray(0, TIME + CHANCE);
      const isOurs = timingSafeEqual(bytes.subarray(TIME + CHANCE), seal(head, account));
      return isOurs ? head.readUIntBE(0, TIME) : null;
    },
  };
}
