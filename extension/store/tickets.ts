/** How a report from the service becomes a row of the store. */
import type { QueueItem, Ticket } from '#shared/contract/ticket.ts';
import type { CallerRole } from '#shared/ticket/role.ts';
import type { StoredTicket } from './database.ts';
import { isInQueue } from './effect.ts';

/** `now`: ms. */
export function rowOf(item: QueueItem | Ticket, roles: readonly CallerRole[], now: number): StoredTicket {
  return {
    number: item.number,
    inQueue: isInQueue(item, roles),
    rank: rankOf(item, now),
    nextDueAt: item.nextDueAt === null ? Number.POSITIVE_INFINITY : Date.parse(item.nextDueAt),
    item,
    syncedAt: now,
  };
}

/** Own claims first, others' last; one that has run out is nobody's. */
export function rankOf(item: QueueItem, now: number): 0 | 1 | 2 {
  if (!item.claim || Date.parse(item.claim.until) < now) return 1;
  return item.claim.mine ? 0 : 2;
}
