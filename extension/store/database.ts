/**
 * The store: a copy of the caller's queue in the extension's own IndexedDB, so that a dead server stops
 * nobody from reading. Written by the worker (but for attachments and what an officer keeps for themselves), read by
 * every surface.
 */
import { Dexie, type EntityTable, type Table } from 'dexie';
import type { ActionBody } from '#shared/contract/action.ts';
import type { CaptureCommitment } from '#shared/contract/captures.ts';
import type { Criterion } from '#shared/contract/criteria.ts';
import type { Holdback, NotificationKind } from '#shared/contract/notification.ts';
import type { OfficeRecord } from '#shared/contract/office-record.ts';
import type { Counters, OwnDecisions, QueueClaims } from '#shared/contract/queue.ts';
import type { OfficerName } from '#shared/contract/roster.ts';
import type { SessionInfo } from '#shared/contract/session.ts';
import type { Report, Ticket } from '#shared/contract/ticket.ts';
import type { Unit } from '#shared/contract/units.ts';
import type { DayKind } from '#shared/deadline/calendar.ts';
import type { WorkGroup } from '#shared/deadline/urgency.ts';
import type { EvidenceThresholds } from '#shared/rules/evidence.ts';
import type { Locale } from '#shared/words/locale.ts';
import type { OwnRoster } from './hours.ts';

/** A report as last seen; `events` only once it was opened. */
export interface StoredTicket {
  number: string;
  /** False once a change said `out` or the report left the queue: kept briefly for undo and links. */
  inQueue: boolean;
  /** ms; Infinity where nothing is due. The queue's order. */
  nextDueAt: number;
  item: Report | Ticket;
  /** ms, the service's clock. */
  syncedAt: number;
}

export interface StoredPhoto {
  /** `<photo id>:<thumb|display|original>` */
  key: string;
  blob: Blob;
  bytes: number;
  /** ms; the least recently used go first when space runs out. */
  usedAt: number;
}

/**
 * A decision on its way. `held` waits out the five seconds of undo; `queued` waits for the service; `conflict`
 * was refused because the report has changed; `refused` was refused for another reason.
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
  /** ms, this machine's clock: not sent before. Five seconds after `madeAt`, later after a failed attempt. */
  sendAfter: number;
  /** How often the service did not take it yet. */
  attempts: number;
  state: 'held' | 'queued' | 'sending' | 'conflict' | 'refused';
  /** What the officer sees of it at once: queue and counters fall before the service has answered. */
  effect: Effect;
  files?: DecisionFiles;
  /** Decided at once with others. */
  batch?: Batch;
  /** What the service said, in the officer's language. */
  problem?: string;
}

export interface Batch {
  id: string;
  /** Without those that were taken back or dropped. What is no longer in the outbox of it was sent. */
  size: number;
}

export interface DecisionFiles {
  after?: File[];
  before?: File[];
  letter?: File[];
  field?: File[];
}

/** Photos on their way to a decision: messages carry no files, so the desk leaves them here and names the id. */
export interface Attachments {
  id?: number;
  /** ms, this machine's clock: when they were left here. Absent in rows of an older extension. */
  at?: number;
  files: DecisionFiles;
}

export type CaptureSide = 'before' | 'after' | 'field';

/** A photo taken by the page's own camera, for the time until the service has it. */
export interface StoredCapture {
  /** hex, of the photo's bytes; of one chosen from elsewhere, which nothing vouches for, any other key. */
  sha256: string;
  accountId: string;
  number: string;
  side: CaptureSide;
  photo: File;
  /** ms, the service's clock as this machine reckons it. */
  at: number;
  /** Null where the phone did not know it. `accuracyM`: 68 % radius; `fixedAt`: ms, the service's clock as well. */
  place: { lat: number; lon: number; accuracyM: number; fixedAt: number } | null;
  /** Null where none was at hand. `since`: ms, the service's clock, when it was handed out. */
  nonce: string | null;
  since: number | null;
  /** What the service said of it; null before it has heard of it. */
  committed: CaptureCommitment | null;
  /** A form holds it: chosen after it was taken, and not removed since. */
  isHeld: boolean;
  /** It went with a decision. */
  isUsed: boolean;
}

/** The narrative of a follow-up that was not sent yet. */
export interface Written {
  accountId: string;
  number: string;
  narrative: string;
  /** ms, the service's clock. */
  at: number;
}

export interface StoredNonce {
  nonce: string;
  accountId: string;
  /** ms, the service's clock, as the next. */
  issuedAt: number;
  expiresAt: number;
}

export interface Effect {
  /** The counter it leaves; null where it was not in the queue. */
  from: WorkGroup | null;
  /** The counter it enters; null where it leaves the queue. */
  to: WorkGroup | null;
  /** It was a returned follow-up and no longer is. */
  returned: boolean;
}

export interface Meta {
  key: 'sync';
  seq: number;
  scopeId: string | null;
  /** ms, this machine's clock: when the whole queue was read last. */
  queueReadAt: number | null;
  /** The language its findings are worded in; absent in copies of an older extension. */
  language?: Locale;
  counters: Counters | null;
  countersEtag: string | null;
  /** Of an answer that held no change; absent in copies of an older extension. */
  changesEtag?: string | null;
  /** Who looked at what when it was asked for last; absent in copies of an older extension. */
  claims?: QueueClaims & { etag: string | null };
  /** What the officer did today; absent in copies of an older extension. `readAt`: ms, this machine's clock. */
  decisions?: OwnDecisions & { readAt: number };
  /** ms, this machine's clock: when offices and criteria were read last. Absent in copies of an older extension. */
  libraryReadAt?: number | null;
  /** Of the evidence check, in force from an instant (RFC 3339) on; read with them. */
  thresholds?: { set: EvidenceThresholds; from: string };
  /** What is entered of this year's days and, towards its end, the next one's; read with them. */
  days?: { date: string; kind: DayKind }[];
  /** ms to add to this machine's clock to get the service's. */
  clockOffset: number;
  /** ms, this machine's clock; null before the first contact. */
  lastContactAt: number | null;
  /** ms since when the service has not answered; null while it does. */
  offlineSince: number | null;
  /** ms since when it answers with a failure of its own; absent while it does not. */
  failingSince?: number | null;
}

export interface StoredSession extends SessionInfo {
  key: 'session';
  /** Null once the service no longer takes it: the store stays, decisions wait for the same account. */
  token: string | null;
  origin: string;
  /** Address of the subscription to pushes that the service knows in this session; empty where the browser gave none. */
  pushedTo?: string | undefined;
}

/** One version of a criterion. What no longer holds stays, because decisions in a history refer to it. */
export interface StoredCriterion extends Criterion {
  holds: boolean;
}

/** When a validator is on duty, for whoever proposes reports to them. Instants in ms. */
export interface StoredRosterPeriod {
  id?: number;
  officer: OfficerName;
  from: number;
  until: number;
}

/** A sentence an officer has made their own; shown to that account only. */
export interface OwnPhrase {
  account: string;
  /** What it is for: see `desk/phrases/slots.ts`. */
  slot: string;
  text: string;
}

/** One notification on the screen for each of these: what comes later joins it. */
export const GROUPS = ['arrived', 'returned', 'due', 'overnight'] as const;
export type NotificationGroup = (typeof GROUPS)[number];

/** A piece of news and what became of it. Told once; what the service has not heard of yet waits here. */
export interface StoredNotification {
  accountId: string;
  /** What it tells of, see `notifications/news.ts`. */
  key: string;
  /** Of its receipt. */
  id: string;
  number: string;
  kind: NotificationKind;
  /** ms, the service's clock, as the three others. */
  at: number;
  sentAt: number;
  shownAt?: number;
  heldBack?: Holdback;
  openedAt?: number;
  /** The notification it stands in, from just before it is shown until that is gone. */
  group?: NotificationGroup;
  /** Has to be told to the service: 1 or 0, as an index knows no booleans. */
  unreported: 0 | 1;
}

/** What an account has been told of as a whole. Its presence says that the first queue was taken as known. */
export interface NotificationState {
  accountId: string;
  /** A date. */
  summarisedOn: string | null;
  duty: OwnRoster | null;
  /** ms, this machine's clock. */
  dutyReadAt: number | null;
}

/** A filter of the queue under a name (`desk/state/views.ts`); shown to that account only. */
export interface SavedView {
  id?: number;
  account: string;
  name: string;
  /** As the desk's version at that time wrote it: read by its schema. */
  filter: unknown;
  preferred: boolean;
}

/** What an office did in its last ninety days, as the service last said it. */
export interface StoredRecord {
  unit: string;
  record: OfficeRecord;
  /** ms, the service's clock. */
  readAt: number;
}

/** By it the service knows this browser again, when the same account signs in; it opens nothing and stays. */
export interface BrowserMark {
  key: string;
  mark: string;
}

export class Store extends Dexie {
  declare tickets: EntityTable<StoredTicket, 'number'>;
  declare photos: EntityTable<StoredPhoto, 'key'>;
  declare outbox: EntityTable<OutboxEntry, 'id'>;
  declare attachments: EntityTable<Attachments, 'id'>;
  declare units: EntityTable<Unit, 'code'>;
  declare criteria: EntityTable<StoredCriterion, 'versionId'>;
  declare duty: EntityTable<StoredRosterPeriod, 'id'>;
  declare phrases: Table<OwnPhrase, [account: string, slot: string]>;
  declare notices: Table<StoredNotification, [account: string, key: string]>;
  declare noticeState: EntityTable<NotificationState, 'accountId'>;
  declare views: EntityTable<SavedView, 'id'>;
  declare meta: EntityTable<Meta, 'key'>;
  declare session: EntityTable<StoredSession, 'key'>;
  declare marks: EntityTable<BrowserMark, 'key'>;
  declare records: EntityTable<StoredRecord, 'unit'>;
  declare captures: EntityTable<StoredCapture, 'sha256'>;
  declare nonces: EntityTable<StoredNonce, 'nonce'>;
  declare written: Table<Written, [accountId: string, number: string]>;

  constructor(name = 'tuntas') {
    super(name);
    this.version(1).stores({
      tickets: 'number, [rank+nextDueAt], syncedAt',
      photos: 'key, usedAt',
      outbox: '++id, number, state, sendAfter',
      attachments: '++id',
      meta: 'key',
      session: 'key',
    });
    // What decisions are made with: offices, criteria, one's own sentences.
    this.version(2).stores({ units: 'code', criteria: 'versionId', phrases: '[account+slot], account' });
    this.version(3).stores({
      notices: '[accountId+key], accountId, number, unreported',
      noticeState: 'accountId',
    });
    // What goes when space runs out is told from the index: reading every photo for it would cost more than it frees.
    this.version(4).stores({ photos: 'key, [usedAt+bytes+key]' });
    this.version(5).stores({ views: '++id, account' });
    this.version(6).stores({ duty: '++id' });
    this.version(7).stores({ marks: 'key' });
    // In due order whoever looks at what; by `until` those that have a claim, live or not, are found.
    this.version(8).stores({ tickets: 'number, nextDueAt, item.claim.until, syncedAt' });
    this.version(9).stores({ records: 'unit' });
    // Of the page for phones alone.
    this.version(10).stores({ captures: 'sha256, number', nonces: 'nonce' });
    this.version(11).stores({ written: '[accountId+number], accountId' });
  }
}
