/** What the service does by itself, now and then. Each job is short, may be run at any time, and never twice at once. */
import type { Log } from './log.ts';

export interface Job {
  name: string;
  run(): Promise<void>;
}

export interface Jobs {
  /** Runs every job once; an error is logged and stops no other. */
  runDue(): Promise<void>;
  stop(): Promise<void>;
}

const EVERY_MS = 60_000;

export function startJobs(jobs: readonly Job[], log: Log): Jobs {
  let running: Promise<void> = Promise.resolve();
  const runDue = (): Promise<void> => {
    running = running.then(async () => {
      for (const job of jobs) {
        try {
          await job.run();
        } catch (error) {
          log.error({ job: job.name, error: error instanceof Error ? error.name : 'unknown' }, 'job failed');
        }
      }
    });
    return running;
  };
  const timer = setInterval(runDue, EVERY_MS);
  timer.unref();
  return {
    runDue,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
