/** The part of the table of operations that says what is to be done, how urgent it is, and what has changed. */
import type { Operation } from './operation.ts';
import {
  ChangesPage,
  ChangesQuery,
  Counters,
  EVENT_STREAM,
  LiveQuery,
  QueueClaims,
  QueuePage,
  QueueQuery,
} from './queue.ts';

export const QUEUE_OPERATIONS = {
  queue: {
    method: 'GET',
    path: '/queue',
    summary: "The caller's work in the order to do it",
    query: QueueQuery,
    status: 200,
    result: QueuePage,
    right: 'queue:read',
  },
  counters: {
    method: 'GET',
    path: '/queue/counters',
    summary: 'How much is due, and when',
    status: 200,
    result: Counters,
    right: 'queue:read',
    headers: ['if-none-match'],
  },
  queueClaims: {
    method: 'GET',
    path: '/queue/claims',
    summary: "Who is looking at which report of the caller's queue; claims make no changes in the feed",
    status: 200,
    result: QueueClaims,
    right: 'queue:read',
    headers: ['if-none-match'],
  },
  changes: {
    method: 'GET',
    path: '/changes',
    summary: 'What happened after a sequence number',
    query: ChangesQuery,
    status: 200,
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
    status: 200,
    media: EVENT_STREAM,
    right: 'tickets:read',
    headers: ['last-event-id'],
    refuses: ['scope-changed'],
  },
} as const satisfies Record<string, Operation>;
