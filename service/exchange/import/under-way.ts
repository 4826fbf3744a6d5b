/** What is done with files that were received: looked through, or written; each in a run that can be stopped. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { and, eq } from 'drizzle-orm';
import type { FileUnderstood } from '#shared/contract/imports.ts';
import { DAY } from '#shared/time/zone.ts';
import type { Log } from '../../platform/log.ts';
import { type ImportJobRow, importJob } from '../../tables/import.ts';
import { type Holding, isHeldBy, recall } from './jobs.ts';
import { type Run, runImport } from './runner.ts';
import type { ImportWriteDeps } from './steps.ts';
import { type Understanding, understandFile } from './understand.ts';

/** An understood file waits as long as this: it holds what citizens wrote. */
const WAITS = DAY;

type Stopped = 'cancelled' | 'interrupted' | null;
type UnderWay = Pick<Run, 'ended' | 'stop'> & { looked?(): number };

export type Runs = ReturnType<typeof openRuns>;

/** The rows of what is done here, and the files that go with them. */
function openRows({ db, clock }: Pick<ImportWriteDeps, 'db' | 'clock'>, folder: string) {
  const pathOf = (id: string): string => join(folder, id);

  /** Throws where it is this process's no longer. */
  async function become<const T extends Partial<ImportJobRow>>(row: ImportJobRow, what: T) {
    const changed = await db
      .update(importJob)
      .set(what)
      .where(and(eq(importJob.id, row.id), isHeldBy(row.holder)))
      .returning({ id: importJob.id });
    if (changed.length === 0) throw new Error('This import is another process’s, or was ended there');
    return { ...row, ...what };
  }

  /** Does nothing to what another process goes on with. */
  async function end(row: ImportJobRow, how: Pick<ImportJobRow, 'state'> & Partial<ImportJobRow>) {
    await db
      .update(importJob)
      .set({ ...how, expiresAt: null, endedAt: clock.now() })
      .where(and(eq(importJob.id, row.id), isHeldBy(row.holder)));
    const [now] = await db.select().from(importJob).where(eq(importJob.id, row.id));
    if (now?.endedAt !== null) await removeFiles(pathOf(row.id));
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

  return { pathOf, become, end, endWaiting };
}

export function openRuns(services: ImportWriteDeps & Holding, folder: string, log: Log) {
  const { clock } = services;
  const runs = new Map<string, UnderWay>();
  const { claim, isClaimed } = openClaims();
  const { pathOf, become, end, endWaiting } = openRows(services, folder);

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

  /** Begins with, or goes on with, what its row says. */
  async function goOn(row: ImportJobRow): Promise<void> {
    const { understood } = row;
    if (row.state === 'running' && understood) write({ ...row, understood });
    else await understand({ ...row, writeNow: row.writeNow || row.state === 'running' });
  }

  return {
    pathOf,
    become,
    endWaiting,
    goOn,
    claim,
    /** Begins with those that were given to this process by another, and ends those that another one ended. */
    async pickUp(readOwn: () => Promise<ImportJobRow[]>): Promise<void> {
      const before = new Map(runs);
      const own = await readOwn();
      for (const [id, run] of before) {
        const isLeft = own.every((row) => row.id !== id) && runs.get(id) === run && !isClaimed(id);
        if (isLeft) void run.stop('cancelled');
      }
      for (const row of own) {
        const isTaken = before.has(row.id) || runs.has(row.id) || isClaimed(row.id);
        if (isUnderWay(row.state) && !isTaken) await claim(row.id, () => goOn(row));
      }
    },
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

/** What somebody is about to begin with: nobody else begins with it meanwhile. */
function openClaims() {
  const claimed = new Set<string>();
  return {
    isClaimed: (id: string): boolean => claimed.has(id),
    claim<T>(id: string, work: () => Promise<T>): Promise<T> {
      claimed.add(id);
      return work().finally(() => claimed.delete(id));
    },
  };
}

function isUnderWay(state: ImportJobRow['state']): boolean {
  return state === 'running' || state === 'understanding';
}

export function previewOf(path: string): string {
  return `${path}.preview`;
}

/** The file holds what citizens wrote, and nobody needs it any more. */
async function removeFiles(path: string): Promise<void> {
  for (const name of [path, `${path}.strings`, previewOf(path)]) await rm(name, { force: true });
}
