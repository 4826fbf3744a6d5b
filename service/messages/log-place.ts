/** Reading the log for news: each reader has a place of its own in it, kept beside what came of what was read. */
import { and, asc, eq, gt, max, type SQL, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { Db } from '../platform/db/database.ts';
import { messageMark } from '../tables/message.ts';
import { type EventRow, event } from '../tables/ticket.ts';

/** Read in one round, and written in one batch with their news. */
const ROUND = 200;

export interface Stretch {
  steps: EventRow[];
  /** To be written in one batch with what came of them: a crash then neither loses news nor doubles it. */
  passed: BatchItem<'sqlite'>;
  isMore: boolean;
}

/** `reader`: its number among the marks. */
export function openLogPlace(db: Db, reader: number) {
  return {
    /** At the first start: nothing that happened before is news. */
    async begin(): Promise<void> {
      const [newest] = await db.select({ seq: max(event.seq) }).from(event);
      await db
        .insert(messageMark)
        .values({ id: reader, seq: newest?.seq ?? 0 })
        .onConflictDoNothing();
    },
    /** What has happened so far is nobody's news, where `holds` when it is written. */
    toNewest(holds: SQL): BatchItem<'sqlite'> {
      const newest = db.select({ seq: max(event.seq) }).from(event);
      return db
        .update(messageMark)
        .set({ seq: sql`coalesce(${newest}, 0)` })
        .where(and(eq(messageMark.id, reader), holds));
    },
    /** Null where there is nothing new. */
    async next(): Promise<Stretch | null> {
      const [mark] = await db.select().from(messageMark).where(eq(messageMark.id, reader));
      if (!mark) return null;
      const steps = await db
        .select()
        .from(event)
        .where(gt(event.seq, mark.seq))
        .orderBy(asc(event.seq))
        .limit(ROUND);
      const last = steps.at(-1);
      if (!last) return null;
      return {
        steps,
        passed: db.update(messageMark).set({ seq: last.seq }).where(eq(messageMark.id, reader)),
        isMore: steps.length === ROUND,
      };
    },
  };
}
