/** The caller's queue, its counts, and the feed. */
import { type Context, Hono } from 'hono';
import { EVENT_STREAM, LiveHeaders, QUEUE_OPERATIONS } from '#shared/contract/queue.ts';
import { answerCalls, answerJson } from '../../platform/http/calls.ts';
import type { Env } from '../../platform/http/env.ts';
import { isHeld } from '../../platform/http/precondition.ts';
import { checked } from '../../platform/http/validate.ts';
import type { TicketDeps } from '../deps.ts';
import { readerOf } from '../routes.ts';
import { changesAfter } from './changes.ts';
import { openCounters } from './counters.ts';
import { decisionsToday } from './decisions.ts';
import { newestSeq, scopeIdOf } from './feed.ts';
import { openQueue } from './queue.ts';

export function queueRoutes(services: TicketDeps): Hono<Env> {
  const counters = openCounters(services);
  const queue = openQueue(services);
  return answerCalls(new Hono<Env>(), QUEUE_OPERATIONS, {
    queue: async ({ c, query, actor }) => answerJson(c, await queue.page(actor, query)),
    queueReports: ({ c, query }) => {
      const parts = queue.reports(readerOf(c), query.limit ?? Number.POSITIVE_INFINITY);
      return c.body(streamOf(parts), 200, { 'content-type': 'application/json' });
    },
    counters: async ({ c, actor }) => {
      const { counters: counts, etag } = await counters.read(actor, await newestSeq(services));
      return unlessHeld(c, etag, counts);
    },
    queueClaims: async ({ c, actor }) => {
      const { claims, etag } = await services.claims.inQueue(actor);
      return unlessHeld(c, etag, claims);
    },
    queueDecisions: ({ actor }) => decisionsToday(services, actor),
    changes: async ({ c, query, actor }) => {
      // Whoever polls holds the newest number nearly always: told so without a word of the log being read.
      const etag = `"${scopeIdOf(actor)}.${query.after}"`;
      if (isHeld(c.req.header('if-none-match'), etag) && query.after === (await newestSeq(services)))
        return c.body(null, 304, { etag });
      const page = await changesAfter(services, readerOf(c), query);
      if (page.next === query.after) c.header('etag', etag);
      return page;
    },
    live: async ({ c, query, actor }) => {
      const { 'last-event-id': resumed } = checked(LiveHeaders, c.req.header());
      const caller = { token: c.get('token'), actor, expiresAt: c.get('expiresAt') };
      return c.body(await services.live.open(caller, resumed ?? query.after ?? null), 200, {
        'content-type': EVENT_STREAM,
        // A proxy that gathers answers before it hands them on would hand on nothing.
        'x-accel-buffering': 'no',
      });
    },
  });
}

function unlessHeld<T>(c: Context<Env>, etag: string, counts: T): T | Response {
  if (isHeld(c.req.header('if-none-match'), etag)) return c.body(null, 304, { etag });
  c.header('etag', etag);
  return counts;
}

/** Read as far as it is taken, and no further. */
function streamOf(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
}
