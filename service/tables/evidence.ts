/**
 * Photos handed in and what was read from them, and what later photos and narratives are compared with. The files
 * themselves lie in the photo store.
 */
import { sql } from 'drizzle-orm';
import {
  blob,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type { PhotoKind } from '#shared/contract/ticket.ts';
import type { CaptureDoubt, PhotoFacts } from '#shared/evidence/facts.ts';
import { ofTicket } from './ticket.ts';

export const photo = sqliteTable(
  'photo',
  {
    id: text('id').primaryKey(),
    ticketId: ofTicket(),
    kind: text('kind').$type<PhotoKind>().notNull(),
    /** The follow-up it was handed in with, from 1; null for photos filed with the report. */
    followUp: integer('follow_up'),
    /** Order within its kind and follow-up, from 0: findings name photos by it. */
    position: integer('position').notNull(),
    sha256: text('sha256').notNull(),
    facts: text('facts', { mode: 'json' }).$type<PhotoFacts>().notNull(),
    /** hex; with it the facts are hashed into an event. Null: of before that was done, or erased. */
    factsSalt: text('facts_salt'),
    /** SHA-256 of the coded picture without its metadata; null where it cannot be read or has not been yet. */
    pixelHash: text('pixel_hash'),
    createdAt: integer('created_at').notNull(),
    /** Set when bytes, views and positions were erased; the hashes stay. */
    erasedAt: integer('erased_at'),
  },
  (t) => [
    index('photo_ticket').on(t.ticketId, t.kind, t.followUp, t.position),
    index('photo_sha256').on(t.sha256),
    index('photo_pixel_hash').on(t.pixelHash).where(sql`${t.pixelHash} is not null`),
  ],
);

export type PhotoRow = typeof photo.$inferSelect;

/** Photos that were handed in before what they belong to; the call that names one takes it out. */
export const loosePhoto = sqliteTable(
  'loose_photo',
  {
    id: text('id').primaryKey(),
    /** The account, or the system whose key it was. */
    uploader: text('uploader').notNull(),
    sha256: text('sha256').notNull(),
    bytes: integer('bytes').notNull(),
    /** ms UTC */
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [
    index('loose_photo_uploader').on(t.uploader),
    index('loose_photo_sha256').on(t.sha256),
    index('loose_photo_expires').on(t.expiresAt),
  ],
);

/** Photos that come in pieces and are not whole yet; what there is of one lies in a file of its id. */
export const photoUpload = sqliteTable(
  'photo_upload',
  {
    id: text('id').primaryKey(),
    /** As of {@link loosePhoto}. */
    uploader: text('uploader').notNull(),
    /** There will be. */
    bytes: integer('bytes').notNull(),
    /** What the uploader noted, as they wrote it (tus); only told to them again. */
    metadata: text('metadata'),
    /** ms UTC */
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [index('photo_upload_uploader').on(t.uploader), index('photo_upload_expires').on(t.expiresAt)],
);

/**
 * Photos that are to be read from their originals. `pending`: nobody has read them, and a verdict may wait for it ·
 * `renew`: they were read, by a program that kept something else to compare them by.
 */
export const photoReading = sqliteTable(
  'photo_reading',
  {
    photoId: text('photo_id')
      .primaryKey()
      .references(() => photo.id),
    why: text('why').$type<'pending' | 'renew'>().notNull(),
    /** ms UTC; not before then. */
    dueAt: integer('due_at').notNull(),
  },
  (t) => [index('photo_reading_due').on(t.why, t.dueAt)],
);

/** What photos are found by (`shared/evidence/pictures/appearance.ts`): here of each photo, so that it can be forgotten. */
export const photoAppearance = sqliteTable('photo_appearance', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  photoId: text('photo_id')
    .notNull()
    .unique()
    .references(() => photo.id),
  traits: text('traits', { mode: 'json' }).$type<number[]>().notNull(),
});

/** And here by trait. WITHOUT ROWID: a row is its own index, some 17 bytes. */
export const photoTrait = sqliteTable(
  'photo_trait',
  {
    trait: integer('trait').notNull(),
    appearanceId: integer('appearance_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.trait, t.appearanceId] })],
);

/** What an earlier program compared photos by; a row goes once its photo has been read again. Nothing adds any. */
export const photoView = sqliteTable(
  'photo_view',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    photoId: text('photo_id')
      .notNull()
      .references(() => photo.id),
    dhash: text('dhash').notNull(),
    band0: integer('band0').notNull(),
    band1: integer('band1').notNull(),
    band2: integer('band2').notNull(),
    band3: integer('band3').notNull(),
    /** 128 × 96 */
    grey: blob('grey', { mode: 'buffer' }).notNull(),
  },
  (t) => [index('photo_view_photo').on(t.photoId)],
);

/** A narrative as the hashes of its word 3-grams: comparable, not readable. */
export const narrativePrint = sqliteTable(
  'narrative_print',
  {
    ticketId: ofTicket(),
    followUp: integer('follow_up').notNull(),
    /** 48-bit numbers, ascending. */
    grams: text('grams', { mode: 'json' }).$type<number[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.ticketId, t.followUp] })],
);

/**
 * Of each narrative only the first |A| − ⌈0.8·|A|⌉ + 1 grams: two texts with a Jaccard index of 0.8 share one of
 * them, so the filter loses none (prefix filtering, Chaudhuri et al. 2006).
 */
export const narrativeGram = sqliteTable(
  'narrative_gram',
  {
    gram: integer('gram').notNull(),
    ticketId: integer('ticket_id').notNull(),
    followUp: integer('follow_up').notNull(),
  },
  (t) => [primaryKey({ columns: [t.gram, t.ticketId, t.followUp] })],
);

/** Of photos that are still to come: what their phone committed of them. The photo's facts take it over. */
export const capture = sqliteTable(
  'capture',
  {
    id: text('id').primaryKey(),
    /** The account. */
    officer: text('officer').notNull(),
    nonce: text('nonce').notNull(),
    sha256: text('sha256').notNull(),
    lat: real('lat').notNull(),
    lon: real('lon').notNull(),
    accuracyM: real('accuracy_m').notNull(),
    /** ms UTC, as the phone tells it. */
    fixedAt: integer('fixed_at').notNull(),
    /** ms UTC: the nonce was handed out. Null where it never was, to this account. */
    since: integer('since'),
    /** ms UTC */
    committedAt: integer('committed_at').notNull(),
    doubt: text('doubt').$type<CaptureDoubt>(),
  },
  (t) => [
    index('capture_photo').on(t.officer, t.sha256),
    // One capture for a nonce; whoever comes with it again is kept, and marked.
    uniqueIndex('capture_nonce')
      .on(t.officer, t.nonce)
      .where(sql`${t.doubt} is null or ${t.doubt} <> 'reused'`),
    index('capture_committed').on(t.committedAt),
  ],
);
