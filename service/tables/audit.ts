/** Signed checkpoints over the whole log. The newest one also lies outside the database, beside the key. */
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Report, version and the first half of the head's hash. */
export type HeadHint = [number: string, version: number, hash: string];

export const checkpoint = sqliteTable('checkpoint', {
  /** From 1, without gaps. */
  n: integer('n').primaryKey(),
  at: integer('at').notNull(),
  /** The newest event it covers. */
  seq: integer('seq').notNull(),
  /** How many there are up to it, since the first. */
  tickets: integer('tickets').notNull(),
  events: integer('events').notNull(),
  /** hex SHA-256 over place and hash of every event since the checkpoint before. */
  digest: text('digest').notNull(),
  /** The newest entry of `vouched_change`, and its hash. Null: of before there was one; then it is not hashed. */
  change: integer('change'),
  changeHash: text('change_hash'),
  /** Hash of the checkpoint before; empty for the first. */
  previous: text('previous').notNull(),
  /** hex SHA-256 over all of the above. */
  hash: text('hash').notNull(),
  /** base64url Ed25519 over the hash. */
  signature: text('signature').notNull(),
  /** Heads as they were: not signed, they only help to name the report where the digest does not fit. */
  heads: text('heads', { mode: 'json' }).$type<HeadHint[]>().notNull(),
});

export type CheckpointRow = typeof checkpoint.$inferSelect;
