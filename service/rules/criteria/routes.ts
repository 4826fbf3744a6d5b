/** The library over HTTP: read by every officer, written by supervisors. */
import { Hono } from 'hono';
import { CriteriaQuery, CriterionInput, type CriterionWithHistory } from '#shared/contract/criteria.ts';
import type { Env } from '../../platform/http/env.ts';
import { etagOf, requireVersion } from '../../platform/http/precondition.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { valid } from '../../platform/http/validate.ts';
import type { CriteriaDeps } from './library.ts';
import { criterionWithHistory, findCriteria, writeCriterion } from './library.ts';

export function criteriaRoutes(services: CriteriaDeps): Hono<Env> {
  const app = new Hono<Env>();

  async function findOrRefuse(id: string): Promise<CriterionWithHistory> {
    const found = /^[1-9]\d{0,9}$/.test(id) ? await criterionWithHistory(services, Number(id)) : null;
    if (!found) throw new HttpProblem('not-found');
    return found;
  }

  app.get('/criteria', valid('query', CriteriaQuery), async (c) =>
    c.json(await findCriteria(services, c.req.valid('query'))),
  );

  app.get('/criteria/:id', async (c) => {
    const found = await findOrRefuse(c.req.param('id'));
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
      const before = await findOrRefuse(c.req.param('id'));
      requireVersion(c.req.header('if-match'), before.version);
      await next();
    },
    valid('json', CriterionInput),
    async (c) => {
      const before = await findOrRefuse(c.req.param('id'));
      // Read again on purpose: whoever wrote in between is named by the version, not overwritten.
      requireVersion(c.req.header('if-match'), before.version);
      const written = await writeCriterion(services, c.req.valid('json'), before, c.get('actor').id);
      return c.json(written, 200, { etag: etagOf(written.version) });
    },
  );

  return app;
}
