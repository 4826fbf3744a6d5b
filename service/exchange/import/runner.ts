/**
 * Runs imports that were confirmed: a process reads the file, the service writes what it reads in batches so short that
 * nobody waits for one, and goes on where it stopped after a restart.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileUnderstood, ImportFailure, ImportState } from '#shared/contract/imports.ts';
import type { Log } from '../../platform/log.ts';
import type { ImportJobRow } from '../../tables/import.ts';
import { isNewest } from './jobs.ts';
import type { FromReader, ReadLine } from './messages.ts';
import { startReader } from './reader.ts';
import type { ImportWriteDeps } from './steps.ts';
import { type Counts, writeLines } from './write.ts';

/** ms that writing one batch should hold the event loop: a quarter of what a call should ever wait. */
const HOLD_MS = 12;
/** Fewer take hardly less time: writing to the disk takes what it takes. */
const BATCH = { least: 40, most: 200 };

export interface Ended {
  state: Extract<ImportState, 'done' | 'cancelled' | 'failed'>;
  failure: ImportFailure | null;
}

export type Run = ReturnType<typeof runImport>;

/** `job` has been understood and confirmed; its file lies at `path`. `after` is told how it ended. */
export function runImport(
  services: ImportWriteDeps,
  job: ImportJobRow & { understood: FileUnderstood },
  path: string,
  { log, after }: { log: Log; after: (how: Ended) => Promise<void> },
) {
  const reader = startReader({
    ...{ path, skip: job.read, now: services.clock.now(), as: job.understood },
    ...{ corrections: {}, remembered: [], declared: null },
  });
  let stopped: 'cancelled' | 'interrupted' | null = null;
  let counts: Counts = job;
  let batch = BATCH.least;
  let mayGoBack = false;
  const tell = (error: unknown, what: string): void =>
    log.error({ job: 'import', error: error instanceof Error ? error.name : 'unknown' }, what);
  const ended = follow()
    .catch((error: unknown) => {
      tell(error, 'import failed');
      return end('failed', 'gangguan');
    })
    // The disk may be full. It stands as running, and goes on at the next start.
    .catch((error: unknown) => tell(error, 'import could not be ended'));

  async function follow(): Promise<void> {
    mayGoBack = await isNewest(job, job.understood, services);
    for await (const message of reader.messages) {
      if (stopped) break;
      if (message.kind === 'end') return end('done');
      if (message.kind === 'failed') return end('failed', message.failure);
      if (message.kind === 'lines') await take(message);
    }
    if (stopped === 'interrupted') return;
    await (stopped === 'cancelled' ? end('cancelled') : end('failed', 'berkas_rusak'));
  }

  async function take({ lines }: Extract<FromReader, { kind: 'lines' }>): Promise<void> {
    // It reads the next ones while these are written.
    reader.goOn();
    for (const some of batchesOf(lines, () => batch)) {
      if (stopped) return;
      const written = await writeLines(services, { ...job, mayGoBack }, counts, some);
      counts = written;
      batch = nextBatch(batch, written.heldMs);
      await nextTurn();
    }
  }

  async function end(state: Ended['state'], failure: ImportFailure | null = null): Promise<void> {
    reader.end();
    await after({ state, failure });
  }

  return {
    /** Resolves at its end, however it comes. */
    ended,
    /** Ends it; what is written stays. Resolves once nothing is written any more. */
    async stop(as: 'cancelled' | 'interrupted') {
      // What its caller ended does not go on at the next start.
      if (stopped !== 'cancelled') stopped = as;
      reader.end();
      await ended;
    },
  };
}

/** Less when one took too long, a little more when there was room. */
function nextBatch(size: number, tookMs: number): number {
  if (tookMs > HOLD_MS) return Math.max(BATCH.least, Math.floor(size * 0.75));
  return tookMs < HOLD_MS * 0.75 ? Math.min(BATCH.most, size + 10) : size;
}

/** Each number once in a batch: what comes twice is a step of what was written the first time. */
function* batchesOf(lines: readonly ReadLine[], size: () => number): Generator<ReadLine[]> {
  let batch: ReadLine[] = [];
  const numbers = new Set<string>();
  for (const line of lines) {
    const number = line.report?.number;
    if (batch.length >= size() || (number !== undefined && numbers.has(number))) {
      yield batch;
      batch = [];
      numbers.clear();
    }
    batch.push(line);
    if (number !== undefined) numbers.add(number);
  }
  if (batch.length > 0) yield batch;
}
