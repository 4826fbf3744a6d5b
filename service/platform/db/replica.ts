/**
 * Where is read: at a replica of the server, but not after the server was away until the replica is seen to have what was written
 * since. One that was killed counts its log anew from one, and a replica that has not noticed yet answers from before and
 * believes itself far ahead.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type Hrana, isFurther } from './hrana.ts';
import { READ_DONE } from './server-tables.ts';

/** ms. A replica asks about once a second whether its server is back; meanwhile a proxy may have led to the server itself. */
const NOTICED_MS = 5_000;
const LOOK_AGAIN_MS = 500;

/** Both may be the same: then there is none. `writer`: of whom batches are numbered. */
export function openReplica(reading: Hrana, writing: Hrana, writer: string) {
  let wasAway = false;
  let isClosed = false;
  /** The batch by which the replica shows that it has noticed; null while it is trusted. */
  let wanted: number | null = null;
  let trustedFrom = 0;

  async function look(): Promise<void> {
    while (wanted !== null && !isClosed) {
      const number = wanted;
      // Meanwhile the server may have been away once more.
      const isThere = await has(number);
      if (isThere && wanted === number && performance.now() > trustedFrom) wanted = null;
      else await pause(LOOK_AGAIN_MS, undefined, { ref: false });
    }
  }

  async function has(number: number): Promise<boolean> {
    try {
      const [found] = await reading.each([{ sql: READ_DONE, args: [writer] }]);
      return found !== undefined && 'rows' in found && Number(found.rows[0]?.[0] ?? 0) >= number;
    } catch {
      return false;
    }
  }

  return {
    /** Whom to ask. */
    at: (): Hrana => (wanted === null ? reading : writing),
    /** How far the log reaches with the batch of this number: what is read from here on is at least as new. */
    written(index: string, number: number): void {
      const isAnew = wasAway || isFurther(reading.followed(), index);
      wasAway = false;
      // One that is read where it is written has all of it.
      if (reading === writing) return;
      reading.follow(index);
      if (!isAnew) return;
      const isLooking = wanted !== null;
      wanted = number;
      trustedFrom = performance.now() + NOTICED_MS;
      if (!isLooking) void look();
    },
    /** A write had no answer. */
    away(): void {
      wasAway = true;
    },
    close(): void {
      isClosed = true;
    },
  };
}
