/** The calls of imports. The file comes as the body itself and goes to the disk as it comes. */

import { Hono } from 'hono';
import { IMPORT_OPERATIONS, IMPORT_TYPES, ImportQuery, MAX_IMPORT_BYTES } from '#shared/contract/imports.ts';
import { UNKNOWN_NAME_OPERATIONS } from '#shared/contract/unknown-names.ts';
import { answerCalls } from '../../platform/http/calls.ts';
import type { Env } from '../../platform/http/env.ts';
import { HttpProblem, type ProblemExtra } from '../../platform/http/problem.ts';
import { valid } from '../../platform/http/validate.ts';
import { inFull, type ShownDeps } from './in-full.ts';
import { answerRejections } from './tell-rejections.ts';
import { listUnknown, type NameDeps, type Recognition, recognise } from './unknown-names.ts';

/** What a name of another system means, and what waits for it. */
export function nameRoutes(services: NameDeps & { recognition: Recognition }): Hono<Env> {
  const waiting = async () => ({ items: await listUnknown(services) });
  return answerCalls(new Hono<Env>(), UNKNOWN_NAME_OPERATIONS, {
    unknownNames: waiting,
    async recogniseName({ body, actor }) {
      await recognise(services, body, actor);
      // Not waited for: thousands of reports may follow.
      void services.recognition.run();
      return waiting();
    },
  });
}

const { startImport: _, ...CALLS } = IMPORT_OPERATIONS;

export function importRoutes(services: ShownDeps): Hono<Env> {
  const { imports } = services;
  const app = new Hono<Env>();

  app.post(
    '/imports',
    async (c, next) => {
      if (Number(c.req.header('content-length') ?? 0) > MAX_IMPORT_BYTES) throw new HttpProblem('too-large');
      const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
      if (!IMPORT_TYPES.some((taken) => taken === type)) throw new HttpProblem('unsupported-media', TYPES);
      if (!c.req.raw.body) throw new HttpProblem('malformed');
      await next();
    },
    valid('query', ImportQuery),
    async (c) => {
      const { body } = c.req.raw;
      if (!body) throw new HttpProblem('malformed');
      const job = await imports.start({
        ...c.req.valid('query'),
        actor: c.get('actor'),
        key: c.get('key'),
        body,
      });
      return c.json(job, 202, { location: `/api/v1/imports/${job.id}` });
    },
  );

  return answerCalls(app, CALLS, {
    listImports: ({ actor, query }) => imports.list(actor, query),
    getImport: async ({ c, actor, at }) =>
      inFull(await imports.find(at.id, actor), services, c.get('language')),
    correctImport: ({ actor, at, body }) => imports.correct(at.id, actor, body),
    confirmImport: ({ actor, at }) => imports.confirm(at.id, actor),
    cancelImport: ({ actor, at }) => imports.cancel(at.id, actor),
    async importRefusals({ c, actor, at, query }) {
      const job = await imports.find(at.id, actor);
      return answerRejections(c, imports, job.id, query.as);
    },
  });
}

const TYPES: ProblemExtra = {
  detail: { key: 'exchange.refused.send_file_itself_body', values: { types: IMPORT_TYPES.join(', ') } },
};
