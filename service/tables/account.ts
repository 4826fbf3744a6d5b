/**
 * Accounts: better-auth's own tables, what an officer may be, keys of other systems, what signing in remembers, and
 * requests for accounts.
 */
import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { RequestableRole, RequestState } from '#shared/contract/account-requests.ts';
import type { AccountEvent } from '#shared/contract/accounts.ts';
import type { ApiScope } from '#shared/people/right.ts';
import type { Channel } from '#shared/ticket/channel.ts';
import type { OfficerRole } from '#shared/ticket/role.ts';
import { unit } from './unit.ts';

export const user = sqliteTable('user', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: integer('email_verified', { mode: 'boolean' }).notNull().default(false),
  image: text('image'),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
  updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
  username: text('username').unique(),
  displayUsername: text('display_username'),
  /** ms UTC; null while the account may be used. */
  disabledAt: integer('disabled_at'),
  /** Somebody else knows the password: until it is changed nothing else can be done with it. */
  oneTimePassword: integer('one_time_password', { mode: 'boolean' }).notNull().default(false),
  /** ms UTC; a one-time password opens nothing from then on. Null: it stays as it is. */
  oneTimeUntil: integer('one_time_until'),
});

/** The account that a row of another table is about. */
export const ofOfficer = () =>
  text('officer')
    .notNull()
    .references(() => user.id);

export const session = sqliteTable(
  'session',
  {
    id: text('id').primaryKey(),
    expiresAt: integer('expires_at', { mode: 'timestamp_ms' }).notNull(),
    token: text('token').notNull().unique(),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
    updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    userId: text('user_id')
      .notNull()
      .references(() => user.id),
    /** Begun by the province's SSO, not by the password: whether that is still the one-time one does not matter. */
    sso: integer('sso', { mode: 'boolean' }).notNull().default(false),
  },
  (t) => [index('session_user').on(t.userId)],
);

export const account = sqliteTable(
  'account',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: integer('access_token_expires_at', { mode: 'timestamp_ms' }),
    refreshTokenExpiresAt: integer('refresh_token_expires_at', { mode: 'timestamp_ms' }),
    scope: text('scope'),
    password: text('password'),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
    updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
  },
  // One identity, one officer.
  (t) => [index('account_user').on(t.userId), uniqueIndex('account_identity').on(t.providerId, t.accountId)],
);

export const verification = sqliteTable(
  'verification',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: integer('expires_at', { mode: 'timestamp_ms' }).notNull(),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
    updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (t) => [index('verification_identifier').on(t.identifier)],
);

/** A right: a role, and the unit it is bound to where the role is bound to one. An officer may hold several. */
export const officerGrant = sqliteTable(
  'officer_grant',
  {
    officer: ofOfficer(),
    role: text('role').$type<OfficerRole>().notNull(),
    unit: text('unit').references(() => unit.code),
    /** The first one names the officer on a screen. */
    position: integer('position').notNull().default(0),
  },
  // Not a primary key: the unit may be absent, and absent twice is the same grant twice.
  (t) => [uniqueIndex('officer_grant_once').on(t.officer, t.role, sql`coalesce(${t.unit}, '')`)],
);

/** What was done to accounts, and by whom. Rows are only ever added: triggers refuse anything else. */
export const accountLog = sqliteTable(
  'account_log',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    at: integer('at').notNull(),
    event: text('event').$type<AccountEvent>().notNull(),
    /** The account it was done to. */
    subject: text('subject').notNull(),
    /** Null where the service did it itself, at its first start. */
    by: text('by'),
    data: text('data', { mode: 'json' }).$type<AccountLogData>().notNull(),
  },
  (t) => [index('account_log_subject').on(t.subject, t.id)],
);

export interface AccountLogData {
  roles?: { role: string; unit: string | null }[];
  request?: number;
  other?: string;
}

/** API keys: only the hash of a key is kept, so a copy of the database opens nothing. */
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
    /** Of pages that may call in a browser. */
    origins: text('origins', { mode: 'json' }).$type<string[]>().notNull().default([]),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    expiresAt: integer('expires_at').notNull(),
    revokedAt: integer('revoked_at'),
    revokedBy: text('revoked_by'),
  },
  (t) => [uniqueIndex('api_key_hash').on(t.hash)],
);

/** Failed sign-ins as a level that falls with time (GCRA). Nobody reads from it who tried what: the key is a keyed hash. */
export const signInFailure = sqliteTable(
  'sign_in_failure',
  {
    /** base64url HMAC-SHA-256 of an address, an account or a browser. */
    key: text('key').primaryKey(),
    /** ms UTC at which the level is back at nothing: each failure moves it on. */
    until: integer('until').notNull(),
  },
  (t) => [index('sign_in_failure_until').on(t.until)],
);

/** What an officer's app makes codes from. */
export const secondFactor = sqliteTable('second_factor', {
  officer: ofOfficer().primaryKey(),
  /** Sealed by a key outside the database, as `draft` is. Null: none is asked for. */
  secret: text('secret'),
  /** ms UTC since when it is asked for. */
  setAt: integer('set_at'),
  /** The half minute of the last code that was taken: it and those before are taken no more. */
  usedStep: integer('used_step').notNull().default(0),
  /** One that is to take its place, until a first code of it was given; ms UTC when it was made. */
  draft: text('draft'),
  draftedAt: integer('drafted_at'),
});

/** What opens once in place of a code; used up it is gone. */
export const recoveryCode = sqliteTable(
  'recovery_code',
  {
    /** base64url HMAC-SHA-256, by a key outside the database: 50 bits alone would be found. */
    hash: text('hash').primaryKey(),
    officer: ofOfficer(),
  },
  (t) => [index('recovery_code_officer').on(t.officer)],
);

/** Somebody whom the province's SSO has vouched for, on the way back to the extension that asked. */
export const signInCode = sqliteTable(
  'sign_in_code',
  {
    /** hex SHA-256 of the code; 256 random bits need no slow hash. */
    hash: text('hash').primaryKey(),
    officer: ofOfficer(),
    /** PKCE: base64url SHA-256 of what only the extension that asked knows (RFC 7636, S256). */
    challenge: text('challenge').notNull(),
    /** ms UTC */
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [index('sign_in_code_expires').on(t.expiresAt)],
);

/** Requests for accounts, and what became of them. */
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
