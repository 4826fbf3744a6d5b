/**
 * The calls on a reporter's own data: by the reporter with the secret of the filing, or by an officer on request.
 * A wrong secret is answered like a report that does not exist.
 */

import { Hono } from 'hono';
import { Paging } from '#shared/contract/primitives.ts';
import { ByRequest, BySecret } from '#shared/contract/privacy.ts';
import { KEPT } from '#shared/rules/retention.ts';
import { readBody } from '../../platform/http/body.ts';
import type { Env } from '../../platform/http/env.ts';
import { smallBody } from '../../platform/http/limits.ts';
import { valid } from '../../platform/http/validate.ts';
import { findOwn, findPublic } from '../../tickets/tracking/track.ts';
import { stepActor } from '../../tickets/verb.ts';
import { erase, type PrivacyDeps } from './erase.ts';
import { exportReporter } from './export.ts';
import { looksAt } from './looks.ts';

const REPORTER = { id: null, role: 'reporter', unit: null } as const;

/** Without sign-in. */
export function reporterRoutes(services: PrivacyDeps): Hono<Env> {
  const app = new Hono<Env>();

  app.post('/track/:number/export', smallBody, readBody(), valid('json', BySecret), async (c) => {
    const row = await findOwn(services, c.req.param('number'), c.req.valid('json').trackingSecret);
    return c.json(await exportReporter(row, null, services));
  });

  app.post('/track/:number/erase', smallBody, readBody(), valid('json', BySecret), async (c) => {
    const { number } = await findOwn(services, c.req.param('number'), c.req.valid('json').trackingSecret);
    return c.json(await erase({ number, by: REPORTER, what: KEPT }, services));
  });

  return app;
}

/** Behind sign-in; the rights table says whose. An operator needs no sight of the report for it. */
export function privacyRoutes(services: PrivacyDeps): Hono<Env> {
  const app = new Hono<Env>();

  app.post('/tickets/:number/export', valid('json', ByRequest), async (c) => {
    const row = await findPublic(services, c.req.param('number'));
    const { reason } = c.req.valid('json');
    return c.json(await exportReporter(row, { id: c.get('actor').id, reason }, services));
  });

  app.post('/tickets/:number/erase', valid('json', ByRequest), async (c) => {
    const { number } = await findPublic(services, c.req.param('number'));
    const { reason } = c.req.valid('json');
    return c.json(await erase({ number, by: stepActor(c.get('actor')), what: KEPT, reason }, services));
  });

  app.get('/tickets/:number/looks', valid('query', Paging), async (c) => {
    const { id } = await findPublic(services, c.req.param('number'));
    return c.json(await looksAt(id, c.req.valid('query'), services));
  });

  return app;
}
