/** Demo mode: reading and moving the service's clock. Forwards only; due jobs run before it answers. */
import { Hono } from 'hono';
import { ClockSetting } from '#shared/contract/queue.ts';
import { toWibString } from '#shared/time/wib.ts';
import type { SettableClock } from '../platform/clock.ts';
import type { Env } from '../platform/http/env.ts';
import { invalid } from '../platform/http/problem.ts';
import { valid } from '../platform/http/validate.ts';
import type { Jobs } from '../platform/jobs.ts';

export function clockRoutes(clock: SettableClock, jobs: Pick<Jobs, 'runDue'>): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/clock', (c) => c.json({ now: toWibString(clock.now()) }));
  app.put('/clock', valid('json', ClockSetting), async (c) => {
    if (!clock.moveTo(Date.parse(c.req.valid('json').now))) {
      throw invalid('now', 'past', 'problems.refused.clock_moves_forwards_only');
    }
    await jobs.runDue();
    return c.json({ now: toWibString(clock.now()) });
  });
  return app;
}
