/** The caller's work, its counts, and the one feed of what changed. */
import { z } from 'zod';
import { EVENT_ACTIONS } from '../ticket/action.ts';
import { ACTOR_ROLES } from '../ticket/role.ts';
import { STATUSES } from '../ticket/status.ts';
import type { Operation } from './operation.ts';
import { Cursor, Instant, Limit, Sequence } from './primitives.ts';
import { Claim, QueueItem } from './ticket.ts';

export const QueueQuery = z.object({ cursor: Cursor.optional(), limit: Limit.optional() });

export const QueuePage = z.object({
  /** Own claims, then unclaimed ones proposed to the caller, then other unclaimed, then others'; each in due order. */
  items: z.array(QueueItem),
  next: z.string().nullable(),
  /** The log's newest sequence number when the page was read: follow `/changes` from here. */
  seq: z.number().int(),
});
export type QueuePage = z.infer<typeof QueuePage>;

/** Who looks at which report of the caller's queue just now. */
export const QueueClaims = z.object({ items: z.array(Claim.extend({ number: z.string() })) });
export type QueueClaims = z.infer<typeof QueueClaims>;

export const Counters = z.object({
  overdue: z.number().int(),
  due1h: z.number().int(),
  /** Rest of the WIB day. */
  dueToday: z.number().int(),
  waiting: z.number().int(),
  /** `tl_ditolak`, counted beside the other four. */
  returned: z.number().int(),
  /** When time alone changes a count; null when nothing is due. */
  nextChangeAt: Instant.nullable(),
});
export type Counters = z.infer<typeof Counters>;

export const ChangesQuery = z.object({
  after: Sequence,
  limit: Limit.optional(),
  /** The `scopeId` of the page before: when rights changed since, the answer is 410. */
  scopeId: z.string().max(100).optional(),
});

export const Change = z.object({
  seq: z.number().int(),
  at: Instant,
  number: z.string(),
  version: z.number().int(),
  action: z.enum(EVENT_ACTIONS),
  actor: z.object({ role: z.enum(ACTOR_ROLES), unit: z.string().nullable() }),
  from: z.enum(STATUSES).nullable(),
  to: z.enum(STATUSES),
  scope: z.enum(['in', 'out']),
  /** The report as it is now; comes whole when it has just entered the caller's scope. */
  ticket: QueueItem.optional(),
});
export type Change = z.infer<typeof Change>;

export const ChangesPage = z.object({
  items: z.array(Change),
  /** Ask again after this number. */
  next: z.number().int(),
  scopeId: z.string(),
});
export type ChangesPage = z.infer<typeof ChangesPage>;

export const EVENT_STREAM = 'text/event-stream';

/** `after`: what the caller already knows of, e.g. the `seq` of the queue; absent = everything so far. */
export const LiveQuery = z.object({ after: Sequence.optional() });
/** A client that comes back says by it what it was told last, and it counts before `after`. */
export const LiveHeaders = z.object({ 'last-event-id': Sequence.optional() });

export const ClockSetting = z.object({ now: Instant });

export const QUEUE_OPERATIONS = {
  queue: {
    method: 'GET',
    path: '/queue',
    summary: "The caller's work in the order to do it",
    query: QueueQuery,
    result: QueuePage,
    right: 'queue:read',
  },
  counters: {
    method: 'GET',
    path: '/queue/counters',
    summary: 'How much is due, and when',
    result: Counters,
    right: 'queue:read',
    headers: ['if-none-match'],
  },
  queueClaims: {
    method: 'GET',
    path: '/queue/claims',
    summary: "Who is looking at which report of the caller's queue; claims make no changes in the feed",
    result: QueueClaims,
    right: 'queue:read',
    headers: ['if-none-match'],
  },
  changes: {
    method: 'GET',
    path: '/changes',
    summary: 'What happened after a sequence number',
    query: ChangesQuery,
    result: ChangesPage,
    right: 'tickets:read',
    headers: ['if-none-match'],
    refuses: ['scope-changed'],
  },
  live: {
    method: 'GET',
    path: '/live',
    summary: 'Server-Sent Events: the newest sequence number at which something in scope has happened',
    query: LiveQuery,
    media: EVENT_STREAM,
    right: 'tickets:read',
    headers: ['last-event-id'],
    refuses: ['scope-changed'],
  },
} as const satisfies Record<string, Operation>;

export const CLOCK_OPERATIONS = {
  getClock: {
    method: 'GET',
    path: '/clock',
    summary: "Demo mode: the service's time",
    result: ClockSetting,
    right: 'clock:read',
  },
  setClock: {
    method: 'PUT',
    path: '/clock',
    summary: "Demo mode: move the service's time forwards (operator)",
    body: ClockSetting,
    result: ClockSetting,
    right: 'clock:set',
  },
} as const satisfies Record<string, Operation>;
