/** The operator's calls on webhooks. */
import { Hono } from 'hono';
import { DeliveriesQuery, NewWebhook, WebhookChange, WebhookState } from '#shared/contract/webhooks.ts';
import type { Env } from '../../platform/http/env.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { valid } from '../../platform/http/validate.ts';
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
  const app = new Hono<Env>();

  app.get('/webhooks', async (c) => c.json({ items: await listWebhooks(services) }));
  app.post('/webhooks', valid('json', NewWebhook), async (c) =>
    c.json(await createWebhook(services, c.req.valid('json'), c.get('actor')), 201),
  );
  app.get('/webhooks/:id', async (c) => c.json(await findWebhook(services, c.req.param('id'))));
  app.put('/webhooks/:id', valid('json', WebhookChange), async (c) =>
    c.json(await changeWebhook(services, c.req.param('id'), c.req.valid('json'))),
  );
  app.delete('/webhooks/:id', async (c) => {
    await deleteWebhook(services, c.req.param('id'));
    return c.body(null, 204);
  });
  app.put('/webhooks/:id/state', valid('json', WebhookState), async (c) =>
    c.json(await setWebhookState(services, c.req.param('id'), c.req.valid('json').paused)),
  );
  app.post('/webhooks/:id/secret', async (c) => c.json(await rotateSecret(services, c.req.param('id'))));

  app.get('/webhooks/:id/deliveries', valid('query', DeliveriesQuery), async (c) =>
    c.json(await listDeliveries(services, c.req.param('id'), c.req.valid('query'))),
  );
  app.post('/webhooks/:id/replay', async (c) =>
    c.json({ replayed: await replayAll(services, c.req.param('id')) }),
  );
  app.post('/webhooks/:id/deliveries/:seq/replay', async (c) => {
    await replayOne(services, c.req.param('id'), seqOf(c.req.param('seq')));
    return c.body(null, 204);
  });
  app.delete('/webhooks/:id/deliveries/:seq', async (c) => {
    await dropOne(services, c.req.param('id'), seqOf(c.req.param('seq')));
    return c.body(null, 204);
  });

  return app;
}

/** What is no number names no delivery. Throws 404. */
export function seqOf(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new HttpProblem('not-found');
  return Number(text);
}
