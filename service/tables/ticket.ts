/** Reports, the log of what happened to them, and the personal texts that the log only knows by their hash. */
import { type SQL, sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type { ClockName, FIELD_FINDINGS } from '#shared/contract/ticket.ts';
import type { StoredClock } from '#shared/deadline/stored-clock.ts';
import type { Finding, FindingCode, VerdictWord } from '#shared/evidence/finding.ts';
import type { EventAction } from '#shared/ticket/action.ts';
import type { Channel } from '#shared/ticket/channel.ts';
import type { RefusalReason, ReturnReason } from '#shared/ticket/reason.ts';
import type { ActorRole } from '#shared/ticket/role.ts';
import type { Status } from '#shared/ticket/status.ts';
import type { Tray } from '#shared/ticket/tray.ts';
import { unit } from './unit.ts';

/** The verdict as stored: messages are made from it on reading, in the reader's language. */
export interface StoredVerdict {
  findings: Finding[];
  /** ms UTC */
  checkedAt: number;
  /** The follow-up it judges, from 1, and how many after-photos that had. */
  followUp: number;
  photos: number;
  /** By which version of the rules; absent = by the first. */
  rules?: number;
}

/** The opposite of `isOpen`, asked of the database. */
export function hasEnded(t: { status: AnySQLiteColumn; mergedInto: AnySQLiteColumn }): SQL {
  return sql`(${t.status} in ('selesai', 'ditolak') or ${t.mergedInto} is not null)`;
}

/** A report: the cache of its events. Times are integer milliseconds UTC. */
export const ticket = sqliteTable(
  'ticket',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    number: text('number').notNull(),
    externalNumber: text('external_number'),
    version: integer('version').notNull(),
    status: text('status').$type<Status>().notNull(),
    mergedInto: text('merged_into'),
    heldUntil: integer('held_until'),
    /** Null while it lies in the channel admins' tray. */
    unit: text('unit').references(() => unit.code),
    category: text('category').notNull(),
    channel: text('channel').$type<Channel>().notNull(),
    private: integer('private', { mode: 'boolean' }).notNull(),
    repeatOf: text('repeat_of'),
    /** Unit that passed it on last. */
    sentBy: text('sent_by').references(() => unit.code),
    lat: real('lat'),
    lon: real('lon'),
    accuracyM: real('accuracy_m'),
    kelurahan: text('kelurahan').references(() => unit.code),
    reportedAt: integer('reported_at').notNull(),
    receivedAt: integer('received_at').notNull(),
    /** When the work ended; null while it has not, and where another system does not tell when. */
    closedAt: integer('closed_at'),
    /** When it last moved on before everybody's eyes; see `isPublicUpdate`. */
    steppedAt: integer('stepped_at').notNull().default(0),
    /** Keyed hash of who filed it, to find the same person's report of the same matter. */
    reporterKey: text('reporter_key'),
    /** An open report by the same person, of the same category, nearby. */
    probableDuplicate: text('probable_duplicate'),
    /** When a visit to the spot was last asked for, and answered; null = not (yet). */
    fieldAskedAt: integer('field_asked_at'),
    fieldAnsweredAt: integer('field_answered_at'),
    /** How many follow-ups were handed in so far. */
    followUps: integer('follow_ups').notNull().default(0),
    clocks: text('clocks', { mode: 'json' }).$type<StoredClock[]>().notNull(),
    /** Earliest unmet due instant; null when nothing is due. */
    nextDueAt: integer('next_due_at'),
    /** Which clock that is. */
    nextClock: text('next_clock').$type<ClockName>(),
    /** Due instant of an unmet same-day target: counted as today's work, never as late. */
    sameDayDueAt: integer('same_day_due_at'),
    /** Whose turn it is; null when nobody's. */
    desk: text('desk').$type<Tray>(),
    verdict: text('verdict', { mode: 'json' }).$type<StoredVerdict>(),
    /** What lists show of it, as the JSON they show: its word and its codes. */
    verdictBrief: text('verdict_brief'),
    /** First line of its description; empty where there is none, or no longer. */
    headline: text('headline').notNull().default(''),
    /** Its photos that are still there, and how many of them came with the report. */
    photos: integer('photos').notNull().default(0),
    reportPhotos: integer('report_photos').notNull().default(0),
    /** Account of the validator it is proposed to; null outside `validasi`, and while nobody is on duty. */
    proposedValidator: text('proposed_validator'),
    filedBy: text('filed_by').notNull(),
    /** The tracking secret is derived from it and a key kept outside the database. */
    trackingSalt: text('tracking_salt').notNull(),
    /** Hash of its newest event: the head of its chain. */
    headHash: text('head_hash').notNull(),
  },
  (t) => [
    uniqueIndex('ticket_number').on(t.number),
    index('ticket_desk_due').on(t.desk, t.nextDueAt, t.id).where(sql`${t.desk} is not null`),
    index('ticket_desk_unit_due').on(t.desk, t.unit, t.nextDueAt, t.id).where(sql`${t.desk} is not null`),
    index('ticket_proposed')
      .on(t.desk, t.proposedValidator, t.nextDueAt, t.id)
      .where(sql`${t.desk} is not null`),
    index('ticket_due').on(t.nextDueAt, t.id).where(sql`${t.desk} is not null`),
    index('ticket_same_day')
      .on(t.desk, t.sameDayDueAt, t.nextDueAt)
      .where(sql`${t.sameDayDueAt} is not null`),
    index('ticket_unit_received').on(t.unit, t.receivedAt, t.id),
    index('ticket_status_received').on(t.status, t.receivedAt, t.id),
    index('ticket_received').on(t.receivedAt, t.id),
    index('ticket_filed_by').on(t.filedBy, t.receivedAt, t.id),
    index('ticket_filed_by_stepped').on(t.filedBy, t.steppedAt, t.id),
    index('ticket_public_received').on(t.receivedAt, t.id).where(sql`${t.private} = 0`),
    index('ticket_public_stepped').on(t.steppedAt, t.id).where(sql`${t.private} = 0`),
    index('ticket_place').on(t.category, t.lat).where(sql`${t.lat} is not null`),
    // How long it is kept, also where another system does not tell when it ended.
    index('ticket_ended')
      .on(sql`(case when "closed_at" is null then "stepped_at" else "closed_at" end)`, t.id)
      .where(hasEnded(t)),
    index('ticket_closed').on(t.closedAt, t.id).where(sql`${t.closedAt} is not null`),
    index('ticket_held_until').on(t.heldUntil).where(sql`${t.heldUntil} is not null`),
    index('ticket_field_due')
      .on(t.nextDueAt, t.id)
      .where(sql`${t.fieldAskedAt} is not null and ${t.fieldAnsweredAt} is null`),
    index('ticket_external_number').on(t.externalNumber).where(sql`${t.externalNumber} is not null`),
    index('ticket_merged_into').on(t.mergedInto).where(sql`${t.mergedInto} is not null`),
  ],
);

/** The report a row of another table is about. */
export const ofTicket = () =>
  integer('ticket_id')
    .notNull()
    .references(() => ticket.id);

export type TicketRow = typeof ticket.$inferSelect;

/** What an event knows of a text: where it lies, and the hash that proves it unaltered. */
export interface TextRef {
  id: string;
  /** hex SHA-256(salt ‖ text) */
  hash: string;
}

/** An event's own data: codes, references and numbers, never personal text. */
export interface EventData {
  madeAt?: number;
  reasonCodes?: ReturnReason[];
  reasonCode?: RefusalReason;
  /** The other report of a merge. */
  number?: string;
  followUp?: number;
  /** `facts`: hex SHA-256(salt ‖ canonical JSON of what was read from it); events of before have none. */
  photos?: { id: string; sha256: string; kind: string; facts?: string }[];
  /** The same by the photo's id, of photos that were read only now. */
  photoFacts?: Record<string, string>;
  verdict?: VerdictWord;
  findings?: FindingCode[];
  stars?: number;
  repeatOf?: string;
  probableDuplicate?: string;
  until?: number;
  /** A note that asks a supervisor to look at the report. */
  asksSupervisor?: true;
  officer?: string;
  finding?: (typeof FIELD_FINDINGS)[number];
  estimate?: number;
  /** Unit a work ticket goes to; the report itself stays where it is. */
  toward?: string;
  /** Version of the policy in force when clocks were recomputed. */
  policy?: number;
  /** Versions of the criteria that held, and those the officer named. */
  criteriaInForce?: number[];
  criteria?: number[];
  texts?: Record<string, TextRef>;
  /** What another system told, by which import it came here. Instants in ms UTC. */
  foreign?: {
    job: string;
    followedUpAt?: number;
    closedAt?: number;
    /** Told otherwise than before. */
    category?: string;
    channel?: Channel;
    receivedAt?: number;
    reportedAt?: number;
    /** Its office there; with `status` where both are only kept beside what was decided here. */
    unit?: string | null;
    status?: Status;
  };
  /** Ids of texts and photos that are gone from here on. */
  erased?: { texts: string[]; photos: string[] };
  row?: RowRecord;
}

/** The columns of the row that an event changed besides what it says itself; `clocks` only those that moved. */
export interface RowRecord extends Partial<Omit<TicketRow, 'id'>> {
  clocksGone?: ClockName[];
}

/** The one log. `seq` is commit order; gaps are allowed. Rows are never changed and never deleted. */
export const event = sqliteTable(
  'event',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    ticketId: ofTicket(),
    version: integer('version').notNull(),
    at: integer('at').notNull(),
    action: text('action').$type<EventAction>().notNull(),
    actorId: text('actor_id'),
    actorRole: text('actor_role').$type<ActorRole>().notNull(),
    actorUnit: text('actor_unit'),
    from: text('from_status').$type<Status>(),
    to: text('to_status').$type<Status>().notNull(),
    /** Where the report lay before and after: the feed tells from it who gained and who lost it from view. */
    unitFrom: text('unit_from'),
    unitTo: text('unit_to'),
    data: text('data', { mode: 'json' }).$type<EventData>().notNull(),
    /** hex; SHA-256(hash of the event before ‖ canonical JSON of this one). */
    hash: text('hash').notNull(),
  },
  (t) => [
    // A decision made on an outdated version fails here, as a whole.
    uniqueIndex('event_ticket_version').on(t.ticketId, t.version),
    // What an officer did themselves, today.
    index('event_own').on(t.actorId, t.at).where(sql`${t.actorId} is not null`),
    index('event_asked').on(t.at).where(sql`${t.action} = 'catat' and ${t.data} ->> 'asksSupervisor' = 1`),
    // A rating may come long after its report was closed.
    index('event_rated').on(t.at, t.ticketId).where(sql`${t.action} = 'nilai'`),
    // The last of one office, for whoever decides on its work.
    index('event_rated_unit').on(t.unitTo, t.at).where(sql`${t.action} = 'nilai'`),
    // What was told anew by another system may say how it was long before.
    index('event_told_anew').on(t.at, t.ticketId).where(sql`${t.action} = 'impor' and ${t.version} > 1`),
  ],
);

export type EventRow = typeof event.$inferSelect;

export const TEXT_KINDS = [
  'description',
  'address',
  'point',
  'reporter',
  'narrative',
  // Told otherwise by another system than what was decided on here: kept beside it.
  'told_description',
  'told_address',
  'told_narrative',
  'reason',
  'note',
  'comment',
] as const;
export type TextKind = (typeof TEXT_KINDS)[number];

/** Personal texts. Erasing a person deletes text and salt; the log's hash then matches nothing any more. */
export const ticketText = sqliteTable(
  'ticket_text',
  {
    id: text('id').primaryKey(),
    ticketId: ofTicket(),
    kind: text('kind').$type<TextKind>().notNull(),
    /** hex */
    salt: text('salt').notNull(),
    body: text('body').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [index('ticket_text_ticket').on(t.ticketId, t.kind, t.at)],
);

/** Units a report lay with before: they still read its status and history. */
export const ticketHeld = sqliteTable(
  'ticket_held',
  {
    ticketId: ofTicket(),
    unit: text('unit')
      .notNull()
      .references(() => unit.code),
  },
  (t) => [primaryKey({ columns: [t.unit, t.ticketId] }), index('ticket_held_ticket').on(t.ticketId)],
);

/** Who is looking at a report just now; it is no right. */
export const claim = sqliteTable(
  'claim',
  {
    ticketId: integer('ticket_id')
      .primaryKey()
      .references(() => ticket.id),
    officer: text('officer').notNull(),
    until: integer('until').notNull(),
  },
  (t) => [index('claim_until').on(t.until)],
);

/** Every look at an original photo. */
export const photoLook = sqliteTable(
  'photo_look',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    photoId: text('photo_id').notNull(),
    officer: text('officer').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [index('photo_look_photo').on(t.photoId)],
);

/**
 * How often reports of a category went to an office: counted as they are passed on, so that nothing is counted on
 * reading.
 */
export const forwarding = sqliteTable(
  'forwarding',
  {
    category: text('category').notNull(),
    /** Kelurahan, kecamatan or province in which the matter is: each report counts in all that are known. */
    area: text('area').notNull(),
    /** Empty for koordinasi, from whomever; for disposisi the office that handed it down. */
    sender: text('sender').notNull(),
    office: text('office').notNull(),
    /** YYYYMM. */
    month: integer('month').notNull(),
    sent: integer('sent').notNull(),
    /** Of those it received, how many it sent on to another office: it was not the one in charge. */
    passedOn: integer('passed_on').notNull(),
  },
  (t) => [primaryKey({ columns: [t.category, t.area, t.sender, t.office, t.month] })],
);
