/** Files as they come in: onto the disk, and then looked through. */
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { and, eq } from 'drizzle-orm';
import { type ImportJob, MAX_IMPORT_BYTES } from '#shared/contract/imports.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { type ImportJobRow, importJob } from '../../tables/import.ts';
import { type Holding, type NewImport, reserveJob, toJob } from './jobs.ts';
import type { ImportWriteDeps } from './steps.ts';
import type { Runs } from './under-way.ts';

export type Uploads = ReturnType<typeof openUploads>;

export function openUploads(
  services: ImportWriteDeps & Holding,
  { pathOf, become, endWaiting, goOn, claim }: Runs,
) {
  const { db, clock } = services;
  const uploads = new Map<string, { stop: AbortController; settled: Promise<unknown> }>();

  async function begin(row: ImportJobRow, body: NewImport['body'], signal: AbortSignal): Promise<ImportJob> {
    try {
      const bytes = await receive(body, pathOf(row.id), signal);
      const received = await become(row, { bytes, state: 'understanding' });
      await goOn(received);
      return toJob(received);
    } catch (error) {
      await rm(pathOf(row.id), { force: true });
      if (signal.aborted) return toJob(await become(row, { state: 'cancelled', endedAt: clock.now() }));
      await db.delete(importJob).where(eq(importJob.id, row.id));
      throw error;
    }
  }

  /** Another file of the same sender takes the place of one that only waits: nothing of it is written. */
  async function reserve(wanted: NewImport): Promise<ImportJobRow> {
    try {
      return await reserveJob(wanted, services);
    } catch (error) {
      const isOther = error instanceof HttpProblem && error.word === 'in-progress';
      const waiting = and(eq(importJob.caller, wanted.actor.id), eq(importJob.state, 'understood'));
      const [row] = isOther ? await db.select().from(importJob).where(waiting) : [];
      if (!row || !(await endWaiting(row, 'cancelled'))) throw error;
      return reserveJob(wanted, services);
    }
  }

  return {
    /** Throws 403, 409 while one of the caller's is under way, 413, 400. */
    async start(wanted: NewImport): Promise<ImportJob> {
      const row = await reserve(wanted);
      const stop = new AbortController();
      const started = claim(row.id, () => begin(row, wanted.body, stop.signal));
      uploads.set(row.id, { stop, settled: Promise.allSettled([started]) });
      try {
        return await started;
      } finally {
        uploads.delete(row.id);
      }
    },
    async cancel(id: string): Promise<void> {
      const upload = uploads.get(id);
      upload?.stop.abort();
      await upload?.settled;
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
