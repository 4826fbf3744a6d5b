/** Demo mode: reading and moving the service's clock. Forwards only; due jobs run before it answers. */
import { Hono } from 'hono';
import { ClockSetting } from '#shared/contract/queue.ts';
import { toWibString } from '#shared/deadline/wib.ts';
import type { Env } from '../http/env.ts';
import { invalid } from '../http/problem.ts';
import { valid } from '../http/validate.ts';
import type { Services } from '../services.ts';

export function clockRoutes({ clock, jobs }: Services): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/clock', (c) => c.json({ now: toWibString(clock.now()) }));
  app.put('/clock', valid('json', ClockSetting), async (c) => {
    if (!clock.moveTo(Date.parse(c.req.valid('json').now))) {
      throw invalid('now', 'past', {
        id: 'Jam hanya dapat dimajukan.',
        en: 'The clock moves forwards only.',
      });
    }
    await jobs.runDue();
    return c.json({ now: toWibString(clock.now()) });
  });
  return app;
}
