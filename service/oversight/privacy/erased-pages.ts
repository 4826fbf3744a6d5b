/**
 * Pages as they were before an erasure stand in the write-ahead log until it begins anew. While an export still reads
 * them it cannot; then nobody waits for that, and it is tried again.
 */
import { sql } from 'drizzle-orm';
import type { Db } from '../../platform/db/database.ts';

export interface ErasedPages {
  /** Begins the log anew, now or as soon as nobody reads the old one. */
  forget(): Promise<void>;
  /** A job: once more, where somebody was still reading. */
  again(): Promise<void>;
}

export function openErasedPages(db: Db): ErasedPages {
  let isWaiting = false;

  async function forget(): Promise<void> {
    isWaiting = true;
    // Asked together, so that no write comes between them: without patience it would fail at another's.
    const [, answers] = await Promise.all([
      db.all(sql`pragma busy_timeout=0`),
      db.all<[busy: number, ...number[]]>(sql`pragma wal_checkpoint(truncate)`),
      db.all(sql`pragma busy_timeout=5000`),
    ]);
    isWaiting = answers[0]?.[0] !== 0;
  }

  return {
    forget,
    async again() {
      if (isWaiting) await forget();
    },
  };
}
