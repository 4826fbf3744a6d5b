/**
 * Wanting no more messages: by the link in each of them, which is good for its address alone and cannot be made up.
 * Kept is a keyed hash of the address; it still holds when the reporter's data has been erased.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { unsubscribed } from '../../tables/message.ts';

export type Unsubscribes = ReturnType<typeof openUnsubscribes>;

export function openUnsubscribes(db: Db, clock: Clock, key: string) {
  const mac = (what: string, text: string): string =>
    createHmac('sha256', key).update(`${what}\n${text}`).digest('base64url');
  const signatureOf = (hash: string): string => mac('berhenti', hash).slice(0, 22);
  const hashOf = (address: string): string => mac('alamat', address);
  return {
    /** The address as it is kept. */
    hashOf,
    /** For the link in a message to this address. */
    tokenFor(address: string): string {
      const hash = hashOf(address);
      return hash + signatureOf(hash);
    },
    /** Whose token it is; null for one that we did not make. */
    holderOf(token: string): string | null {
      if (!/^[\w-]{65}$/.test(token)) return null;
      const hash = token.slice(0, 43);
      const isOurs = timingSafeEqual(Buffer.from(token.slice(43)), Buffer.from(signatureOf(hash)));
      return isOurs ? hash : null;
    },
    async has(hash: string): Promise<boolean> {
      const [row] = await db.select().from(unsubscribed).where(eq(unsubscribed.address, hash));
      return row !== undefined;
    },
    async add(hash: string): Promise<void> {
      await db.insert(unsubscribed).values({ address: hash, at: clock.now() }).onConflictDoNothing();
    },
    async remove(hash: string): Promise<void> {
      await db.delete(unsubscribed).where(eq(unsubscribed.address, hash));
    },
  };
}
