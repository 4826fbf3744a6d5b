/**
 * Tells whoever waits for news that the log has grown: one look for all of them, at each commit of this process and,
 * while somebody waits, once a second for those of others. Where there are other processes the same look finds what they
 * changed that this one keeps at hand.
 */
import { max } from 'drizzle-orm';
import type { Database } from '../../platform/db/database.ts';
import type { Log } from '../../platform/log.ts';
import type { Peers } from '../../platform/peers/peers.ts';
import { ALL_REVISIONS } from '../../platform/peers/revisions.ts';
import { event } from '../../tables/ticket.ts';
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
/** What another process changed holds here within a second: the look and reading anew are to fit into it. */
const PEERS_MS = 400;

export function watchLog(
  { db, onCommit }: Pick<Database, 'db' | 'onCommit'>,
  log: Log,
  { isAlone, revisions }: Pick<Peers, 'isAlone' | 'revisions'>,
): LogWatch {
  const withRevisions = db
    .select({ seq: max(event.seq), revisions: ALL_REVISIONS })
    .from(event)
    .prepare();
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
        const seq = await lookOnce();
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

  async function lookOnce(): Promise<number> {
    if (isAlone) return newestSeq({ db });
    const found = await withRevisions.get();
    if (found !== undefined) revisions.found(found.revisions);
    return found?.seq ?? 0;
  }

  const endCommits = onCommit(() => void look());
  const timer = setInterval(() => void look(), isAlone ? OTHERS_MS : PEERS_MS);
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
