/**
 * Imports of one service: received, understood, confirmed or given up, and written. What a stop or a crash interrupted
 * goes on at the next start; what was understood waits over it.
 */
import { mkdirSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { eq, isNull } from 'drizzle-orm';
import type { FileUnderstood, ImportCorrections, ImportJob } from '#shared/contract/imports.ts';
import type { Actor } from '#shared/contract/session.ts';
import { invalid } from '../../platform/http/problem.ts';
import type { Log } from '../../platform/log.ts';
import { type ImportJobRow, importJob, type importRefusal } from '../../tables/import.ts';
import {
  findJob,
  forgetOldJobs,
  listJobs,
  type PageAsked,
  refusalGroupsOf,
  rejectionsOf,
  remember,
  takeWaiting,
  toJob,
  waitedLongEnough,
} from './jobs.ts';
import type { Foreseen } from './preview.ts';
import type { ImportWriteDeps } from './steps.ts';
import { openRuns, previewOf } from './under-way.ts';
import { openUploads } from './uploads.ts';

export type RejectionRow = typeof importRefusal.$inferSelect;

export type Imports = Awaited<ReturnType<typeof openImports>>;

/** Before any call is answered: what a crash left half received is given up, what it interrupted waits for `resume`. */
export async function openImports(services: ImportWriteDeps, folder: string, log: Log) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const runs = openRuns(services, folder, log);
  const uploads = openUploads(services, runs);
  let interrupted = await tidy(services, folder);

  return {
    /** Receives the file and starts on it. Throws 403, 409 while one of the caller's is under way, 413, 400. */
    start: uploads.start,

    list: (actor: Pick<Actor, 'id'>, page: PageAsked) => listJobs(actor, page, services),
    /** Throws 404, also for what is somebody else's. */
    async find(id: string, actor: Actor) {
      return toJob(await findJob(id, actor, services), runs.looked(id));
    },
    /** What would come of one that is understood; null for any other. */
    async foreseen({ id, state }: Pick<ImportJob, 'id' | 'state'>): Promise<Foreseen | null> {
      if (state !== 'understood') return null;
      // Written by this service beside the file.
      return JSON.parse(await readFile(previewOf(runs.pathOf(id)), 'utf8')) as Foreseen;
    },
    /** In the order of the file, by keyset. */
    rejections: (id: string, after: number, limit: number) => rejectionsOf(id, after, limit, services),
    refusalGroups: (id: string) => refusalGroupsOf(id, services),
    async forgetOld() {
      for (const row of await waitedLongEnough(services)) await runs.endWaiting(row, 'expired');
      await forgetOldJobs(services);
    },

    /** Looks at it once more, with what its sender says of it. Throws 404, 409, and 422 for a sheet that is not there. */
    async correct(id: string, actor: Actor, corrections: ImportCorrections) {
      const { understood } = await findJob(id, actor, services);
      requireSound(corrections, understood);
      // Somebody looks at it now: they say when it is written.
      const row = await takeWaiting(
        id,
        actor,
        { state: 'understanding', corrections, writeNow: false },
        services,
      );
      await runs.understand(row);
      return toJob(row);
    },

    /** From now on it is written. Throws 404, 409, and 422 while anything is asked. */
    async confirm(id: string, actor: Actor) {
      const { understood } = await findJob(id, actor, services);
      const [asked] = understood?.asks ?? [];
      if (asked) throw invalid(asked, 'required', `exchange.asks.${asked}`);
      const row = await takeWaiting(id, actor, { state: 'running' }, services);
      runs.write(row);
      // What is said of it is asked again next time; the file is written all the same.
      await remember(row, services).catch((error: unknown) => {
        log.error(
          { job: 'import', error: error instanceof Error ? error.name : 'unknown' },
          'not remembered',
        );
      });
      return toJob(row);
    },

    /** Nothing happens to one that has ended. Throws 404. */
    async cancel(id: string, actor: Actor) {
      await findJob(id, actor, services);
      await uploads.cancel(id);
      await runs.cancel(id);
      const row = await findJob(id, actor, services);
      if (row.state !== 'understood') return toJob(row);
      const ended = await runs.endWaiting(row, 'cancelled');
      if (ended) return toJob(ended);
      // It was confirmed meanwhile: then that is stopped.
      await runs.cancel(id);
      return toJob(await findJob(id, actor, services));
    },

    /** Goes on with what a stop or a crash interrupted. */
    async resume() {
      for (const row of interrupted) {
        const { understood } = row;
        if (row.state === 'running' && understood) runs.write({ ...row, understood });
        else await runs.understand({ ...row, writeNow: row.writeNow || row.state === 'running' });
      }
      interrupted = [];
    },

    /** Resolves once no import is under way; those that wait to be confirmed wait on. */
    settled: runs.settled,
    /** Stops after the batch under way. */
    close: runs.interrupt,
  };
}

/** Gives up what never came whole, and answers what was under way. */
async function tidy({ db, clock }: ImportWriteDeps, folder: string): Promise<ImportJobRow[]> {
  const lost = { state: 'failed', failure: 'kiriman_terputus', endedAt: clock.now() } as const;
  await db.update(importJob).set(lost).where(eq(importJob.state, 'receiving'));
  const whole = await db.select().from(importJob).where(isNull(importJob.endedAt));
  for (const name of await readdir(folder)) {
    if (!whole.some(({ id }) => name.startsWith(id))) await rm(join(folder, name), { force: true });
  }
  return whole.filter(({ state }) => state !== 'understood');
}

/** Two columns that are one and the same would leave open which counts, and a sheet has to be there. Throws 422. */
function requireSound({ sheet, columns = {} }: ImportCorrections, understood: FileUnderstood | null): void {
  if (sheet !== undefined && understood && !understood.sheets.includes(sheet)) {
    throw invalid('sheet', 'unknown', 'exchange.refused.no_such_sheet');
  }
  const chosen = Object.values(columns).filter((column) => column !== null);
  if (new Set(chosen).size < chosen.length) {
    throw invalid('columns', 'twice', 'exchange.refused.column_chosen_twice');
  }
}
