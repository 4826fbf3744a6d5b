/** The part of the table of operations that tells how units perform: figures, ranking, and the reports behind. */
import type { Operation } from './operation.ts';
import {
  BehindPage,
  BehindQuery,
  FiguresAnswer,
  FiguresQuery,
  Ranking,
  RankingQuery,
} from './performance.ts';

export const PERFORMANCE_OPERATIONS = {
  performanceFigures: {
    method: 'GET',
    path: '/performance/figures',
    summary:
      'Figures of a period, of all offices or of one and those below it (supervisor; unit admins of their own)',
    query: FiguresQuery,
    status: 200,
    result: FiguresAnswer,
    right: 'performance:read',
    refuses: ['not-found'],
  },
  performanceRanking: {
    method: 'GET',
    path: '/performance/ranking',
    summary: 'Kelurahan or dinas beside one another, by what their follow-ups are worth',
    query: RankingQuery,
    status: 200,
    result: Ranking,
    right: 'performance:read',
  },
  performanceReports: {
    method: 'GET',
    path: '/performance/reports',
    summary: 'The reports behind a figure: exactly those it counts',
    query: BehindQuery,
    status: 200,
    result: BehindPage,
    right: 'performance:read',
    refuses: ['not-found'],
  },
} as const satisfies Record<string, Operation>;
