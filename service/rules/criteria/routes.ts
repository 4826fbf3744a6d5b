/** The library over HTTP: read by every officer, written by supervisors. */
import { Hono } from 'hono';
import { CriteriaQuery, CriterionInput } from '#shared/contract/criteria.ts';
import type { Env } from '../../platform/http/env.ts';
import { etagOf, requireVersion } from '../../platform/http/precondition.ts';
import { valid } from '../../platform/http/validate.ts';
import { type CriteriaDeps, findCriteria, findCriterion, writeCriterion } from './library.ts';

export function criteriaRoutes(services: CriteriaDeps): Hono<Env> {
  const app = new Hono<Env>();

  app.get('/criteria', valid('query', CriteriaQuery), async (c) =>
    c.json(await findCriteria(services, c.req.valid('query'))),
  );

  app.get('/criteria/:id', async (c) => {
    const found = await findCriterion(services, c.req.param('id'));
    return c.json(found, 200, { etag: etagOf(found.version) });
  });

  app.post('/criteria', valid('json', CriterionInput), async (c) => {
    const written = await writeCriterion(services, c.req.valid('json'), null, c.get('actor').id);
    return c.json(written, 201, {
      etag: etagOf(written.version),
      location: `/api/v1/criteria/${written.id}`,
    });
  });

  app.put(
    '/criteria/:id',
    async (c, next) => {
      const before = await findCriterion(services, c.req.param('id'));
      requireVersion(c.req.header('if-match'), before.version);
      await next();
    },
    valid('json', CriterionInput),
    async (c) => {
      const before = await findCriterion(services, c.req.param('id'));
      // Read again on purpose: whoever wrote in between is named by the version, not overwritten.
      requireVersion(c.req.header('if-match'), before.version);
      const written = await writeCriterion(services, c.req.valid('json'), before, c.get('actor').id);
      return c.json(written, 200, { etag: etagOf(written.version) });
    },
  );

  return app;
}
