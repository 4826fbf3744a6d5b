/** Requests for accounts, and what became of them. */
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { RequestableRole, RequestState } from '#shared/contract/account-requests.ts';
import { user } from './account.ts';
import { unit } from './unit.ts';

export const accountRequest = sqliteTable(
  'account_request',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    askedAt: integer('asked_at').notNull(),
    /** hex SHA-256; null where a unit admin asked, who follows it signed in. */
    secretHash: text('secret_hash'),
    vouchedBy: text('vouched_by').references(() => user.id),
    role: text('role').$type<RequestableRole>().notNull(),
    unit: text('unit')
      .notNull()
      .references(() => unit.code),
    letter: text('letter').notNull(),
    /** Null once it is decided: they served the decision. */
    nip: text('nip'),
    contact: text('contact'),
    /** Null once it was rejected or has lapsed: then there is nobody to remember. */
    name: text('name'),
    username: text('username'),
    replaces: text('replaces'),
  },
  (t) => [
    uniqueIndex('account_request_secret').on(t.secretHash),
    index('account_request_unit').on(t.unit, t.id),
    index('account_request_nip').on(t.nip),
  ],
);

/** A row of its own, so that a request is decided once: the second of two decisions breaks the key. */
export const accountRequestDecision = sqliteTable('account_request_decision', {
  request: integer('request')
    .primaryKey()
    .references(() => accountRequest.id),
  at: integer('at').notNull(),
  outcome: text('outcome').$type<Exclude<RequestState, 'pending'>>().notNull(),
  /** Null where the service let it lapse. */
  by: text('by').references(() => user.id),
  reason: text('reason'),
  account: text('account').references(() => user.id),
});
