/** What became of notifications: told by each officer's browser, read by supervisors. */
import { Hono } from 'hono';
import { NOTIFICATION_OPERATIONS } from '#shared/contract/notification.ts';
import { answerCalls } from '../../platform/http/calls.ts';
import type { Env } from '../../platform/http/env.ts';
import { findPublic } from '../../tickets/tracking/track.ts';
import { type ReceiptDeps, recordReceipts, trailOf } from './receipts.ts';

export function notificationRoutes(services: ReceiptDeps): Hono<Env> {
  return answerCalls(new Hono<Env>(), NOTIFICATION_OPERATIONS, {
    recordNotifications: ({ body, actor }) => recordReceipts(body.receipts, actor, services),
    notificationTrail: async ({ at }) => trailOf(await findPublic(services, at.number), services),
  });
}
