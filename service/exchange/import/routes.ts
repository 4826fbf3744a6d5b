/** The calls of imports. The file comes as the body itself and goes to the disk as it comes. */

import { Hono } from 'hono';
import { ImportQuery, RefusalsQuery } from '#shared/contract/imports.ts';
import { Paging } from '#shared/contract/primitives.ts';
import { UNKNOWN_NAME_OPERATIONS } from '#shared/contract/unknown-names.ts';
import { answerCalls } from '../../platform/http/calls.ts';
import type { Env } from '../../platform/http/env.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { valid } from '../../platform/http/validate.ts';
import type { Imports } from './imports.ts';
import { answerRejections } from './tell-rejections.ts';
import { listUnknown, type NameDeps, type Recognition, recognise } from './unknown-names.ts';

/** What a name of another system means, and what waits for it. */
export function nameRoutes(services: NameDeps & { recognition: Recognition }): Hono<Env> {
  const waiting = async () => ({ items: await listUnknown(services) });
  return answerCalls(new Hono<Env>(), UNKNOWN_NAME_OPERATIONS, {
    unknownNames: waiting,
    async recogniseName({ body, actor }) {
      await recognise(services, body, actor.id);
      // Not waited for: thousands of reports may follow.
      void services.recognition.run();
      return waiting();
    },
  });
}

export function importRoutes({ imports }: { imports: Imports }): Hono<Env> {
  const app = new Hono<Env>();

  app.post('/imports', valid('query', ImportQuery), async (c) => {
    const { body } = c.req.raw;
    if (!body) throw new HttpProblem('malformed');
    const job = await imports.start({
      ...c.req.valid('query'),
      actor: c.get('actor'),
      key: c.get('key'),
      body,
    });
    return c.json(job, 202, { location: `/api/v1/imports/${job.id}` });
  });

  app.get('/imports', valid('query', Paging), async (c) =>
    c.json(await imports.list(c.get('actor'), c.req.valid('query'))),
  );

  app.get('/imports/:id', async (c) => c.json(await imports.find(c.req.param('id'), c.get('actor'))));

  app.delete('/imports/:id', async (c) => c.json(await imports.cancel(c.req.param('id'), c.get('actor'))));

  app.get('/imports/:id/refusals', valid('query', RefusalsQuery), async (c) => {
    const job = await imports.find(c.req.param('id'), c.get('actor'));
    return answerRejections(c, imports, job.id, c.req.valid('query').as);
  });

  return app;
}
