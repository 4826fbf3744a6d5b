/** Imports of one service: started, looked at, cancelled; those under way at a stop go on at the next start. */
import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { and, asc, desc, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type ImportJob, MAX_IMPORT_BYTES } from '#shared/contract/imports.ts';
import type { Actor } from '#shared/contract/session.ts';
import { DAY, toWibString } from '#shared/time/wib.ts';
import { isUniqueViolation } from '../../platform/db/database.ts';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { HttpProblem, type ProblemExtra } from '../../platform/http/problem.ts';
import type { Log } from '../../platform/log.ts';
import { type ImportJobRow, importJob, importRefusal } from '../../tables/import.ts';
import type { Imports, NewImport } from './imports.ts';
import { type Run, runImport } from './runner.ts';
import type { Needs } from './write.ts';

/** What an import came to is looked up for a quarter of a year. */
const KEPT = 90 * DAY;
/** Rows in one statement: nobody waits for longer than it takes. */
const FORGOTTEN_AT_ONCE = 500;
const DEFAULT_LIMIT = 50;
const Place = z.tuple([z.number(), z.string()]);

/** Before any call is answered: what a crash left half received is given up, what it interrupted waits for `resume`. */
export async function openImports(services: Needs, folder: string, log: Log): Promise<Imports> {
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

  async function rowOf(id: string, actor: Actor): Promise<ImportJobRow> {
    const [row] = await db
      .select()
      .from(importJob)
      .where(and(eq(importJob.id, id), eq(importJob.caller, actor.id)));
    if (!row) throw new HttpProblem('not-found');
    return row;
  }

  async function reserve({ channel, actor, key }: NewImport): Promise<ImportJobRow> {
    const allowed = key?.channels ?? null;
    if (allowed && !allowed.includes(channel)) throw new HttpProblem('forbidden', NOT_THIS_CHANNEL);
    const row: ImportJobRow = {
      id: randomUUID(),
      caller: actor.id,
      role: actor.role,
      channel,
      allowed,
      state: 'receiving',
      failure: null,
      format: null,
      encoding: null,
      ignored: [],
      bytes: 0,
      startedAt: clock.now(),
      endedAt: null,
      read: 0,
      added: 0,
      moved: 0,
      unchanged: 0,
      refused: 0,
    };
    try {
      await db.insert(importJob).values(row);
    } catch (error) {
      if (isUniqueViolation(error)) throw new HttpProblem('in-progress', STILL_RUNNING);
      throw error;
    }
    return row;
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
    async start(wanted) {
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

    async list(actor, { cursor, limit = DEFAULT_LIMIT }) {
      const from = cursor === undefined ? null : fromCursor(cursor, Place);
      const rows = await db
        .select()
        .from(importJob)
        .where(
          and(
            eq(importJob.caller, actor.id),
            from === null
              ? undefined
              : sql`(${importJob.startedAt}, ${importJob.id}) < (${from[0]}, ${from[1]})`,
          ),
        )
        .orderBy(desc(importJob.startedAt), desc(importJob.id))
        .limit(limit + 1);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.map(toJob),
        next: rows.length > limit && last ? toCursor([last.startedAt, last.id]) : null,
      };
    },

    find: async (id, actor) => toJob(await rowOf(id, actor)),

    async cancel(id, actor) {
      await rowOf(id, actor);
      const upload = uploads.get(id);
      upload?.stop.abort();
      await upload?.settled;
      await runs.get(id)?.stop('cancelled');
      return toJob(await rowOf(id, actor));
    },

    rejections: (id, after, limit) =>
      db
        .select()
        .from(importRefusal)
        .where(and(eq(importRefusal.jobId, id), gt(importRefusal.id, after)))
        .orderBy(asc(importRefusal.id))
        .limit(limit),

    resume() {
      for (const job of interrupted) run(job);
      interrupted = [];
    },

    async settled() {
      while (runs.size > 0) await Promise.all([...runs.values()].map(({ ended }) => ended));
    },

    async forgetOld() {
      const isOld = lt(importJob.endedAt, clock.now() - KEPT);
      const refused = () =>
        db
          .select({ id: importRefusal.id })
          .from(importRefusal)
          .innerJoin(importJob, eq(importJob.id, importRefusal.jobId))
          .where(isOld)
          .limit(FORGOTTEN_AT_ONCE);
      for (let ids = await refused(); ids.length > 0; ids = await refused()) {
        await db.delete(importRefusal).where(
          inArray(
            importRefusal.id,
            ids.map(({ id }) => id),
          ),
        );
      }
      await db.delete(importJob).where(isOld);
    },

    async close() {
      await Promise.all([...runs.values()].map((one) => one.stop('interrupted')));
    },
  };
}

const STILL_RUNNING: ProblemExtra = {
  detail: 'exchange.refused.earlier_import_still_running',
};
const NOT_THIS_CHANNEL: ProblemExtra = {
  detail: 'exchange.refused.api_key_not_channel',
};
const TOO_LARGE: ProblemExtra = {
  detail: 'exchange.refused.import_file_1_gb',
};
const EMPTY: ProblemExtra = {
  detail: 'exchange.refused.file_empty',
};

/** Onto the disk as it comes, never into memory as a whole. Answers how many bytes it has. */
async function receive(body: NewImport['body'], path: string, signal: AbortSignal): Promise<number> {
  let bytes = 0;
  const source = body instanceof Readable ? body : Readable.from(body);
  await pipeline(
    source,
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        bytes += chunk.byteLength;
        if (bytes > MAX_IMPORT_BYTES) throw new HttpProblem('too-large', TOO_LARGE);
        yield chunk;
      }
    },
    createWriteStream(path, { mode: 0o600 }),
    { signal },
  );
  if (bytes === 0) throw new HttpProblem('malformed', EMPTY);
  return bytes;
}

function toJob(row: ImportJobRow): ImportJob {
  return {
    id: row.id,
    state: row.state,
    ...(row.failure === null ? {} : { failure: row.failure }),
    channel: row.channel,
    ...(row.format === null ? {} : { format: row.format }),
    ...(row.encoding === null ? {} : { encoding: row.encoding }),
    bytes: row.bytes,
    startedAt: toWibString(row.startedAt),
    ...(row.endedAt === null ? {} : { endedAt: toWibString(row.endedAt) }),
    read: row.read,
    added: row.added,
    moved: row.moved,
    unchanged: row.unchanged,
    refused: row.refused,
    ignoredColumns: row.ignored,
  };
}
