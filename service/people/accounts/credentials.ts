/** What an officer knows: their password, tried at sign-in and hashed anew where it was hashed too cheaply. */
import { and, eq, isNull } from 'drizzle-orm';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { account, officerGrant, user } from '../../tables/account.ts';
import type { Passwords } from '../passwords/passwords.ts';
import { NOBODY } from '../passwords/scrypt.ts';
import type { NewSession } from './sessions.ts';

/** Whom the first start makes. */
export const FIRST_OPERATOR = 'operator';

interface CredentialDeps {
  db: Db;
  passwords: Passwords;
  /** The machine's clock. */
  real: Clock;
  begin(officer: string, userAgent?: string): Promise<NewSession | null>;
  signOut(token: string): Promise<void>;
}

export function openCredentials({ db, passwords, real, begin, signOut }: CredentialDeps) {
  async function hashOf(officer: string): Promise<string | null> {
    const [row] = await db.select({ hash: account.password }).from(account).where(ofPassword(officer));
    return row?.hash ?? null;
  }

  /** Whether this is the account's password now. `tried`: a hash that it was found to fit already. */
  async function knows(officer: string, password: string, tried?: string): Promise<boolean> {
    const hash = await hashOf(officer);
    return hash !== null && (hash === tried || (await passwords.verify({ hash, password })));
  }

  /** Only over the hash that was tried: a password set meanwhile must not give way to the one before it. */
  async function renew(officer: string, hash: string, password: string): Promise<string> {
    const renewed = await passwords.hash(password);
    await db
      .update(account)
      .set({ password: renewed })
      .where(and(ofPassword(officer), eq(account.password, hash)));
    return renewed;
  }

  return {
    hash: (password: string) => passwords.hash(password),

    knows: (officer: string, password: string) => knows(officer, password),

    /**
     * Null for a wrong name or password: which of the two is nobody's business. Throws `unauthenticated` where it was the
     * right one, but of one time and too old.
     */
    async signIn(name: string, password: string, userAgent?: string): Promise<NewSession | null> {
      const [found] = await db
        .select({ officer: user.id, hash: account.password, until: user.oneTimeUntil })
        .from(user)
        .innerJoin(account, and(eq(account.userId, user.id), eq(account.providerId, 'credential')))
        .where(eq(user.username, name.toLowerCase()));
      const hash = found?.hash ?? NOBODY;
      if (!(await passwords.verify({ hash, password })) || found === undefined) return null;
      if (found.until !== null && found.until <= real.now()) {
        throw new HttpProblem('unauthenticated', { detail: 'people.refused.one_time_password_old' });
      }
      const kept = passwords.isOutdated(hash) ? await renew(found.officer, hash, password) : hash;
      const session = await begin(found.officer, userAgent);
      // Trying a password takes long: one set meanwhile ended every session but the one that had yet to begin.
      if (session === null || (await knows(found.officer, password, kept))) return session;
      await signOut(session.token);
      return null;
    },

    /** The first operator, where the one-time password has run out of everyone who could give them a new one. */
    async strandedOperator(): Promise<string | null> {
      const operators = await db
        .select({ id: user.id, username: user.username, until: user.oneTimeUntil })
        .from(user)
        .innerJoin(officerGrant, and(eq(officerGrant.officer, user.id), eq(officerGrant.role, 'operator')))
        .where(isNull(user.disabledAt));
      if (operators.some(({ until }) => until === null || until > real.now())) return null;
      return operators.find(({ username }) => username === FIRST_OPERATOR)?.id ?? null;
    },
  };
}

export function ofPassword(officer: string) {
  return and(eq(account.userId, officer), eq(account.providerId, 'credential'));
}
