/** Working days over HTTP: any officer reads them, a supervisor corrects them. */
import { Hono } from 'hono';
import { CalendarQuery, SetCalendarDay } from '#shared/contract/policy.ts';
import type { Env } from '../../platform/http/env.ts';
import { valid } from '../../platform/http/validate.ts';
import type { CalendarDeps } from './calendar.ts';
import { enterDay, removeDay } from './change-day.ts';

export function calendarRoutes(services: CalendarDeps): Hono<Env> {
  const app = new Hono<Env>();

  app.get('/calendar', valid('query', CalendarQuery), (c) =>
    c.json({
      items: services.days
        .ofYear(c.req.valid('query').year)
        .map(({ date, kind, name, source }) => ({ date, kind, name, source })),
    }),
  );

  app.put('/calendar/:date', valid('json', SetCalendarDay), async (c) => {
    const day = { date: c.req.param('date'), ...c.req.valid('json') };
    await enterDay(services, day, c.get('actor').id);
    return c.json(day);
  });

  app.delete('/calendar/:date', async (c) => {
    await removeDay(services, c.req.param('date'), c.get('actor').id);
    return c.body(null, 204);
  });

  return app;
}
