/**
 * Runs imports: a process reads the file, the service writes what it reads in batches so short that nobody waits for
 * one, and goes on where it stopped after a restart.
 */

import type { ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import type { ImportFailure, ImportState } from '#shared/contract/imports.ts';
import type { Log } from '../../platform/log.ts';
import { startChild } from '../../platform/processes/child.ts';
import { type ImportJobRow, importJob } from '../../tables/import.ts';
import { isNewest } from './jobs.ts';
import { FromReader, type ReadLine, type ReadTask } from './messages.ts';
import type { ImportWriteDeps } from './steps.ts';
import { type Counts, writeLines } from './write.ts';

/** ms that writing one batch should hold the event loop: a quarter of what a call should ever wait. */
const HOLD_MS = 12;
/** Fewer take hardly less time: writing to the disk takes what it takes. */
const BATCH = { least: 40, most: 200 };
/** ms for the process that reads: to find its place in the file, and then for one batch. More is a file made to take it. */
const READER_MS = { first: 600_000, next: 60_000 };
/** MB for the process that reads: strings of one batch and a parser, whatever the file holds. */
const READER_MEMORY_MB = 512;

export type Run = ReturnType<typeof runImport>;

/** `job` has been received; its file lies at `path` and is removed at its end. */
export function runImport(services: ImportWriteDeps, job: ImportJobRow, path: string, log: Log) {
  const task: ReadTask = { path, skip: job.read, now: services.clock.now(), dateOrder: job.dateOrder };
  const child = startChild('read-process', { task, memoryMb: READER_MEMORY_MB });
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
    for await (const message of messagesOf(child)) {
      if (stopped) break;
      if (message.kind === 'end') return end('done');
      if (message.kind === 'failed') return end('failed', message.failure);
      if (message.kind === 'lines') await take(message);
      else await learn(message);
    }
    if (stopped === 'interrupted') return;
    // A reader that ended without a word ran out of memory, or was killed by the system.
    await (stopped === 'cancelled' ? end('cancelled') : end('failed', 'berkas_rusak'));
  }

  async function learn({
    kind: _,
    ...found
  }: Extract<FromReader, { kind: 'opened' | 'understood' }>): Promise<void> {
    await note(found);
    if ('understood' in found) mayGoBack = await isNewest(job, found.understood, services);
  }

  async function take({ lines }: Extract<FromReader, { kind: 'lines' }>): Promise<void> {
    // It reads the next ones while these are written.
    child.send('go', () => {});
    for (const some of batchesOf(lines, () => batch)) {
      if (stopped) return;
      const written = await writeLines(services, { ...job, mayGoBack }, counts, some);
      counts = written;
      batch = nextBatch(batch, written.heldMs);
      await nextTurn();
    }
  }

  async function note(what: Partial<ImportJobRow>): Promise<void> {
    await services.db.update(importJob).set(what).where(eq(importJob.id, job.id));
  }

  async function end(state: ImportState, failure: ImportFailure | null = null): Promise<void> {
    child.kill('SIGKILL');
    await note({ state, failure, endedAt: services.clock.now() });
    // It holds what citizens wrote, and nobody needs it any more.
    await rm(path, { force: true });
    await rm(`${path}.strings`, { force: true });
  }

  return {
    /** Resolves at its end, however it comes. */
    ended,
    /** Ends it; what is written stays. Resolves once nothing is written any more. */
    async stop(as: 'cancelled' | 'interrupted') {
      // What its caller ended does not go on at the next start.
      if (stopped !== 'cancelled') stopped = as;
      child.kill('SIGKILL');
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

/** What the process says, in order, until it ends. */
async function* messagesOf(child: ChildProcess): AsyncGenerator<FromReader> {
  const waiting: FromReader[] = [];
  let hasEnded = false;
  let wake = (): void => {};
  child.on('message', (message) => {
    const read = FromReader.safeParse(message);
    waiting.push(read.success ? read.data : { kind: 'failed', failure: 'gangguan' });
    wake();
  });
  const end = (): void => {
    hasEnded = true;
    wake();
  };
  child.once('error', end);
  child.once('exit', end);
  let ms = READER_MS.first;
  for (;;) {
    const next = waiting.shift();
    if (next) {
      if (next.kind === 'lines') ms = READER_MS.next;
      yield next;
    } else if (hasEnded) return;
    else {
      const late = setTimeout(() => child.kill('SIGKILL'), ms);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      clearTimeout(late);
    }
  }
}
