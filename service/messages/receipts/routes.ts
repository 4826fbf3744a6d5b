/** What became of notifications: told by each officer's browser, read by supervisors. */
import { Hono } from 'hono';
import { Receipts } from '#shared/contract/notification.ts';
import type { Env } from '../../platform/http/env.ts';
import { valid } from '../../platform/http/validate.ts';
import { findPublic } from '../../tickets/tracking/track.ts';
import { type ReceiptDeps, recordReceipts, trailOf } from './receipts.ts';

export function notificationRoutes(services: ReceiptDeps): Hono<Env> {
  const app = new Hono<Env>();

  app.post('/notifications/receipts', valid('json', Receipts), async (c) => {
    await recordReceipts(c.req.valid('json').receipts, c.get('actor'), services);
    return c.body(null, 204);
  });

  app.get('/tickets/:number/notifications', async (c) =>
    c.json(await trailOf(await findPublic(services, c.req.param('number')), services)),
  );

  return app;
}
