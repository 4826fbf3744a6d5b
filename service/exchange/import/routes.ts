/** The calls of imports. The file comes as the body itself and goes to the disk as it comes. */

import { Hono } from 'hono';
import { IMPORT_OPERATIONS } from '#shared/contract/imports.ts';
import { UNKNOWN_NAME_OPERATIONS } from '#shared/contract/unknown-names.ts';
import { answerCalls } from '../../platform/http/calls.ts';
import type { Env } from '../../platform/http/env.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
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

export function importRoutes(services: ShownDeps): Hono<Env> {
  const { imports } = services;
  return answerCalls(new Hono<Env>(), IMPORT_OPERATIONS, {
    async startImport({ c, actor, query }) {
      const { body } = c.req.raw;
      if (!body) throw new HttpProblem('malformed');
      const job = await imports.start({ ...query, actor, key: c.get('key'), body });
      c.header('location', `/api/v1/imports/${job.id}`);
      return job;
    },
    listImports: ({ actor, query }) => imports.list(actor, query),
    getImport: async ({ c, actor, at }) =>
      inFull(await imports.find(at.id, actor), services, c.get('language')),
    correctImport: ({ actor, at, body }) => imports.correct(at.id, actor, body),
    confirmImport: ({ actor, at }) => imports.confirm(at.id, actor),
    cancelImport: ({ actor, at }) => imports.cancel(at.id, actor),
    async importRefusals({ c, actor, at, query }) {
      const { id } = await imports.find(at.id, actor);
      return answerRejections(c, imports, id, query.as);
    },
  });
}
