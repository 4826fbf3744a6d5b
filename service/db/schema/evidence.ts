/** Photos handed in and what was read from them; the files themselves lie in the photo store. */
import { sql } from 'drizzle-orm';
import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { PhotoKind } from '#shared/contract/ticket.ts';
import type { PhotoFacts } from '#shared/evidence/facts.ts';
import { ticket } from './ticket.ts';

export const photo = sqliteTable(
  'photo',
  {
    id: text('id').primaryKey(),
    ticketId: integer('ticket_id')
      .notNull()
      .references(() => ticket.id),
    kind: text('kind').$type<PhotoKind>().notNull(),
    /** The follow-up it was handed in with, from 1; null for photos filed with the report. */
    followUp: integer('follow_up'),
    /** Order within its kind and follow-up, from 0: findings name photos by it. */
    position: integer('position').notNull(),
    sha256: text('sha256').notNull(),
    facts: text('facts', { mode: 'json' }).$type<PhotoFacts>().notNull(),
    /** SHA-256 of the decoded pixels as stored, before orientation; null where they cannot be decoded. */
    pixelHash: text('pixel_hash'),
    /** 128×96 grey, as stored and as shown: what pixel alignment compares. */
    greyStored: blob('grey_stored', { mode: 'buffer' }),
    greyShown: blob('grey_shown', { mode: 'buffer' }),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    index('photo_ticket').on(t.ticketId, t.kind, t.followUp, t.position),
    index('photo_sha256').on(t.sha256),
    index('photo_pixel_hash').on(t.pixelHash).where(sql`${t.pixelHash} is not null`),
  ],
);
