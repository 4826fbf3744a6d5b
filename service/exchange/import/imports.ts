/**
 * Imports: received, understood, confirmed or given up, and written. What a stop or a crash interrupted goes on at the next
 * start; what was understood waits over it. Of several processes the one on whose disk a file lies does all of it, whichever
 * is asked; where it dies, another goes on that finds the file as well.
 */
import { mkdirSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { ImportJob } from '#shared/contract/imports.ts';
import type { Actor } from '#shared/contract/session.ts';
import type { Log } from '../../platform/log.ts';
import { importJob, type importRefusal } from '../../tables/import.ts';
import { openAnswers } from './answers.ts';
import {
  findJob,
  forgetOldJobs,
  type Holding,
  listJobs,
  ownJobs,
  type PageAsked,
  refusalGroupsOf,
  rejectionsOf,
  toJob,
  waitedLongEnough,
} from './jobs.ts';
import { isThere, openOrphans } from './orphans.ts';
import type { Foreseen } from './preview.ts';
import type { ImportWriteDeps } from './steps.ts';
import { openRuns, previewOf } from './under-way.ts';
import { openUploads } from './uploads.ts';

export type RejectionRow = typeof importRefusal.$inferSelect;

export type Imports = Awaited<ReturnType<typeof openImports>>;

/** Before any call is answered: what a crash left half received is given up, what it interrupted waits for `resume`. */
export async function openImports(services: ImportWriteDeps & Holding, folder: string, log: Log) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { peers } = services;
  const runs = openRuns(services, folder, log);
  const uploads = openUploads(services, runs);
  const orphans = openOrphans(services, runs.pathOf);
  let isServing = false;
  await tidy(services, folder);

  /** What is to be done of what lies here, and of what a process left that is gone. */
  async function look(): Promise<void> {
    if (!isServing) return;
    await orphans.look();
    await runs.pickUp(() => ownJobs(services));
  }

  peers.revisions.on('imports', look);
  peers.onLeft(() => {
    look().catch((error: unknown) => {
      log.error({ job: 'import', error: error instanceof Error ? error.name : 'unknown' }, 'not looked at');
    });
  });

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
      const preview = previewOf(runs.pathOf(id));
      // On another process's disk, perhaps.
      if (!peers.isAlone && !(await isThere(preview))) return null;
      // Written by this service beside the file.
      return JSON.parse(await readFile(preview, 'utf8')) as Foreseen;
    },
    /** In the order of the file, by keyset. */
    rejections: (id: string, after: number, limit: number) => rejectionsOf(id, after, limit, services),
    refusalGroups: (id: string) => refusalGroupsOf(id, services),
    /** To be called each minute, in case nothing else said so. */
    look,
    async forgetOld() {
      for (const row of await waitedLongEnough(services)) await runs.endWaiting(row, 'expired');
      await forgetOldJobs(services);
    },

    ...openAnswers(services, runs, uploads, log),

    /** Goes on with what a stop or a crash interrupted. */
    async resume() {
      isServing = true;
      await look();
    },

    /** Resolves once no import is under way; those that wait to be confirmed wait on. */
    settled: runs.settled,
    /** Stops after the batch under way. */
    async close() {
      isServing = false;
      await runs.interrupt();
    },
  };
}

/** Gives up what never came whole, and removes files that nobody needs any more. */
async function tidy({ db, clock, peers }: ImportWriteDeps & Holding, folder: string): Promise<void> {
  const lost = { state: 'failed', failure: 'kiriman_terputus', endedAt: clock.now() } as const;
  const isGone = peers.isGone(sql`${importJob.holder}`);
  await db
    .update(importJob)
    .set(lost)
    .where(and(eq(importJob.state, 'receiving'), isGone));
  const names = await readdir(folder);
  // After the files: a row stands before its file does.
  const whole = await db.select().from(importJob).where(isNull(importJob.endedAt));
  for (const name of names) {
    if (!whole.some(({ id }) => name.startsWith(id))) await rm(join(folder, name), { force: true });
  }
}
