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
}

export function openCredentials({ db, passwords, real, begin }: CredentialDeps) {
  return {
    hash: (password: string) => passwords.hash(password),

    /** Whether this is the account's password now. */
    async knows(officer: string, password: string): Promise<boolean> {
      const [row] = await db.select({ hash: account.password }).from(account).where(ofPassword(officer));
      return row?.hash ? passwords.verify({ hash: row.hash, password }) : false;
    },

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
      if (passwords.isOutdated(hash)) {
        const renewed = await passwords.hash(password);
        await db.update(account).set({ password: renewed }).where(ofPassword(found.officer));
      }
      return begin(found.officer, userAgent);
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
