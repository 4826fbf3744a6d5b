/**
 * What processes keep at hand of the database, each in its own memory: a number in the database counts the changes of
 * each subject, and whoever sees another one than before reads anew.
 */
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '../db/database.ts';
import type { Log } from '../log.ts';
import { revision } from './tables.ts';

/** `jobs` and `webhooks`: somebody asks whoever does them to look. The others are counted by triggers. */
type Subject = 'sessions' | 'units' | 'policy' | 'calendar' | 'categories' | 'jobs' | 'webhooks' | 'imports';

const Counts = z.record(z.string(), z.number().int());

/** All of them as one value, for a query that reads something else anyway. */
export const ALL_REVISIONS = sql<string>`(select json_group_object(${revision.subject}, ${revision.n}) from ${revision})`;

export interface Revisions {
  /** Calls `heard` when the subject was changed, by this process or another. */
  on(subject: Subject, heard: () => unknown): void;
  /** What {@link ALL_REVISIONS} was just now. */
  found(counts: string): void;
  /** Counts a change that no trigger counts. */
  add(subject: Subject): Promise<void>;
}

/** `before`: as they were before anything was read into memory. */
export function openRevisions(db: Db, before: string, log: Log): Revisions {
  const hearing: { subject: Subject; heard(): unknown }[] = [];
  let text = before;
  let known = Counts.parse(JSON.parse(before));

  async function tell({ subject, heard }: (typeof hearing)[number]): Promise<void> {
    try {
      await heard();
    } catch (error) {
      log.error({ subject, error: error instanceof Error ? error.name : 'unknown' }, 'not read anew');
    }
  }

  return {
    on(subject, heard) {
      hearing.push({ subject, heard });
    },
    found(counts) {
      if (counts === text) return;
      const fresh = Counts.parse(JSON.parse(counts));
      const changed = hearing.filter(({ subject }) => fresh[subject] !== known[subject]);
      text = counts;
      known = fresh;
      for (const one of changed) void tell(one);
    },
    async add(subject) {
      await db
        .insert(revision)
        .values({ subject, n: 1 })
        .onConflictDoUpdate({ target: revision.subject, set: { n: sql`${revision.n} + 1` } });
    },
  };
}
