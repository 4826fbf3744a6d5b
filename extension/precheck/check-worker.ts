/** The front door to the worker: one task after another, and one that runs out of time is killed with it. */
import { here } from '#shared/city/here.ts';
import type { Answer, Handed, Task } from './worker.ts';

/** Longer than any honest photo takes, shorter than an officer's patience. */
const LIMIT_MS = 5_000;

/** Null where the task ran out of time or brought its worker down. */
export type Run = (task: Task) => Promise<Answer | null>;

export interface CheckWorker {
  run: Run;
  /** Lets the thread go; a later task starts another. */
  end(): void;
}

export function createCheckWorker(): CheckWorker {
  let worker: Worker | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const one = (task: Task): Promise<Answer | null> =>
    new Promise((resolve) => {
      worker ??= new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
      const end = (answer: Answer | null): void => {
        clearTimeout(timer);
        if (answer === null) {
          worker?.terminate();
          worker = null;
        }
        resolve(answer);
      };
      const timer = setTimeout(() => end(null), LIMIT_MS);
      worker.onmessage = ({ data }: MessageEvent<Answer>) => end(data);
      worker.onerror = () => end(null);
      worker.postMessage({ city: here(), task } satisfies Handed);
    });

  return {
    run(task) {
      const turn = last.then(() => one(task));
      last = turn;
      return turn;
    },
    end() {
      worker?.terminate();
      worker = null;
    },
  };
}
