/** Imports of one service: started, looked at, cancelled; those under way at a stop go on at the next start. */
import { createWriteStream, mkdirSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { eq, isNull } from 'drizzle-orm';
import { type ImportJob, MAX_IMPORT_BYTES } from '#shared/contract/imports.ts';
import type { Actor } from '#shared/contract/session.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import type { Log } from '../../platform/log.ts';
import { type ImportJobRow, importJob, type importRefusal } from '../../tables/import.ts';
import {
  findJob,
  forgetOldJobs,
  listJobs,
  type NewImport,
  type PageAsked,
  rejectionsOf,
  reserveJob,
  toJob,
} from './jobs.ts';
import { type Run, runImport } from './runner.ts';
import type { ImportWriteDeps } from './steps.ts';

export type RejectionRow = typeof importRefusal.$inferSelect;

export type Imports = Awaited<ReturnType<typeof openImports>>;

/** Before any call is answered: what a crash left half received is given up, what it interrupted waits for `resume`. */
export async function openImports(services: ImportWriteDeps, folder: string, log: Log) {
  const { db, clock } = services;
  const runs = new Map<string, Run>();
  /** Files that are coming in. */
  const uploads = new Map<string, { stop: AbortController; settled: Promise<unknown> }>();
  const pathOf = (id: string): string => join(folder, id);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let interrupted = await tidy();

  async function tidy(): Promise<ImportJobRow[]> {
    const lost = { state: 'failed', failure: 'kiriman_terputus', endedAt: clock.now() } as const;
    await db.update(importJob).set(lost).where(eq(importJob.state, 'receiving'));
    const whole = await db.select().from(importJob).where(isNull(importJob.endedAt));
    for (const name of await readdir(folder)) {
      if (!whole.some(({ id }) => id === name)) await rm(pathOf(name), { force: true });
    }
    return whole;
  }

  function run(job: ImportJobRow): void {
    const started = runImport(services, job, pathOf(job.id), log);
    runs.set(job.id, started);
    void started.ended.then(() => runs.delete(job.id));
  }

  async function begin(row: ImportJobRow, body: NewImport['body'], signal: AbortSignal): Promise<ImportJob> {
    const become = async (what: Partial<ImportJobRow>): Promise<ImportJobRow> => {
      await db.update(importJob).set(what).where(eq(importJob.id, row.id));
      return { ...row, ...what };
    };
    try {
      const bytes = await receive(body, pathOf(row.id), signal);
      const running = await become({ bytes, state: 'running' });
      run(running);
      return toJob(running);
    } catch (error) {
      await rm(pathOf(row.id), { force: true });
      if (signal.aborted) return toJob(await become({ state: 'cancelled', endedAt: clock.now() }));
      await db.delete(importJob).where(eq(importJob.id, row.id));
      throw error;
    }
  }

  return {
    /** Receives the file and starts on it. Throws 403, 409 while one of the caller's is under way, 413, 400. */
    async start(wanted: NewImport) {
      const row = await reserveJob(wanted, services);
      const stop = new AbortController();
      const started = begin(row, wanted.body, stop.signal);
      uploads.set(row.id, { stop, settled: Promise.allSettled([started]) });
      try {
        return await started;
      } finally {
        uploads.delete(row.id);
      }
    },

    list: (actor: Pick<Actor, 'id'>, page: PageAsked) => listJobs(actor, page, services),
    /** Throws 404, also for what is somebody else's. */
    find: async (id: string, actor: Actor) => toJob(await findJob(id, actor, services)),
    /** In the order of the file, by keyset. */
    rejections: (id: string, after: number, limit: number) => rejectionsOf(id, after, limit, services),
    forgetOld: () => forgetOldJobs(services),
    /** Nothing happens to one that has ended. Throws 404. */
    async cancel(id: string, actor: Actor) {
      await findJob(id, actor, services);
      const upload = uploads.get(id);
      upload?.stop.abort();
      await upload?.settled;
      await runs.get(id)?.stop('cancelled');
      return toJob(await findJob(id, actor, services));
    },

    /** Goes on with what a stop or a crash interrupted. */
    resume() {
      for (const job of interrupted) run(job);
      interrupted = [];
    },

    /** Resolves once no import is under way. */
    async settled() {
      while (runs.size > 0) await Promise.all([...runs.values()].map(({ ended }) => ended));
    },

    /** Stops after the batch under way. */
    async close() {
      await Promise.all([...runs.values()].map((one) => one.stop('interrupted')));
    },
  };
}

/** Onto the disk as it comes, never into memory as a whole. Answers how many bytes it has. */
async function receive(body: NewImport['body'], path: string, signal: AbortSignal): Promise<number> {
  let bytes = 0;
  const source = body instanceof Readable ? body : Readable.from(body);
  await pipeline(
    source,
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        bytes += chunk.byteLength;
        if (bytes > MAX_IMPORT_BYTES)
          throw new HttpProblem('too-large', { detail: 'exchange.refused.import_file_1_gb' });
        yield chunk;
      }
    },
    createWriteStream(path, { mode: 0o600 }),
    { signal },
  );
  if (bytes === 0) throw new HttpProblem('malformed', { detail: 'exchange.refused.file_empty' });
  return bytes;
}
