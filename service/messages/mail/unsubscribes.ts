/**
 * Wanting no more messages: by the link in each of them, which is good for its address alone and cannot be made up.
 * Kept is a keyed hash of the address; it still holds when the reporter's data has been erased.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { unsubscribed } from '../../tables/message.ts';

export interface Unsubscribes {
  /** For the link in a message to this address. */
  tokenFor(address: string): string;
  /** Whose token it is; null for one that we did not make. */
  holderOf(token: string): string | null;
  /** The address as it is kept. */
  hashOf(address: string): string;
  has(hash: string): Promise<boolean>;
  add(hash: string): Promise<void>;
  remove(hash: string): Promise<void>;
}

export function openUnsubscribes(db: Db, clock: Clock, key: string): Unsubscribes {
  const mac = (what: string, text: string): string =>
    createHmac('sha256', key).update(`${what}\n${text}`).digest('base64url');
  const signatureOf = (hash: string): string => mac('berhenti', hash).slice(0, 22);
  const hashOf = (address: string): string => mac('alamat', address);
  return {
    hashOf,
    tokenFor(address) {
      const hash = hashOf(address);
      return hash + signatureOf(hash);
    },
    holderOf(token) {
      if (!/^[\w-]{65}$/.test(token)) return null;
      const hash = token.slice(0, 43);
      const isOurs = timingSafeEqual(Buffer.from(token.slice(43)), Buffer.from(signatureOf(hash)));
      return isOurs ? hash : null;
    },
    async has(hash) {
      const [row] = await db.select().from(unsubscribed).where(eq(unsubscribed.address, hash));
      return row !== undefined;
    },
    async add(hash) {
      await db.insert(unsubscribed).values({ address: hash, at: clock.now() }).onConflictDoNothing();
    },
    async remove(hash) {
      await db.delete(unsubscribed).where(eq(unsubscribed.address, hash));
    },
  };
}
