/** Goes through what the log has grown by, in short steps, as long as somebody wants to know. */
import type { Db } from '../../platform/db/database.ts';
import { type FeedLine, linesAfter } from './feed.ts';

export interface LogWalk {
  /** The log up to here was judged for all who listen; null while nobody does. */
  at(): number | null;
  /** Somebody listens who knows the log up to here. */
  from(seq: number): void;
  /** The log has grown to here. */
  to(seq: number): void;
  /** Somebody has left: it stops where nobody is left. */
  rest(): void;
}

export interface Watchers {
  isWatched(): boolean;
  judge(lines: readonly FeedLine[]): void;
  /** The database could not be read: it refuses whoever comes back, in words. */
  lost(): void;
}

/** Lines judged before others have their turn. */
const STEP = 100;

export function openLogWalk(db: Db, { isWatched, judge, lost }: Watchers): LogWalk {
  let at: number | null = null;
  let newest = 0;
  let isWalking = false;

  async function walk(): Promise<void> {
    if (isWalking) return;
    isWalking = true;
    try {
      while (at !== null && at < newest && isWatched()) {
        const end = Math.min(newest, at + STEP);
        judge(await linesAfter(db, at, end));
        at = end;
        await new Promise((turn) => setImmediate(turn));
      }
    } catch {
      lost();
    } finally {
      isWalking = false;
      rest();
    }
  }

  function rest(): void {
    if (!isWalking && !isWatched()) at = null;
  }

  return {
    at: () => at,
    from(seq) {
      at ??= seq;
      void walk();
    },
    to(seq) {
      newest = seq;
      void walk();
    },
    rest,
  };
}
