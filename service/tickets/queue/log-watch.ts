/**
 * Tells whoever waits for news that the log has grown: one look for all of them, at each commit of this process and,
 * while somebody waits, once a second for those of others.
 */
import type { Database } from '../../platform/db/database.ts';
import type { Log } from '../../platform/log.ts';
import { newestSeq } from './feed.ts';

export interface LogWatch {
  /**
   * Calls `heard` with the newest sequence number at each growth, several commits at once maybe together, and once
   * at the beginning. Answers how to end that.
   */
  listen(heard: (newest: number) => void): () => void;
  stop(): void;
}

const OTHERS_MS = 1_000;

export function watchLog({ db, onCommit }: Pick<Database, 'db' | 'onCommit'>, log: Log): LogWatch {
  const listeners = new Set<(newest: number) => void>();
  let newest = -1;
  let isLooking = false;
  let again = false;

  async function look(): Promise<void> {
    again = true;
    if (isLooking) return;
    isLooking = true;
    try {
      while (again && listeners.size > 0) {
        again = false;
        const seq = await newestSeq({ db });
        if (seq === newest) continue;
        newest = seq;
        for (const heard of listeners) heard(seq);
      }
    } catch (error) {
      log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'the log could not be looked at');
    } finally {
      isLooking = false;
    }
  }

  const endCommits = onCommit(() => void look());
  const timer = setInterval(() => void look(), OTHERS_MS);
  timer.unref();
  return {
    listen(heard) {
      listeners.add(heard);
      newest = -1;
      void look();
      return () => listeners.delete(heard);
    },
    stop() {
      clearInterval(timer);
      endCommits();
      listeners.clear();
    },
  };
}
