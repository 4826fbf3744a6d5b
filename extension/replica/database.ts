/**
 * The replica: a copy of the caller's queue in the extension's own IndexedDB, so that a dead server stops
 * nobody from reading. Written by the worker (and by the desk for photos), read by every surface.
 */

import { Dexie, type EntityTable } from 'dexie';
import type { ActionBody } from '#shared/contract/action.ts';
import type { Counters } from '#shared/contract/queue.ts';
import type { SessionInfo } from '#shared/contract/session.ts';
import type { QueueItem, Ticket } from '#shared/contract/ticket.ts';

/** A report as last seen; `events` only once it was opened. */
export interface ReplicaTicket {
  number: string;
  /** False once a change said `out` or the report left the queue: kept briefly for undo and links. */
  inQueue: boolean;
  /** Own claims 0, unclaimed 1, others' 2: first key of the queue's order. */
  rank: 0 | 1 | 2;
  /** ms; Infinity where nothing is due. Second key of the queue's order. */
  nextDueAt: number;
  item: QueueItem | Ticket;
  /** ms, the service's clock. */
  syncedAt: number;
}

export interface ReplicaPhoto {
  /** `<photo id>:<thumb|display>` */
  key: string;
  blob: Blob;
  bytes: number;
  /** ms; the least recently used go first when space runs out. */
  usedAt: number;
}

/**
 * A decision on its way. `held` waits out the five seconds of undo; `queued` waits for the service; `conflict`
 * was refused because the report has changed; `refused` was refused for another reason; `sent` is history.
 */
export interface OutboxEntry {
  id?: number;
  number: string;
  /** The version the decision was made on. */
  version: number;
  body: ActionBody;
  idempotencyKey: string;
  /** Id of the account that decided: nobody else's session may send it. */
  accountId: string;
  /** ms, this machine's clock. */
  madeAt: number;
  sendAfter: number;
  state: 'held' | 'queued' | 'sending' | 'conflict' | 'refused';
  /** What the service said, in the officer's language. */
  problem?: string;
}

export interface Meta {
  key: 'sync';
  seq: number;
  scopeId: string | null;
  counters: Counters | null;
  countersEtag: string | null;
  /** ms to add to this machine's clock to get the service's. */
  clockOffset: number;
  /** ms, this machine's clock; null before the first contact. */
  lastContactAt: number | null;
  /** ms since when the service has not answered; null while it does. */
  offlineSince: number | null;
}

export interface StoredSession extends SessionInfo {
  key: 'session';
  token: string;
  origin: string;
}

export class Replica extends Dexie {
  declare tickets: EntityTable<ReplicaTicket, 'number'>;
  declare photos: EntityTable<ReplicaPhoto, 'key'>;
  declare outbox: EntityTable<OutboxEntry, 'id'>;
  declare meta: EntityTable<Meta, 'key'>;
  declare session: EntityTable<StoredSession, 'key'>;

  constructor(name = 'tuntas') {
    super(name);
    this.version(1).stores({
      tickets: 'number, [rank+nextDueAt], syncedAt',
      photos: 'key, usedAt',
      outbox: '++id, number, state, sendAfter',
      meta: 'key',
      session: 'key',
    });
  }
}
