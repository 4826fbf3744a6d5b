/**
 * Signing in with a password, at whichever door: one answer for a wrong name and a wrong password, and one count of
 * how often one may fail. Kept in the database, so that neither a restart nor a second process gives a guesser a new
 * start; by keyed hashes, so that a copy of it does not tell who tried what.
 */
import { createHmac } from 'node:crypto';
import { eq, lte, sql } from 'drizzle-orm';
import type { Context } from 'hono';
import type { SignIn } from '#shared/contract/session.ts';
import { type Clock, systemClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { addressOf } from '../../platform/http/address.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { signInFailure } from '../../tables/account.ts';
import type { Accounts } from '../accounts/auth.ts';

/** Null for a wrong name or password. Throws `rate-limited` after too many of them. */
export async function signInWithPassword(
  { accounts, signInLimit }: { accounts: Accounts; signInLimit: SignInLimit },
  c: Context,
  { username, password }: SignIn,
): ReturnType<Accounts['signIn']> {
  await signInLimit.attempt(c, username);
  const session = await accounts.signIn(username, password);
  if (session) await signInLimit.succeeded(c, username);
  return session;
}

/** Failures in five minutes: per account and address, and per address (a whole office behind one). */
const PER_ACCOUNT = 10;
const PER_ADDRESS = 100;
const WINDOW = 300_000;

export type SignInLimit = ReturnType<typeof openSignInLimit>;

/** `real` is the machine's clock: guessing takes real time, also where a demo's clock was moved. */
export function openSignInLimit(db: Db, secret: string, real: Clock = systemClock) {
  const hashOf = (text: string): string => createHmac('sha256', secret).update(text).digest('base64url');
  const keysOf = (c: Context, username: string | null): { address: string; account: string | null } => {
    const address = addressOf(c);
    return {
      address: hashOf(address),
      account: username === null ? null : hashOf(`${address} ${username.toLowerCase()}`),
    };
  };

  /** One statement, so that of many at once no more are let in than may. False: too many already, none is added. */
  async function add(key: string, most: number): Promise<boolean> {
    const now = real.now();
    const ended = lte(signInFailure.until, now);
    const added = await db
      .insert(signInFailure)
      .values({ key, count: 1, until: now + WINDOW })
      .onConflictDoUpdate({
        target: signInFailure.key,
        set: {
          count: sql`case when ${ended} then 1 else ${signInFailure.count} + 1 end`,
          until: sql`case when ${ended} then excluded.until else ${signInFailure.until} end`,
        },
        setWhere: sql`${signInFailure.count} < ${most} or ${ended}`,
      })
      .returning({ key: signInFailure.key });
    return added.length > 0;
  }

  async function takeBack(key: string): Promise<void> {
    await db
      .update(signInFailure)
      .set({ count: sql`max(0, ${signInFailure.count} - 1)` })
      .where(eq(signInFailure.key, key));
  }

  async function tooMany(key: string): Promise<HttpProblem> {
    const [row] = await db
      .select({ until: signInFailure.until })
      .from(signInFailure)
      .where(eq(signInFailure.key, key));
    return new HttpProblem('rate-limited', {
      retryAfter: Math.max(1, Math.ceil(((row?.until ?? 0) - real.now()) / 1_000)),
      detail: 'people.refused.too_many_failed_attempts',
    });
  }

  return {
    /**
     * Counts an attempt as failed before it is looked at: a hundred guesses at once would otherwise all be let in by
     * the same count. Throws `rate-limited` when this address, or this account from here, has failed too often
     * lately. `username` null: where nobody is named, as at the SSO's door, the address alone counts.
     */
    async attempt(c: Context, username: string | null): Promise<void> {
      const { address, account } = keysOf(c, username);
      // The address first: whoever has used it up can no longer fill the table with names.
      if (!(await add(address, PER_ADDRESS))) throw await tooMany(address);
      if (account === null || (await add(account, PER_ACCOUNT))) return;
      await takeBack(address);
      throw await tooMany(account);
    },
    /** Takes the attempt back: it was no failure. */
    async succeeded(c: Context, username: string | null): Promise<void> {
      const { address, account } = keysOf(c, username);
      await takeBack(address);
      if (account !== null) await takeBack(account);
    },
    /** Windows that have ended go. */
    async forgetOld(): Promise<void> {
      await db.delete(signInFailure).where(lte(signInFailure.until, real.now()));
    },
  };
}
