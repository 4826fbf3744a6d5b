/** The part of the table of operations that keeps what became of notifications. */
import { NotificationTrail, Receipts } from './notification.ts';
import type { Operation } from './operation.ts';

export const NOTIFICATION_OPERATIONS = {
  recordNotifications: {
    method: 'POST',
    path: '/notifications/receipts',
    summary: 'What became of notifications in the caller’s browser; sent again, it changes nothing',
    body: Receipts,
    status: 204,
    right: 'notifications:record',
  },
  notificationTrail: {
    method: 'GET',
    path: '/tickets/{number}/notifications',
    summary: 'When a change was made known, and per officer when it was shown and opened (supervisor)',
    status: 200,
    result: NotificationTrail,
    right: 'notifications:read',
  },
} as const satisfies Record<string, Operation>;
