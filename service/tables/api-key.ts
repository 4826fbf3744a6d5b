/** API keys: only the hash of a key is kept, so a copy of the database opens nothing. */
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { ApiScope } from '#shared/people/right.ts';
import type { Channel } from '#shared/ticket/channel.ts';

export const apiKey = sqliteTable(
  'api_key',
  {
    id: text('id').primaryKey(),
    client: text('client').notNull(),
    name: text('name').notNull(),
    /** hex SHA-256 of the key; 256 random bits need no slow hash. */
    hash: text('hash').notNull(),
    scopes: text('scopes', { mode: 'json' }).$type<ApiScope[]>().notNull(),
    channels: text('channels', { mode: 'json' }).$type<Channel[]>().notNull(),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    expiresAt: integer('expires_at').notNull(),
    revokedAt: integer('revoked_at'),
    revokedBy: text('revoked_by'),
  },
  (t) => [uniqueIndex('api_key_hash').on(t.hash)],
);
