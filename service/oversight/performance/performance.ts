/** The service's side of the performance process: started when first asked, one question after another. */
import type { OfCategory } from '#shared/performance/categories.ts';
import type { Figures } from '#shared/performance/figures.ts';
import type { Contender, Ranked } from '#shared/performance/ranking.ts';
import type { Behind } from '#shared/performance/table.ts';
import type { Accounts } from '../../people/accounts/auth.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { SettableClock } from '../../platform/clock.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { programFile } from '../../platform/processes/child.ts';
import { createPool } from '../../platform/processes/pool.ts';
import type { Config } from '../../platform/settings.ts';
import type { Policies } from '../../rules/policy/policy.ts';
import type { Answer, Asked, Counted, Task } from './answer.ts';

/** What this part of the service is opened with, and nothing beyond. */
export interface PerformanceDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  clock: SettableClock;
  policy: Policies;
  units: UnitDirectory;
  accounts: Accounts;
  performance: Performance;
}

/** Throws `unavailable` where the process ended or took too long. */
export interface Performance {
  figures(asked: Asked): Promise<Figures>;
  categories(asked: Asked): Promise<OfCategory[]>;
  ranking(asked: Asked, contenders: readonly Contender[]): Promise<Ranked[]>;
  /** By number, those after `after`. */
  reports(
    asked: Asked,
    which: { behind: Behind; after: string; limit: number },
  ): Promise<{ total: number; reports: Counted[]; more: boolean }>;
  close(): Promise<void>;
}

/** A year of a city that is asked for the first time; afterwards it is kept. */
const LIMIT_MS = 60_000;

export function openPerformance(database: string): Performance {
  const program = programFile('performance-process');
  const pool = createPool<Task & { database: string }, Answer>({
    program,
    processes: 1,
    cpuMs: LIMIT_MS,
    wallMs: LIMIT_MS,
  });
  const ask = async (task: Task): Promise<Answer> => {
    const outcome = await pool.run({ ...task, database });
    if (outcome.kind !== 'answer') throw new HttpProblem('unavailable', { retryAfter: 10 });
    return outcome.answer;
  };
  return {
    async figures(asked) {
      const answer = await ask({ ...asked, ask: 'figures' });
      return 'figures' in answer ? answer.figures : misled();
    },
    async categories(asked) {
      const answer = await ask({ ...asked, ask: 'categories' });
      return 'categories' in answer ? answer.categories : misled();
    },
    async ranking(asked, contenders) {
      const answer = await ask({ ...asked, ask: 'ranking', contenders });
      return 'ranking' in answer ? answer.ranking : misled();
    },
    async reports(asked, which) {
      const answer = await ask({ ...asked, ...which, ask: 'reports' });
      return 'reports' in answer ? answer : misled();
    },
    close: () => pool.close(),
  };
}

function misled(): never {
  throw new Error('The performance process answered another question');
}
