/** Imports of processes that are no more: gone on with where their file lies, given up where it does not come back. */
import { access } from 'node:fs/promises';
import { and, eq, isNull } from 'drizzle-orm';
import type { ImportFailure } from '#shared/contract/imports.ts';
import { MINUTE } from '#shared/time/zone.ts';
import { type ImportJobRow, importJob } from '../../tables/import.ts';
import { adopt, type Holding, isHeldBy, orphanedJobs } from './jobs.ts';
import type { ImportWriteDeps } from './steps.ts';

/** So long (ms) a process that died may take to come back to its disk; then what lay there alone is given up. */
const COMES_BACK = 10 * MINUTE;

export function openOrphans(services: ImportWriteDeps & Holding, pathOf: (id: string) => string) {
  const { db, clock, peers } = services;
  /** Since when (ms UTC, the service's clock) those are known here whose file is not. */
  const lost = new Map<string, number>();

  async function giveUp({ id, holder }: ImportJobRow, failure: ImportFailure): Promise<void> {
    lost.delete(id);
    await db
      .update(importJob)
      .set({ state: 'failed', failure, expiresAt: null, endedAt: clock.now() })
      .where(and(eq(importJob.id, id), isHeldBy(holder), isNull(importJob.endedAt)));
  }

  return {
    /** Takes over what can be gone on with here. */
    async look(): Promise<void> {
      for (const row of await orphanedJobs(services)) {
        const since = lost.get(row.id) ?? clock.now();
        if (row.state === 'receiving') await giveUp(row, 'kiriman_terputus');
        else if (peers.isAlone || (await isThere(pathOf(row.id)))) await adopt(row, services);
        else if (clock.now() - since >= COMES_BACK) await giveUp(row, 'gangguan');
        else lost.set(row.id, since);
      }
    },
  };
}

export function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
