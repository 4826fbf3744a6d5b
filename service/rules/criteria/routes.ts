/** The library over HTTP: read by every officer, written by supervisors. */
import { type Context, Hono } from 'hono';
import { CRITERIA_OPERATIONS } from '#shared/contract/criteria.ts';
import { answerCalls, first, versioned } from '../../platform/http/calls.ts';
import type { Env } from '../../platform/http/env.ts';
import { requireVersion } from '../../platform/http/precondition.ts';
import { type CriteriaDeps, findCriteria, findCriterion, writeCriterion } from './library.ts';

export function criteriaRoutes(services: CriteriaDeps): Hono<Env> {
  async function newest(c: Context<Env>) {
    const criterion = await findCriterion(services, c.req.param('id') ?? '');
    requireVersion(c.req.header('if-match'), criterion.version);
    return criterion;
  }

  return answerCalls(new Hono<Env>(), CRITERIA_OPERATIONS, {
    listCriteria: ({ query }) => findCriteria(services, query),
    getCriterion: async ({ c, at }) => versioned(c, await findCriterion(services, at.id)),
    addCriterion: async ({ c, body, actor }) => {
      const written = await writeCriterion(services, body, null, actor.id);
      c.header('location', `/api/v1/criteria/${written.id}`);
      return versioned(c, written);
    },
    changeCriterion: {
      before: [first(newest)],
      // Read again on purpose: whoever wrote in between is named by the version, not overwritten.
      answer: async ({ c, body, actor }) =>
        versioned(c, await writeCriterion(services, body, await newest(c), actor.id)),
    },
  });
}
