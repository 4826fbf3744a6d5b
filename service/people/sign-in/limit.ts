/**
 * Whoever failed too often is slowed down. Failures alone count. They are kept in the database, so that neither a restart
 * nor a second process gives a guesser a new start; by keyed hashes, so that a copy of it does not tell who tried what.
 */
import { createHmac } from 'node:crypto';
import { inArray, lte, sql } from 'drizzle-orm';
import { type Clock, systemClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { signInFailure } from '../../tables/account.ts';

/** What failures are counted by: so many at once, and one more each `every` ms. What is tried in the same moment is let in. */
export interface Counted {
  key: string;
  atOnce: number;
  every: number;
}

const OF_ACCOUNT = { atOnce: 10, every: 300_000 };
/** A whole office may stand behind one. */
const OF_NETWORK = { atOnce: 100, every: 6_000 };

export type SignInLimit = ReturnType<typeof openSignInLimit>;

/** `real` is the machine's clock: guessing takes real time, also where a demo's clock was moved. */
export function openSignInLimit(db: Db, secret: string, real: Clock = systemClock) {
  const hashOf = (text: string): string => createHmac('sha256', secret).update(text).digest('base64url');
  const ofNetwork = (network: string): Counted => ({ ...OF_NETWORK, key: hashOf(`network ${network}`) });
  const ofAccount = (kind: string, name: string): Counted => ({
    ...OF_ACCOUNT,
    key: hashOf(`${kind} ${name.toLowerCase()}`),
  });

  return {
    /** Of a browser that nobody knows: by where it is, and by whom it names, from wherever. */
    guesses: (network: string, username: string): Counted[] => [
      ofNetwork(network),
      ofAccount('account', username),
    ],
    ofNetwork,
    ofBrowser: (id: string): Counted => ofAccount('browser', id),
    /** Of whoever knows an account's password and tries codes, from whatever browser. */
    ofFactor: (officer: string): Counted => ofAccount('factor', officer),
    /** Of whoever is signed in and says their password again. */
    ofSession: (officer: string): Counted => ofAccount('session', officer),

    /** Throws `rate-limited` with the time until one more is let in. */
    async check(counted: readonly Counted[]): Promise<void> {
      const keys = counted.map(({ key }) => key);
      const rows = await db.select().from(signInFailure).where(inArray(signInFailure.key, keys));
      const now = real.now();
      const waits = counted.map(({ key, atOnce, every }) => {
        const until = rows.find((row) => row.key === key)?.until ?? now;
        return until - now - (atOnce - 1) * every;
      });
      const wait = Math.max(...waits);
      if (wait <= 0) return;
      throw new HttpProblem('rate-limited', {
        retryAfter: Math.ceil(wait / 1_000),
        detail: 'people.refused.too_many_failed_attempts',
      });
    },

    async failed(counted: readonly Counted[]): Promise<void> {
      const now = real.now();
      for (const { key, every } of counted) {
        await db
          .insert(signInFailure)
          .values({ key, until: now + every })
          .onConflictDoUpdate({
            target: signInFailure.key,
            set: { until: sql`max(${signInFailure.until}, ${now}) + ${every}` },
          });
      }
    },

    /** What counts for nothing any more goes. */
    async forgetOld(): Promise<void> {
      await db.delete(signInFailure).where(lte(signInFailure.until, real.now()));
    },
  };
}
