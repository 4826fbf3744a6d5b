/** What signing in has to remember besides sessions: failures not long ago, and sign-ins that are half done. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { user } from './account.ts';

/** Rows live for minutes. Nobody reads from them who tried what: the key is a keyed hash. */
export const signInFailure = sqliteTable(
  'sign_in_failure',
  {
    /** base64url HMAC-SHA-256 of an address, or of an address and a username. */
    key: text('key').primaryKey(),
    count: integer('count').notNull(),
    /** ms UTC; the count means nothing any more from then on. */
    until: integer('until').notNull(),
  },
  (t) => [index('sign_in_failure_until').on(t.until)],
);

/** Somebody whom the province's SSO has vouched for, on the way back to the extension that asked. */
export const signInCode = sqliteTable(
  'sign_in_code',
  {
    /** hex SHA-256 of the code; 256 random bits need no slow hash. */
    hash: text('hash').primaryKey(),
    officer: text('officer')
      .notNull()
      .references(() => user.id),
    /** PKCE: base64url SHA-256 of what only the extension that asked knows (RFC 7636, S256). */
    challenge: text('challenge').notNull(),
    /** ms UTC */
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [index('sign_in_code_expires').on(t.expiresAt)],
);
