/** The service's side of the performance process: started when first asked, one question after another. */
import type { Contender } from '#shared/performance/ranking.ts';
import type { Behind } from '#shared/performance/table.ts';
import type { People } from '../../people/people.ts';
import type { Source } from '../../platform/db/source.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import type { Platform } from '../../platform/platform.ts';
import { programFile } from '../../platform/processes/child.ts';
import { createPool } from '../../platform/processes/pool.ts';
import type { Rules } from '../../rules/rules.ts';
import type { Answer, Asked, Task } from './performance-process.ts';

export type PerformanceDeps = Pick<Platform, 'config' | 'clock'> &
  Pick<People, 'units' | 'accounts'> &
  Pick<Rules, 'policy' | 'categories'> & { performance: Performance };

/** Throws `unavailable` where the process ended or took too long. */
export type Performance = ReturnType<typeof openPerformance>;

/** A year of a city that is asked for the first time; afterwards it is kept. */
const LIMIT_MS = 60_000;

export function openPerformance(source: Source) {
  const program = programFile('performance-process');
  const pool = createPool<Task & { source: Source }, Answer>({
    program,
    processes: 1,
    cpuMs: () => LIMIT_MS,
    wallMs: LIMIT_MS,
  });
  async function ask<K extends string>(task: Task, of: K): Promise<Extract<Answer, Record<K, unknown>>> {
    const outcome = await pool.run({ ...task, source });
    if (outcome.kind !== 'answer') throw new HttpProblem('unavailable', { retryAfter: 10 });
    if (!has(outcome.answer, of)) throw new Error('The performance process answered another question');
    return outcome.answer;
  }
  return {
    figures: async (asked: Asked) => (await ask({ ...asked, ask: 'figures' }, 'figures')).figures,
    categories: async (asked: Asked) => (await ask({ ...asked, ask: 'categories' }, 'categories')).categories,
    ranking: async (asked: Asked, contenders: readonly Contender[]) =>
      (await ask({ ...asked, ask: 'ranking', contenders }, 'ranking')).ranking,
    /** By number, those after `after`. */
    reports: (asked: Asked, which: { behind: Behind; after: string; limit: number }) =>
      ask({ ...asked, ...which, ask: 'reports' }, 'reports'),
    close: () => pool.close(),
  };
}

function has<K extends string>(answer: Answer, name: K): answer is Extract<Answer, Record<K, unknown>> {
  return name in answer;
}
