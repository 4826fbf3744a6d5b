import { Hono } from 'hono';
import { CAPTURE_OPERATIONS } from '#shared/contract/captures.ts';
import { answerCalls } from '../../platform/http/calls.ts';
import type { Env } from '../../platform/http/env.ts';
import type { Captures } from './captures.ts';

export function captureRoutes(captures: Captures): Hono<Env> {
  return answerCalls(new Hono<Env>(), CAPTURE_OPERATIONS, {
    issueNonces: async ({ actor }) => captures.issue(actor.id),
    commitCapture: ({ body, actor }) => captures.commit(body, actor.id),
  });
}
