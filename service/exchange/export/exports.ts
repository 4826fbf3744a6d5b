/** Exports under way: each a process of its own, one for a caller and a few in all. */
import type { ChildProcess } from 'node:child_process';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { CsvSeparator, ExportFormat, ExportQuery } from '#shared/contract/exports.ts';
import type { Actor } from '#shared/contract/session.ts';
import type { People } from '../../people/people.ts';
import type { Source } from '../../platform/db/source.ts';
import type { Language } from '../../platform/http/language.ts';
import { HttpProblem, type ProblemExtra } from '../../platform/http/problem.ts';
import type { Platform } from '../../platform/platform.ts';
import { startChild } from '../../platform/processes/child.ts';
import type { Rules } from '../../rules/rules.ts';

export interface ExportTask {
  format: ExportFormat | 'everything';
  filter: ExportQuery;
  /** Of CSV; absent = comma. */
  separator?: CsvSeparator | undefined;
  actor: Actor;
  language: Language;
  /** ms UTC */
  now: number;
}

/** Said once, before the first byte. */
export const Announced = z.object({ rows: z.number().int() });

export type ExportDeps = Pick<Platform, 'config' | 'clock'> &
  Pick<People, 'units' | 'accounts'> &
  Pick<Rules, 'categories'> & { exports: Exports };

/** Processes at once: each may take a core for as long as it lasts. */
const MOST = 3;
/** ms after which a reader that takes nothing is taken for gone: an export holds up the database's clearing up. */
const STALLED_MS = 60_000;
const MEMORY_MB = 512;

type Exports = ReturnType<typeof openExports>;

export function openExports(source: Source) {
  const running = new Map<string, ChildProcess>();

  function admit(caller: string): void {
    if (running.has(caller)) throw new HttpProblem('in-progress', { ...STILL_RUNNING, retryAfter: 10 });
    if (running.size >= MOST) throw new HttpProblem('unavailable', { ...TOO_MANY, retryAfter: 30 });
  }

  return {
    /** How many reports are to come, and the file. Throws 409 while one of the caller's is under way, 503. */
    async start(task: ExportTask) {
      const caller = task.actor.id;
      admit(caller);
      const child = startChild('export-process', {
        task,
        secrets: { source },
        memoryMb: MEMORY_MB,
        output: 'pipe',
      });
      running.set(caller, child);
      const ended = endOf(child).finally(() => running.delete(caller));
      const { rows } = await announcementOf(child, ended);
      const file = Readable.from(bytesOf(child, ended), { objectMode: false });
      // Whoever went away takes the process with them, also while it waits for the next page.
      file.once('close', () => child.kill('SIGKILL'));
      return { rows, file };
    },

    /** Ends them all. */
    async close() {
      const ends = [...running.values()].map((child) => endOf(child));
      // It only reads: nothing is lost by ending it at once.
      for (const child of running.values()) child.kill('SIGKILL');
      await Promise.all(ends);
    },
  };
}

/** Its exit code; null where it was killed or never ran. */
function endOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(null));
  });
}

function announcementOf(child: ChildProcess, ended: Promise<unknown>): Promise<{ rows: number }> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(Announced.parse(message)));
    void ended.then(() => reject(new HttpProblem('unavailable', { retryAfter: 10 })));
  });
}

/** Ends with an error where the process did: a file cut short must not look whole. */
async function* bytesOf(child: ChildProcess, ended: Promise<number | null>): AsyncGenerator<Buffer> {
  const kill = (): boolean => child.kill('SIGKILL');
  try {
    for await (const chunk of child.stdout ?? []) {
      const stalled = setTimeout(kill, STALLED_MS);
      yield chunk;
      clearTimeout(stalled);
    }
    if ((await ended) !== 0) throw new Error('The export ended before its time');
  } finally {
    kill();
  }
}

const STILL_RUNNING: ProblemExtra = { detail: 'exchange.refused.earlier_export_still_running' };
const TOO_MANY: ProblemExtra = { detail: 'exchange.refused.too_many_exports_running' };
