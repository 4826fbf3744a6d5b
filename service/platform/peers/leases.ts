/** Work that one process does for all: taken by a conditional upsert, and settled under a number that the next holder raises. */
import { and, eq, exists, notExists, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { type Db, isNotNullViolation } from '../db/database.ts';
import type { Life } from './life.ts';
import { lease } from './tables.ts';

/** Work that this process does for all. */
export interface Lease {
  /** For what reaches beyond the database: to be asked before each call. */
  isHeld(): boolean;
  /** First in every batch that settles something: the batch fails where another process has taken over. */
  guard(): BatchItem<'sqlite'>;
  /** Did a batch fail by its guard? Then somebody else goes on, and what this process was about is no longer its own. */
  isLost(error: unknown): boolean;
}

export function openLeases(db: Db, life: Life) {
  const leases = new Map<string, Lease>();
  /** Those that others hold, asked of since the last beat. */
  const refused = new Set<string>();
  life.onBeat(() => refused.clear());

  function leaseOf(name: string, holder: string, fence: number): Lease {
    const is = sql`${lease.holder} = ${holder} and ${lease.fence} = ${fence}`;
    return {
      isHeld: () => life.id() === holder && life.isAlive(),
      guard: () =>
        db
          .update(lease)
          // Null is refused by the column, and with it the whole batch.
          .set({ fence: sql`case when ${is} then ${fence} end` })
          .where(eq(lease.name, name)),
      isLost(error) {
        if (!isNotNullViolation(error)) return false;
        leases.delete(name);
        // It must have been taken for dead, and did not notice: its clock stood still.
        life.beatSoon();
        return true;
      },
    };
  }

  return {
    /** Null where another process holds it. */
    async take(name: string): Promise<Lease | null> {
      const held = leases.get(name);
      if (held?.isHeld()) return held;
      if (refused.has(name) || !life.isAlive()) return null;
      const holder = life.id();
      const [row] = await db
        .insert(lease)
        .values({ name, holder, fence: 1 })
        .onConflictDoUpdate({
          target: lease.name,
          set: { holder, fence: sql`${lease.fence} + (${lease.holder} <> ${holder})` },
          setWhere: sql`${exists(life.rowOf(holder))} and
            (${lease.holder} = ${holder} or ${notExists(life.rowOf(sql`${lease.holder}`))})`,
        })
        .returning({ fence: lease.fence });
      if (row === undefined) {
        refused.add(name);
        return null;
      }
      const taken = leaseOf(name, holder, row.fence);
      leases.set(name, taken);
      return taken;
    },
    /** May be asked for at once, however short ago it was refused. */
    askAgain: (name: string): void => void refused.delete(name),
    async giveBack(name: string): Promise<void> {
      leases.delete(name);
      const isMine = and(eq(lease.name, name), eq(lease.holder, life.id()));
      await db.update(lease).set({ holder: '' }).where(isMine);
    },
  };
}
