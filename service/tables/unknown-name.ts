/** Names of other systems that nobody here has recognised yet, and the reports that wait for it. */
import { index, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { NameKind } from '#shared/contract/unknown-names.ts';
import { ofTicket } from './ticket.ts';

export const unknownName = sqliteTable(
  'unknown_name',
  {
    ticketId: ofTicket(),
    kind: text('kind').$type<NameKind>().notNull(),
    /** Without what only spelling adds: asked about once, however it is written. */
    key: text('key').notNull(),
    /** As it was written. */
    name: text('name').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ticketId, t.kind] }),
    index('unknown_name_key').on(t.kind, t.key, t.ticketId),
  ],
);

export type UnknownNameRow = typeof unknownName.$inferSelect;
