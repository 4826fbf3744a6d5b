/** Runs verifications for the service, one at a time, in a child process; keeps what the last one found. */
import type { ChildProcess } from 'node:child_process';
import { Verification } from '#shared/contract/audit.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { type Clock, systemClock } from '../../platform/clock.ts';
import type { Source } from '../../platform/db/source.ts';
import { startChild } from '../../platform/processes/child.ts';
import type { VerifyOptions } from './verify.ts';

/** What is looked at beside chains, texts and checkpoints. */
type Checked = Pick<VerifyOptions, 'rows' | 'files'>;

interface Where extends Pick<VerifyOptions, 'dataDir' | 'keyDir' | 'photoStore'> {
  source: Source;
}

export type Verifier = ReturnType<typeof createVerifier>;

export function createVerifier({ source, photoStore, ...where }: Where, clock: Clock = systemClock) {
  let child: ChildProcess | null = null;
  let startedAt: number | null = null;
  let running: Promise<void> = Promise.resolve();
  let last: Verification | null = null;

  function run(what: Checked, since: number): Promise<void> {
    return new Promise((resolve) => {
      let answer: Verification | null = null;
      const secrets = { source, photoStore };
      const started = startChild('verify-process', { task: { ...where, ...what }, secrets });
      child = started;
      started.on('message', (message) => {
        answer = Verification.parse(message);
      });
      const end = (): void => {
        child = null;
        startedAt = null;
        last = answer ?? unreadable(since, what);
        resolve();
      };
      started.once('error', end);
      started.once('exit', end);
    });
  }

  /** It ended without an answer: something in the database cannot be read at all. */
  function unreadable(since: number, { rows }: Checked): Verification {
    const first = { kind: 'unreadable' as const };
    return {
      startedAt: toTimestamp(since),
      endedAt: toTimestamp(clock.now()),
      ok: false,
      tickets: 0,
      events: 0,
      texts: 0,
      erased: 0,
      checkpoints: 0,
      uncovered: 0,
      rows,
      changes: 0,
      files: 0,
      first,
      breaks: [first],
      breakCount: 1,
    };
  }

  return {
    /** Does nothing while one is under way. */
    start(what: Checked) {
      if (startedAt !== null) return;
      startedAt = clock.now();
      running = run(what, startedAt);
    },

    /** ms UTC by the machine's clock; null when none is under way. */
    runningSince: () => startedAt,
    last: () => last,
    /** Resolves once no verification is under way. */
    settled: () => running,
    async close() {
      // It only reads: nothing is lost by ending it at once.
      child?.kill('SIGKILL');
      await running;
    },
  };
}
