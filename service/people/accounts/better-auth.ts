/**
 * better-auth on the same database: bearer sessions. Its own HTTP handler is not mounted, so signing up, e-mail and
 * cookies have no door from outside; passwords are ours (`people/passwords`).
 */
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { bearer, username } from 'better-auth/plugins';
import type { Db } from '../../platform/db/database.ts';
import * as schema from '../../tables/account.ts';

/** A working day and the evening after it; a session in use is renewed. */
const SESSION_SECONDS = 14 * 3_600;

export type BetterAuth = ReturnType<typeof openBetterAuth>;

export function openBetterAuth(db: Db, secret: string) {
  return betterAuth({
    secret,
    // Only used to build links, of which none is sent.
    baseURL: 'http://localhost',
    database: drizzleAdapter(db, { provider: 'sqlite', schema, transaction: false }),
    session: {
      expiresIn: SESSION_SECONDS,
      updateAge: 3_600,
      additionalFields: { sso: { type: 'boolean', required: false, input: false } },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [username({ minUsernameLength: 2, maxUsernameLength: 100 }), bearer()],
  });
}
