/** Working days over HTTP: any officer reads them, a supervisor corrects them. */
import { Hono } from 'hono';
import { CalendarQuery, SetCalendarDay, WibDate } from '#shared/contract/policy.ts';
import type { Env } from '../http/env.ts';
import { HttpProblem, invalid } from '../http/problem.ts';
import { valid } from '../http/validate.ts';
import type { Services } from '../services.ts';
import type { CalendarChange } from './calendar.ts';

export function calendarRoutes({ days, jobs }: Services): Hono<Env> {
  const app = new Hono<Env>();

  app.get('/calendar', valid('query', CalendarQuery), (c) =>
    c.json({
      items: days
        .ofYear(c.req.valid('query').year)
        .map(({ date, kind, name, source }) => ({ date, kind, name, source })),
    }),
  );

  app.put('/calendar/:date', valid('json', SetCalendarDay), async (c) => {
    const date = dateOf(c.req.param('date'));
    const day = { date, ...c.req.valid('json') };
    await change(day, c.get('actor').id);
    return c.json(day);
  });

  app.delete('/calendar/:date', async (c) => {
    const entered = days.of(dateOf(c.req.param('date')));
    if (!entered || entered.kind === null) throw new HttpProblem('not-found');
    await change({ ...entered, kind: null }, c.get('actor').id);
    return c.body(null, 204);
  });

  return app;

  async function change(day: CalendarChange, by: string): Promise<void> {
    const stuck = await days.change(day, by);
    if (stuck !== null) {
      throw invalid('date', 'no-working-day', {
        id: `Setelah ${stuck} tidak ada hari kerja selama lebih dari dua minggu. Periksa tanggalnya.`,
        en: `From ${stuck} on no working day comes for more than two weeks. Check the date.`,
      });
    }
    // Not waited for: today's targets may be many.
    void jobs.runDue();
  }
}

function dateOf(text: string): string {
  const date = WibDate.safeParse(text);
  if (!date.success) {
    throw invalid('date', 'format', {
      id: 'Tanggal ditulis seperti 2025-04-02, dari 2018 sampai 2099.',
      en: 'A date is written as 2025-04-02, from 2018 to 2099.',
    });
  }
  return date.data;
}
