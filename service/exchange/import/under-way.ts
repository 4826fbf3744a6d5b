/** What is done with files that were received: looked through, or written; each in a run that can be stopped. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { and, eq } from 'drizzle-orm';
import type { FileUnderstood } from '#shared/contract/imports.ts';
import { DAY } from '#shared/time/zone.ts';
import type { Log } from '../../platform/log.ts';
import { type ImportJobRow, importJob } from '../../tables/import.ts';
import { recall } from './jobs.ts';
import { type Run, runImport } from './runner.ts';
import type { ImportWriteDeps } from './steps.ts';
import { type Understanding, understandFile } from './understand.ts';

/** An understood file waits as long as this: it holds what citizens wrote. */
const WAITS = DAY;

type Stopped = 'cancelled' | 'interrupted' | null;
type UnderWay = Pick<Run, 'ended' | 'stop'> & { looked?(): number };

export type Runs = ReturnType<typeof openRuns>;

export function openRuns(services: ImportWriteDeps, folder: string, log: Log) {
  const { db, clock } = services;
  const runs = new Map<string, UnderWay>();
  const pathOf = (id: string): string => join(folder, id);

  async function become<const T extends Partial<ImportJobRow>>(row: ImportJobRow, what: T) {
    await db.update(importJob).set(what).where(eq(importJob.id, row.id));
    return { ...row, ...what };
  }

  async function end(row: ImportJobRow, how: Pick<ImportJobRow, 'state'> & Partial<ImportJobRow>) {
    const ended = await become(row, { ...how, expiresAt: null, endedAt: clock.now() });
    await removeFiles(pathOf(row.id));
    return ended;
  }

  /** Only while it still waits: what its sender confirmed meanwhile is written. Undefined where that is so. */
  async function endWaiting(row: ImportJobRow, state: 'cancelled' | 'expired') {
    const [ended] = await db
      .update(importJob)
      .set({ state, expiresAt: null, endedAt: clock.now() })
      .where(and(eq(importJob.id, row.id), eq(importJob.state, 'understood')))
      .returning();
    if (ended) await removeFiles(pathOf(row.id));
    return ended;
  }

  function write(row: ImportJobRow & { understood: FileUnderstood }): void {
    const run = runImport(services, row, pathOf(row.id), {
      log,
      after: async (how) => void (await end(row, how)),
    });
    follow(row.id, run);
  }

  async function understand(row: ImportJobRow): Promise<void> {
    const file = { path: pathOf(row.id), remembered: await recall(row.caller, services) };
    const looking = understandFile(services, row, file, async (what) => void (await become(row, what)));
    let stopped: Stopped = null;
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

  async function conclude(row: ImportJobRow, result: Understanding, stopped: Stopped): Promise<void> {
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

  function follow(id: string, run: UnderWay): void {
    runs.set(id, run);
    // What was understood may be written at once: then another run stands here.
    void run.ended.then(() => {
      if (runs.get(id) === run) runs.delete(id);
    });
  }

  return {
    pathOf,
    become,
    endWaiting,
    write,
    understand,
    /** Of one that is being looked through, how far that is. */
    looked: (id: string) => runs.get(id)?.looked?.(),
    /** What was understood may have begun to be written meanwhile: then that is stopped as well. */
    async cancel(id: string): Promise<void> {
      for (let run = runs.get(id); run; run = runs.get(id)) await run.stop('cancelled');
    },
    async settled(): Promise<void> {
      while (runs.size > 0) await Promise.all([...runs.values()].map(({ ended }) => ended));
    },
    async interrupt(): Promise<void> {
      while (runs.size > 0) await Promise.all([...runs.values()].map((one) => one.stop('interrupted')));
    },
  };
}

export function previewOf(path: string): string {
  return `${path}.preview`;
}

/** The file holds what citizens wrote, and nobody needs it any more. */
async function removeFiles(path: string): Promise<void> {
  for (const name of [path, `${path}.strings`, previewOf(path)]) await rm(name, { force: true });
}
