/**
 * Entry of the process that reckons performance: a month of the log takes seconds, which no call beside it should
 * wait for. It reads the database by itself and keeps what it has folded.
 */

import type { Course } from '#shared/performance/course.ts';
import { type Figures, figuresOf, worthOf } from '#shared/performance/figures.ts';
import {
  type Contender,
  categoriesOf,
  type OfCategory,
  type Ranked,
  rankingOf,
} from '#shared/performance/ranking.ts';
import {
  type Behind,
  isAnswerLate,
  isCompletionLate,
  type Question,
  reportsBehind,
} from '#shared/performance/table.ts';
import { categoryWeight, type PerformancePolicy } from '#shared/rules/performance.ts';
import { readerOf, type Source } from '../../platform/db/source.ts';
import { inheritCity } from '../../platform/processes/city.ts';
import { serveTasks } from '../../platform/processes/serve-tasks.ts';
import { type FoldedReports, openFoldedReports } from './folded-reports.ts';

inheritCity();

let folded: FoldedReports | null = null;

serveTasks<Task & { source: Source }, Answer>((task) => {
  folded ??= openFoldedReports(readerOf(task.source).db);
  return answer(folded, task);
});

export interface Asked {
  question: Question;
  /** `asOf` is now: what happens next belongs to it as well. */
  live: boolean;
  policy: PerformancePolicy;
}

export type Task = Asked &
  (
    | { ask: 'figures' }
    | { ask: 'categories' }
    | { ask: 'ranking'; contenders: readonly Contender[] }
    | { ask: 'reports'; behind: Behind; after: string; limit: number }
  );

/** A report behind a figure; instants in ms UTC. */
export interface Counted
  extends Pick<
    Course,
    'number' | 'status' | 'category' | 'channel' | 'unit' | 'kelurahan' | 'receivedAt' | 'closedAt'
  > {
  lateResponse: boolean;
  lateCompletion: boolean;
  /** Null where it is not judged. */
  worth: number | null;
  weight: number;
  stars: number | null;
}

export type Answer =
  | { figures: Figures }
  | { categories: OfCategory[] }
  | { ranking: Ranked[] }
  | { total: number; reports: Counted[]; more: boolean };

async function answer(folded: FoldedReports, task: Task): Promise<Answer> {
  const { question, live, policy } = task;
  const all = [...(await folded.of(question.from, live ? null : question.asOf))];
  switch (task.ask) {
    case 'figures':
      return { figures: figuresOf(all, question, policy) };
    case 'categories':
      return { categories: categoriesOf(all, question, policy) };
    case 'ranking':
      return { ranking: rankingOf(all, question, task.contenders, policy) };
    case 'reports': {
      const behind = reportsBehind(all, question, task.behind);
      const judged = new Set(reportsBehind(behind, question, { figure: 'value', part: 'of' }));
      const rest = behind
        .filter(({ number }) => number > task.after)
        .sort((a, b) => (a.number < b.number ? -1 : 1));
      const reports = rest.slice(0, task.limit).map((course) => counted(course, task, judged.has(course)));
      return { total: behind.length, reports, more: rest.length > task.limit };
    }
  }
}

function counted(course: Course, { question, policy }: Asked, isJudged: boolean): Counted {
  const { number, status, category, channel, unit, kelurahan, receivedAt, closedAt } = course;
  return {
    ...{ number, status, category, channel, unit, kelurahan, receivedAt, closedAt },
    lateResponse: isAnswerLate(course, question),
    lateCompletion: isCompletionLate(course, question),
    worth: isJudged ? worthOf(course, question, policy) : null,
    weight: categoryWeight(policy, category),
    stars: course.rating?.stars ?? null,
  };
}
