/** Performance over HTTP: supervisors ask about every office, unit admins about their own; the ranking is open to both. */
import { Hono } from 'hono';
import { BehindQuery, FiguresQuery, RankingQuery } from '#shared/contract/performance.ts';
import type { Env } from '../../platform/http/env.ts';
import { valid } from '../../platform/http/validate.ts';
import type { PerformanceDeps } from './performance.ts';
import { readBehind, readFigures, readRanking } from './read.ts';

export function performanceRoutes(services: PerformanceDeps): Hono<Env> {
  const app = new Hono<Env>();

  app.get('/performance/figures', valid('query', FiguresQuery), async (c) =>
    c.json(await readFigures(services, c.get('actor'), c.req.valid('query'))),
  );

  app.get('/performance/ranking', valid('query', RankingQuery), async (c) =>
    c.json(await readRanking(services, c.req.valid('query'))),
  );

  app.get('/performance/reports', valid('query', BehindQuery), async (c) =>
    c.json(await readBehind(services, c.get('actor'), c.req.valid('query'))),
  );

  return app;
}
