/** The policy over HTTP: any officer reads the rules they are judged by, a supervisor sets them. */
import { Hono } from 'hono';
import { SetPolicy } from '#shared/contract/policy.ts';
import type { Env } from '../../platform/http/env.ts';
import { valid } from '../../platform/http/validate.ts';
import type { PolicyDeps } from './policy.ts';
import { setPolicy, shownPolicy } from './set.ts';

export function policyRoutes(services: PolicyDeps): Hono<Env> {
  const { policy } = services;
  const app = new Hono<Env>();

  app.get('/policy', (c) => c.json(shownPolicy(policy.current())));

  app.get('/policy/history', (c) => c.json({ items: policy.history().map(shownPolicy) }));

  app.put('/policy', valid('json', SetPolicy), async (c) =>
    c.json(await setPolicy(services, c.req.valid('json'), c.get('actor').id)),
  );

  return app;
}
