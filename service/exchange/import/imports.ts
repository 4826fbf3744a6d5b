/**
 * Imports of one service: received, understood, confirmed or given up, and written. What a stop or a crash interrupted
 * goes on at the next start; what was understood waits over it.
 */
import { createWriteStream, mkdirSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { and, eq, isNull } from 'drizzle-orm';
import {
  type FileUnderstood,
  type ImportCorrections,
  type ImportJob,
  MAX_IMPORT_BYTES,
} from '#shared/contract/imports.ts';
import type { Actor } from '#shared/contract/session.ts';
import { DAY } from '#shared/time/zone.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import type { Log } from '../../platform/log.ts';
import { type ImportJobRow, importJob, type importRefusal } from '../../tables/import.ts';
import {
  findJob,
  forgetOldJobs,
  listJobs,
  type NewImport,
  type PageAsked,
  recall,
  refusalGroupsOf,
  rejectionsOf,
  remember,
  reserveJob,
  toJob,
  waitedLongEnough,
} from './jobs.ts';
import type { Foreseen } from './preview.ts';
import { type Run, runImport } from './runner.ts';
import type { ImportWriteDeps } from './steps.ts';
import { type Understanding, understandFile } from './understand.ts';

export type RejectionRow = typeof importRefusal.$inferSelect;

export type Imports = Awaited<ReturnType<typeof openImports>>;

type Waiting = ImportJobRow & { understood: FileUnderstood };

/** An understood file waits as long as this: it holds what citizens wrote. */
const WAITS = DAY;

/** Before any call is answered: what a crash left half received is given up, what it interrupted waits for `resume`. */
export async function openImports(services: ImportWriteDeps, folder: string, log: Log) {
  const { db, clock } = services;
  const runs = new Map<string, Pick<Run, 'ended' | 'stop'> & { looked?(): number }>();
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
      if (!whole.some(({ id }) => name.startsWith(id))) await rm(pathOf(name), { force: true });
    }
    return whole.filter(({ state }) => state !== 'understood');
  }

  async function become<const T extends Partial<ImportJobRow>>(row: ImportJobRow, what: T) {
    await db.update(importJob).set(what).where(eq(importJob.id, row.id));
    return { ...row, ...what };
  }

  /** The file holds what citizens wrote, and nobody needs it any more. */
  async function end(row: ImportJobRow, how: Pick<ImportJobRow, 'state'> & Partial<ImportJobRow>) {
    const ended = await become(row, { ...how, expiresAt: null, endedAt: clock.now() });
    const path = pathOf(row.id);
    for (const name of [path, `${path}.strings`, previewOf(path)]) await rm(name, { force: true });
    return ended;
  }

  function write(row: ImportJobRow & { understood: FileUnderstood }): void {
    const run = runImport(services, row, pathOf(row.id), {
      log,
      after: async (how) => void (await end(row, how)),
    });
    follow(row.id, run);
  }

  function understand(
    row: ImportJobRow,
    remembered: Parameters<typeof understandFile>[2]['remembered'],
  ): void {
    const path = pathOf(row.id);
    const looking = understandFile(services, row, { path, remembered }, async (what) => {
      await become(row, what);
    });
    let stopped: 'cancelled' | 'interrupted' | null = null;
    const ended = looking.result
      .then((result) => conclude(row, result, stopped))
      .catch(async (error: unknown) => {
        log.error({ job: 'import', error: error instanceof Error ? error.name : 'unknown' }, 'import failed');
        await end(row, { state: 'failed', failure: 'gangguan' });
      })
      .catch(() => {});
    follow(row.id, {
      ended,
      looked: looking.looked,
      async stop(as) {
        stopped = as;
        await looking.stop();
        await ended;
      },
    });
  }

  async function conclude(
    row: ImportJobRow,
    result: Understanding,
    stopped: 'cancelled' | 'interrupted' | null,
  ): Promise<void> {
    if (stopped === 'interrupted') return;
    if (stopped === 'cancelled') await end(row, { state: 'cancelled' });
    else if (result.kind === 'failed') await end(row, { state: 'failed', failure: result.failure });
    else if (result.kind === 'ready')
      write(await become(row, { state: 'running', understood: result.understood }));
    else if (result.kind === 'understood') {
      await writeFile(previewOf(pathOf(row.id)), JSON.stringify(result.foreseen), { mode: 0o600 });
      const { understood } = result;
      await become(row, { state: 'understood', understood, expiresAt: clock.now() + WAITS });
    }
  }

  function follow(id: string, run: Pick<Run, 'ended' | 'stop'> & { looked?(): number }): void {
    runs.set(id, run);
    // What was understood may be written at once: then another run stands here.
    void run.ended.then(() => {
      if (runs.get(id) === run) runs.delete(id);
    });
  }

  async function begin(row: ImportJobRow, body: NewImport['body'], signal: AbortSignal): Promise<ImportJob> {
    try {
      const bytes = await receive(body, pathOf(row.id), signal);
      const received = await become(row, { bytes, state: 'understanding' });
      understand(received, await recall(row.caller, services));
      return toJob(received);
    } catch (error) {
      await rm(pathOf(row.id), { force: true });
      if (signal.aborted) return toJob(await become(row, { state: 'cancelled', endedAt: clock.now() }));
      await db.delete(importJob).where(eq(importJob.id, row.id));
      throw error;
    }
  }

  /** Of those who act on one at once, one does. Throws 404, and 409 for what does not wait to be confirmed. */
  async function take(id: string, actor: Actor, what: Partial<ImportJobRow>): Promise<Waiting> {
    const row = await findJob(id, actor, services);
    const { understood, expiresAt } = row;
    if (row.state === 'understood' && understood && (expiresAt ?? 0) > clock.now()) {
      const taken = await db
        .update(importJob)
        .set({ ...what, expiresAt: null })
        .where(and(eq(importJob.id, id), eq(importJob.state, 'understood')))
        .returning({ id: importJob.id });
      if (taken.length > 0) return { ...row, ...what, understood, expiresAt: null };
    }
    throw new HttpProblem('illegal-transition', { detail: 'exchange.refused.import_waits_not' });
  }

  /** Another file of the same sender takes the place of one that only waits: nothing of it is written. */
  async function reserve(wanted: NewImport): Promise<ImportJobRow> {
    try {
      return await reserveJob(wanted, services);
    } catch (error) {
      const isOther = error instanceof HttpProblem && error.word === 'in-progress';
      const waiting = and(eq(importJob.caller, wanted.actor.id), eq(importJob.state, 'understood'));
      const [row] = isOther ? await db.select().from(importJob).where(waiting) : [];
      if (!row) throw error;
      await end(row, { state: 'cancelled' });
      return reserveJob(wanted, services);
    }
  }

  return {
    /** Receives the file and starts on it. Throws 403, 409 while one of the caller's is under way, 413, 400. */
    async start(wanted: NewImport) {
      const row = await reserve(wanted);
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
    async find(id: string, actor: Actor) {
      return toJob(await findJob(id, actor, services), runs.get(id)?.looked?.());
    },
    /** What would come of one that is understood; null for any other. */
    async foreseen({ id, state }: Pick<ImportJob, 'id' | 'state'>): Promise<Foreseen | null> {
      if (state !== 'understood') return null;
      // Written by this service beside the file.
      return JSON.parse(await readFile(previewOf(pathOf(id)), 'utf8')) as Foreseen;
    },
    /** In the order of the file, by keyset. */
    rejections: (id: string, after: number, limit: number) => rejectionsOf(id, after, limit, services),
    refusalGroups: (id: string) => refusalGroupsOf(id, services),
    async forgetOld() {
      for (const row of await waitedLongEnough(services)) await end(row, { state: 'expired' });
      await forgetOldJobs(services);
    },

    /** Looks at it once more, with what its sender says of it. Throws 404, 409, and 422 for a sheet that is not there. */
    async correct(id: string, actor: Actor, corrections: ImportCorrections) {
      const { understood } = await findJob(id, actor, services);
      if (corrections.sheet !== undefined && understood && !understood.sheets.includes(corrections.sheet)) {
        throw invalid('sheet', 'unknown', 'exchange.refused.no_such_sheet');
      }
      requireOnce(corrections);
      // Somebody looks at it now: they say when it is written.
      const row = await take(id, actor, { state: 'understanding', corrections, writeNow: false });
      understand(row, await recall(row.caller, services));
      return toJob(row);
    },

    /** From now on it is written. Throws 404, 409, and 422 while anything is asked. */
    async confirm(id: string, actor: Actor) {
      const { understood } = await findJob(id, actor, services);
      const [asked] = understood?.asks ?? [];
      if (asked) throw invalid(asked, 'required', `exchange.asks.${asked}`);
      const row = await take(id, actor, { state: 'running' });
      await remember(row, services);
      write(row);
      return toJob(row);
    },

    /** Nothing happens to one that has ended. Throws 404. */
    async cancel(id: string, actor: Actor) {
      await findJob(id, actor, services);
      const upload = uploads.get(id);
      upload?.stop.abort();
      await upload?.settled;
      // What was understood may have begun to be written meanwhile.
      for (let run = runs.get(id); run; run = runs.get(id)) await run.stop('cancelled');
      const row = await findJob(id, actor, services);
      return toJob(row.state === 'understood' ? await end(row, { state: 'cancelled' }) : row);
    },

    /** Goes on with what a stop or a crash interrupted. */
    async resume() {
      for (const row of interrupted) {
        const { understood } = row;
        if (row.state === 'running' && understood) write({ ...row, understood });
        else
          understand(
            { ...row, writeNow: row.writeNow || row.state === 'running' },
            await recall(row.caller, services),
          );
      }
      interrupted = [];
    },

    /** Resolves once no import is under way; those that wait to be confirmed wait on. */
    async settled() {
      while (runs.size > 0) await Promise.all([...runs.values()].map(({ ended }) => ended));
    },

    /** Stops after the batch under way. */
    async close() {
      while (runs.size > 0) await Promise.all([...runs.values()].map((one) => one.stop('interrupted')));
    },
  };
}

function previewOf(path: string): string {
  return `${path}.preview`;
}

/** Two columns that are one and the same would leave open which counts. Throws 422. */
function requireOnce({ columns = {} }: ImportCorrections): void {
  const chosen = Object.values(columns).filter((column) => column !== null);
  if (new Set(chosen).size < chosen.length) {
    throw invalid('columns', 'twice', 'exchange.refused.column_chosen_twice');
  }
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
