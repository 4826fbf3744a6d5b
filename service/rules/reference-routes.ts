/** What forms choose from: for any signed-in officer. */
import { Hono } from 'hono';
import { type CategoryItem, type ChannelItem, ChannelsQuery } from '#shared/contract/reference.ts';
import { UnitsQuery } from '#shared/contract/units.ts';
import { CATEGORIES } from '#shared/ticket/category.ts';
import { CHANNEL_LIST, isOpenChannel } from '#shared/ticket/channel.ts';
import type { UnitDirectory } from '../people/units/directory.ts';
import { listUnits } from '../people/units/units.ts';
import type { Env } from '../platform/http/env.ts';
import { say } from '../platform/http/language.ts';
import { valid } from '../platform/http/validate.ts';

/** What this part of the service is opened with, and nothing beyond. */
export interface RulesDeps {
  units: UnitDirectory;
}

export function referenceRoutes({ units }: RulesDeps): Hono<Env> {
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

  app.get('/categories', (c) => {
    const items = CATEGORIES.map(
      ({ name, office }): CategoryItem => ({ name, office: office === null ? null : units.named(office) }),
    );
    return c.json({ items });
  });

  app.get('/units', valid('query', UnitsQuery), (c) =>
    c.json({ items: listUnits({ units }, c.req.valid('query')) }),
  );

  return app;
}
