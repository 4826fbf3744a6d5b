/**
 * What is ready to be written at the same moment is written in one transaction: the disk is waited for once for all of
 * it, and pages that several touch are written once. Where any of it fails nothing of that transaction is kept, and each
 * is tried by itself, so nobody loses a write to somebody else's fault.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Runs `work` in a transaction of its own, and answers once that is safe on disk. */
type Transact = <T>(work: () => T) => Promise<T>;

interface Waiting {
  work(): unknown;
  done(result: unknown): void;
  failed(error: unknown): void;
}

/** What takes longer is ended after the one under way: others wait as well. */
const LONGEST_MS = 8;

export interface Writer {
  /** `work` may run twice, the first time for nothing. */
  write<T>(work: () => T): Promise<T>;
  /** Writes what waits, without waiting any longer. */
  hurry(): void;
}

/** `concernsAll`: an error that each would meet by itself as well, such as a full disk. `now`: `transact` at once. */
export function openWriter(
  transact: Transact,
  { concernsAll, now }: { concernsAll(error: unknown): boolean; now<T>(work: () => T): T },
): Writer {
  let waiting: Waiting[] = [];
  let isWriting = false;

  async function writeAll(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      // Whoever gets ready in this turn of the event loop comes along.
      await nextTurn();
      const [all, first] = [waiting, waiting[0]];
      waiting = [];
      if (all.length > 1) await together(all);
      else if (first) await alone(first);
    }
    isWriting = false;
  }

  async function together(all: readonly Waiting[]): Promise<void> {
    try {
      const results = await transact(() => inOrder(all));
      for (const [i, result] of results.entries()) all[i]?.done(result);
      waiting.unshift(...all.slice(results.length));
    } catch (error) {
      for (const one of all) {
        if (concernsAll(error)) one.failed(error);
        else await alone(one);
      }
    }
  }

  async function alone({ work, done, failed }: Waiting): Promise<void> {
    try {
      done(await transact(work));
    } catch (error) {
      failed(error);
    }
  }

  return {
    write<T>(work: () => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        waiting.push({ work, done: (result) => resolve(result as T), failed: reject });
        if (!isWriting) void writeAll();
      });
    },
    hurry() {
      for (const { work, done, failed } of waiting.splice(0)) {
        try {
          done(now(work));
        } catch (error) {
          failed(error);
        }
      }
    },
  };
}

/** The results of as many as there is time for, of one at least. */
function inOrder(all: readonly Waiting[]): unknown[] {
  const until = performance.now() + LONGEST_MS;
  const results: unknown[] = [];
  for (const { work } of all) {
    results.push(work());
    if (performance.now() > until) break;
  }
  return results;
}
