/** The operator's calls on webhooks. */
import { Hono } from 'hono';
import { WEBHOOK_OPERATIONS } from '#shared/contract/webhooks.ts';
import { answerCalls } from '../../platform/http/calls.ts';
import type { Env } from '../../platform/http/env.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { dropOne, listDeliveries, replayAll, replayOne } from './deliveries.ts';
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  findWebhook,
  listWebhooks,
  rotateSecret,
  setWebhookState,
  type WebhookDeps,
} from './subscriptions.ts';

export function webhookRoutes(services: WebhookDeps): Hono<Env> {
  return answerCalls(new Hono<Env>(), WEBHOOK_OPERATIONS, {
    listWebhooks: async () => ({ items: await listWebhooks(services) }),
    createWebhook: ({ body, actor }) => createWebhook(services, body, actor),
    getWebhook: ({ at }) => findWebhook(services, at.id),
    changeWebhook: ({ at, body }) => changeWebhook(services, at.id, body),
    deleteWebhook: ({ at }) => deleteWebhook(services, at.id),
    setWebhookState: ({ at, body }) => setWebhookState(services, at.id, body.paused),
    rotateWebhookSecret: ({ at }) => rotateSecret(services, at.id),
    listDeliveries: ({ at, query }) => listDeliveries(services, at.id, query),
    replayDeadLetters: async ({ at }) => ({ replayed: await replayAll(services, at.id) }),
    replayDelivery: ({ at }) => replayOne(services, at.id, seqOf(at.seq)),
    dropDelivery: ({ at }) => dropOne(services, at.id, seqOf(at.seq)),
  });
}

/** What is no number names no delivery. Throws 404. */
export function seqOf(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new HttpProblem('not-found');
  return Number(text);
}
