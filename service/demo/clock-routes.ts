/** Demo mode: reading and moving the service's clock. Forwards only; due jobs run before it answers. */
import { Hono } from 'hono';
import { CLOCK_OPERATIONS } from '#shared/contract/queue.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import type { SettableClock } from '../platform/clock.ts';
import { answerCalls } from '../platform/http/calls.ts';
import type { Env } from '../platform/http/env.ts';
import { invalid } from '../platform/http/problem.ts';
import type { Jobs } from '../platform/jobs.ts';

export function clockRoutes(clock: SettableClock, jobs: Pick<Jobs, 'runDue'>): Hono<Env> {
  const now = () => ({ now: toTimestamp(clock.now()) });
  return answerCalls(new Hono<Env>(), CLOCK_OPERATIONS, {
    getClock: now,
    setClock: async ({ body }) => {
      if (!clock.moveTo(Date.parse(body.now))) {
        throw invalid('now', 'past', 'problems.refused.clock_moves_forwards_only');
      }
      await jobs.runDue();
      return now();
    },
  });
}
