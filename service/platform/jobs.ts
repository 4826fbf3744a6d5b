/** What the service does by itself, now and then. Each job is short, may be run at any time, and never twice at once. */
import type { Log } from './log.ts';
import { count, openTally, type Tally } from './tally.ts';

export interface Job {
  name: string;
  run(): Promise<void>;
}

export type Jobs = ReturnType<typeof startJobs>;

const EVERY_MS = 60_000;

export function startJobs(jobs: readonly Job[], log: Log, tally: Tally = openTally()) {
  let running: Promise<void> = Promise.resolve();
  let asked = 0;
  const runDue = (): Promise<void> => {
    asked++;
    running = running.then(async () => {
      for (const job of jobs) {
        try {
          await job.run();
          tally.jobs.set(job.name, Date.now());
        } catch (error) {
          count(tally.failures, job.name);
          log.error({ job: job.name, error: error instanceof Error ? error.name : 'unknown' }, 'job failed');
        }
      }
      asked--;
    });
    return running;
  };
  // A run that takes longer than the time between two is not followed by all that fell due behind it.
  const timer = setInterval(() => (asked === 0 ? runDue() : undefined), EVERY_MS);
  timer.unref();
  return {
    /** Runs every job once, after a run that is under way; an error is logged and stops no other. */
    runDue,
    async stop(): Promise<void> {
      clearInterval(timer);
      await running;
    },
  };
}
