/** What the sender of an understood import says to it: otherwise, yes, no. Whichever process is asked, its file's does it. */
import type { FileUnderstood, ImportCorrections } from '#shared/contract/imports.ts';
import type { Actor } from '#shared/contract/session.ts';
import { invalid } from '../../platform/http/problem.ts';
import type { Log } from '../../platform/log.ts';
import type { ImportJobRow } from '../../tables/import.ts';
import { cancelElsewhere, findJob, type Holding, remember, takeWaiting, toJob } from './jobs.ts';
import type { ImportWriteDeps } from './steps.ts';
import type { Runs } from './under-way.ts';
import type { Uploads } from './uploads.ts';

export function openAnswers(services: ImportWriteDeps & Holding, runs: Runs, uploads: Uploads, log: Log) {
  const { peers } = services;

  /** By the process that has its file. */
  async function begin(row: ImportJobRow): Promise<void> {
    if (row.holder === peers.id()) await runs.goOn(row);
    else await peers.revisions.add('imports');
  }

  return {
    /** Looks at it once more, with what its sender says of it. Throws 404, 409, and 422 for a sheet that is not there. */
    async correct(id: string, actor: Actor, corrections: ImportCorrections) {
      const { understood } = await findJob(id, actor, services);
      requireSound(corrections, understood);
      return runs.claim(id, async () => {
        // Somebody looks at it now: they say when it is written.
        const what = { state: 'understanding', corrections, writeNow: false } as const;
        const row = await takeWaiting(id, actor, what, services);
        await begin(row);
        return toJob(row);
      });
    },

    /** From now on it is written. Throws 404, 409, and 422 while anything is asked. */
    async confirm(id: string, actor: Actor) {
      const { understood } = await findJob(id, actor, services);
      const [asked] = understood?.asks ?? [];
      if (asked) throw invalid(asked, 'required', `exchange.asks.${asked}`);
      const row = await runs.claim(id, async () => {
        const taken = await takeWaiting(id, actor, { state: 'running' }, services);
        await begin(taken);
        return taken;
      });
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
      const elsewhere = await cancelElsewhere(id, services);
      if (elsewhere) return toJob(elsewhere);
      const row = await findJob(id, actor, services);
      if (row.state !== 'understood') return toJob(row);
      const ended = await runs.endWaiting(row, 'cancelled');
      if (ended) return toJob(ended);
      // It was confirmed meanwhile: then that is stopped.
      await runs.cancel(id);
      return toJob(await findJob(id, actor, services));
    },
  };
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
