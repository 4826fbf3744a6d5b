/**
 * What the service does by itself, now and then. Each job is short, may be run at any time, and never twice at once: of
 * several processes one does it for all.
 */
import type { Log } from './log.ts';
import type { Peers } from './peers/peers.ts';
import { count, type Tally } from './tally.ts';

export interface Job {
  name: string;
  /** Done by each process for itself: for its own memory, its own disk, or because it shares the work out otherwise. */
  isOwn?: boolean;
  run(): Promise<void>;
}

export type Jobs = ReturnType<typeof startJobs>;

const EVERY_MS = 60_000;

/** What all of them are done under: whoever has it does all that is not each one's own. */
const LEASE = 'jobs';

interface JobsNeeds {
  log: Log;
  tally: Tally;
  peers: Pick<Peers, 'take' | 'revisions' | 'onLeft'>;
}

export function startJobs(jobs: readonly Job[], { log, tally, peers }: JobsNeeds) {
  let running: Promise<void> = Promise.resolve();
  let asked = 0;
  const failed = (job: string, error: unknown): void => {
    count(tally.failures, job);
    log.error({ job, error: error instanceof Error ? error.name : 'unknown' }, 'job failed');
  };
  const take = () =>
    peers.take(LEASE).catch((error: unknown) => {
      failed(LEASE, error);
      return null;
    });

  const runAll = (): Promise<void> => {
    asked++;
    running = running.then(async () => {
      for (const job of jobs) {
        if (!job.isOwn && (await take())?.isHeld() !== true) continue;
        try {
          await job.run();
          tally.jobs.set(job.name, Date.now());
        } catch (error) {
          failed(job.name, error);
        }
      }
      asked--;
    });
    return running;
  };
  // A run that takes longer than the time between two is not followed by all that fell due behind it.
  const runUnlessRunning = (): void => {
    if (asked === 0) void runAll();
  };
  const timer = setInterval(runUnlessRunning, EVERY_MS);
  timer.unref();
  peers.onLeft(runUnlessRunning);
  peers.revisions.on('jobs', async () => {
    if ((await take()) !== null) await runAll();
  });
  return {
    /**
     * Runs every job once, after a run that is under way; an error is logged and stops no other. What another process
     * does for all is asked of it, and not waited for.
     */
    async runDue(): Promise<void> {
      await runAll();
      if ((await take()) === null) await peers.revisions.add(LEASE);
    },
    async stop(): Promise<void> {
      clearInterval(timer);
      await running;
    },
  };
}
