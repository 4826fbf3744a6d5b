/** The caller's queue, its counts, and the feed. */

import { Hono } from 'hono';
import { Paging } from '#shared/contract/primitives.ts';
import { ChangesQuery, EVENT_STREAM, LiveHeaders, LiveQuery } from '#shared/contract/queue.ts';
import type { Env } from '../../platform/http/env.ts';
import { isHeld } from '../../platform/http/precondition.ts';
import { valid } from '../../platform/http/validate.ts';
import type { TicketDeps } from '../deps.ts';
import { readerOf } from '../routes.ts';
import { changesAfter } from './changes.ts';
import { claimsInQueue } from './claims.ts';
import { openCounters } from './counters.ts';
import { newestSeq, scopeIdOf } from './feed.ts';
import { queuePage } from './queue.ts';

export function queueRoutes(services: TicketDeps): Hono<Env> {
  const counters = openCounters(services);
  const app = new Hono<Env>();

  app.get('/queue', valid('query', Paging), async (c) =>
    c.json(await queuePage(services, readerOf(c), c.req.valid('query'))),
  );

  app.get('/queue/counters', async (c) => {
    const { counters: counts, etag } = await counters.read(c.get('actor'), await newestSeq(services));
    if (isHeld(c.req.header('if-none-match'), etag)) return c.body(null, 304, { etag });
    return c.json(counts, 200, { etag });
  });

  app.get('/queue/claims', async (c) => {
    const { claims, etag } = await claimsInQueue(services, c.get('actor'));
    if (isHeld(c.req.header('if-none-match'), etag)) return c.body(null, 304, { etag });
    return c.json(claims, 200, { etag });
  });

  app.get('/changes', valid('query', ChangesQuery), async (c) => {
    const query = c.req.valid('query');
    // Whoever polls holds the newest number nearly always: told so without a word of the log being read.
    const etag = `"${scopeIdOf(c.get('actor'))}.${query.after}"`;
    if (isHeld(c.req.header('if-none-match'), etag) && query.after === (await newestSeq(services)))
      return c.body(null, 304, { etag });
    const page = await changesAfter(services, readerOf(c), query);
    return c.json(page, 200, page.next === query.after ? { etag } : {});
  });

  app.get('/live', valid('query', LiveQuery), valid('header', LiveHeaders), async (c) => {
    const { 'last-event-id': resumed } = c.req.valid('header');
    const after = resumed ?? c.req.valid('query').after ?? null;
    const caller = { token: c.get('token'), actor: c.get('actor'), expiresAt: c.get('expiresAt') };
    return c.body(await services.live.open(caller, after), 200, {
      'content-type': EVENT_STREAM,
      // A proxy that gathers answers before it hands them on would hand on nothing.
      'x-accel-buffering': 'no',
    });
  });

  return app;
}
