/** Performance over HTTP: supervisors ask about every office, unit admins about their own; the ranking is open to both. */
import { Hono } from 'hono';
import { PERFORMANCE_OPERATIONS } from '#shared/contract/performance.ts';
import { answerCalls } from '../../platform/http/calls.ts';
import type { Env } from '../../platform/http/env.ts';
import type { PerformanceDeps } from './performance.ts';
import { readBehind, readFigures, readRanking } from './read.ts';

export function performanceRoutes(services: PerformanceDeps): Hono<Env> {
  return answerCalls(new Hono<Env>(), PERFORMANCE_OPERATIONS, {
    performanceFigures: ({ actor, query }) => readFigures(services, actor, query),
    performanceRanking: ({ query }) => readRanking(services, query),
    performanceReports: ({ actor, query }) => readBehind(services, actor, query),
  });
}
