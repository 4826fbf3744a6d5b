/** What the service itself changed in the tables it vouches for: one chain, signed with a key outside the database. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const vouchedChange = sqliteTable(
  'vouched_change',
  {
    /** From 1, without gaps. */
    n: integer('n').primaryKey(),
    at: integer('at').notNull(),
    /** Of the row: its table, and its key as a JSON array. `*` closes the beginning of a table. */
    name: text('name').notNull(),
    key: text('key').notNull(),
    /** Form and hash of the row before and after; null where there was, or is, none. The same: as it was found. */
    was: text('was'),
    now: text('now'),
    /** How many entries, this one last, were written together and are signed by it; 0 for those before the last. */
    signs: integer('signs').notNull(),
    /** hex SHA-256 over the hash of the entry before and all of the above. */
    hash: text('hash').notNull(),
    /** base64url Ed25519 over the hash, of the last of those written together. */
    signature: text('signature'),
  },
  (t) => [index('vouched_change_row').on(t.name, t.key, t.n)],
);

export type ChangeRow = typeof vouchedChange.$inferSelect;
