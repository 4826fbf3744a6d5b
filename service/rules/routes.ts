/** The rules over HTTP, and what forms choose from: any officer reads them, a supervisor sets them. */
import { Hono } from 'hono';
import { CalendarQuery, SetCalendarDay, SetPolicy } from '#shared/contract/policy.ts';
import {
  CategoriesQuery,
  CategoryInput,
  type ChannelItem,
  ChannelsQuery,
  NewCategory,
} from '#shared/contract/reference.ts';
import { UnitsQuery } from '#shared/contract/units.ts';
import { CHANNEL_LIST, isOpenChannel } from '#shared/ticket/channel.ts';
import { wibDate } from '#shared/time/wib.ts';
import { listUnits } from '../people/units/units.ts';
import type { Env } from '../platform/http/env.ts';
import { say } from '../platform/http/language.ts';
import { valid } from '../platform/http/validate.ts';
import { type CalendarDeps, enterDay, removeDay } from './calendar/calendar.ts';
import { addCategory, type CategoryDeps, changeCategory, shownCategory } from './categories/keep.ts';
import { takesReports } from './categories/register.ts';
import type { PolicyDeps } from './policy/policy.ts';
import { setPolicy, shownPolicy } from './policy/set.ts';

export function rulesRoutes(services: CategoryDeps & PolicyDeps & CalendarDeps): Hono<Env> {
  const { units, policy, days, categories } = services;
  const app = new Hono<Env>();

  app.get('/channels', valid('query', ChannelsQuery), (c) => {
    const { at } = c.req.valid('query');
    const items = CHANNEL_LIST.filter(
      (channel) => at === undefined || isOpenChannel(channel, Date.parse(at)),
    ).map(
      (channel): ChannelItem => ({
        ...channel,
        label: say(`common.channel_in_full.${channel.code}`, c.get('language')),
      }),
    );
    return c.json({ items });
  });

  app.get('/categories', valid('query', CategoriesQuery), (c) => {
    const { at } = c.req.valid('query');
    const rows = categories
      .all()
      .filter((row) => at === undefined || takesReports(row, wibDate(Date.parse(at))));
    return c.json({ items: rows.map((row) => shownCategory(services, row)) });
  });

  app.post('/categories', valid('json', NewCategory), async (c) => {
    const added = await addCategory(services, c.req.valid('json'), c.get('actor').id);
    return c.json(shownCategory(services, added), 201);
  });

  app.put('/categories/:code', valid('json', CategoryInput), async (c) => {
    const changed = await changeCategory(
      services,
      c.req.param('code'),
      c.req.valid('json'),
      c.get('actor').id,
    );
    return c.json(shownCategory(services, changed));
  });

  app.get('/units', valid('query', UnitsQuery), (c) =>
    c.json({ items: listUnits({ units }, c.req.valid('query')) }),
  );

  app.get('/policy', (c) => c.json(shownPolicy(policy.current())));

  app.get('/policy/history', (c) => c.json({ items: policy.history().map(shownPolicy) }));

  app.put('/policy', valid('json', SetPolicy), async (c) =>
    c.json(await setPolicy(services, c.req.valid('json'), c.get('actor').id)),
  );

  app.get('/calendar', valid('query', CalendarQuery), (c) => {
    const ofYear = days.ofYear(c.req.valid('query').year);
    return c.json({ items: ofYear.map(({ date, kind, name, source }) => ({ date, kind, name, source })) });
  });

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
