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
/** Renewed once it is so old. */
const RENEWED_AFTER_SECONDS = 3_600;

/** Will better-auth renew, or end, a session that ends at `expiresAt`? Instants in ms UTC. */
export function isToBeRenewed(expiresAt: number, now: number): boolean {
  return now >= expiresAt - (SESSION_SECONDS - RENEWED_AFTER_SECONDS) * 1_000;
}

export type BetterAuth = ReturnType<typeof openBetterAuth>;

export function openBetterAuth(db: Db, secret: string) {
  return betterAuth({
    secret,
    // Only used to build links, of which none is sent.
    baseURL: 'http://localhost',
    database: drizzleAdapter(db, { provider: 'sqlite', schema, transaction: false }),
    session: {
      expiresIn: SESSION_SECONDS,
      updateAge: RENEWED_AFTER_SECONDS,
      additionalFields: { sso: { type: 'boolean', required: false, input: false } },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [username({ minUsernameLength: 2, maxUsernameLength: 100 }), bearer()],
  });
}
