/**
 * What an officer knows and holds: their password, tried at sign-in and hashed anew where it was hashed too cheaply, and
 * after it the code of a second factor where one is set up.
 */
import { and, eq, isNull } from 'drizzle-orm';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { account, officerGrant, user } from '../../tables/account.ts';
import type { Passwords } from '../passwords/passwords.ts';
import { NOBODY } from '../passwords/scrypt.ts';
import type { FactorCheck, SecondFactors } from '../second-factor/factors.ts';
import type { SignInLimit } from '../sign-in/limit.ts';
import type { NewSession } from './sessions.ts';

/** Whom the first start makes. */
export const FIRST_OPERATOR = 'operator';

interface CredentialDeps {
  db: Db;
  passwords: Passwords;
  factors: SecondFactors;
  limit: SignInLimit;
  /** The machine's clock. */
  real: Clock;
  begin(officer: string, userAgent?: string): Promise<NewSession | null>;
  signOut(token: string): Promise<void>;
}

/** The password was right, and a code is asked for, or did not fit. */
export class SecondFactorRequired extends HttpProblem {
  readonly check: 'missing' | 'wrong';
  /** Whose it is, and the hash that the password fits. */
  readonly proved: Proved;
  constructor(check: 'missing' | 'wrong', proved: Proved) {
    super('second-factor-required', {
      detail: check === 'missing' ? 'people.factor_refused.missing' : 'people.factor_refused.wrong',
    });
    this.check = check;
    this.proved = proved;
  }
}

interface Proved {
  officer: string;
  hash: string;
}

interface Came {
  code?: string | undefined;
  userAgent?: string | undefined;
}

/** A session, and by which second factor it was begun. */
export interface Entered extends NewSession {
  factor: FactorCheck;
}

export function openCredentials({ db, passwords, factors, limit, real, begin, signOut }: CredentialDeps) {
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

  async function enter(
    proved: Proved,
    { code, userAgent }: Came,
    stillHolds: () => Promise<boolean>,
  ): Promise<Entered | null> {
    const guesses = [limit.ofFactor(proved.officer)];
    if (code !== undefined) await limit.check(guesses);
    const factor = await factors.check(proved.officer, code);
    if (factor === 'wrong') await limit.failed(guesses);
    if (factor === 'missing' || factor === 'wrong') throw new SecondFactorRequired(factor, proved);
    const session = await begin(proved.officer, userAgent);
    if (session === null) return null;
    if (await stillHolds()) return { ...session, factor };
    await signOut(session.token);
    return null;
  }

  return {
    hash: (password: string) => passwords.hash(password),

    knows: (officer: string, password: string) => knows(officer, password),

    /**
     * Null for a wrong name or password: which of the two is nobody's business. Throws `unauthenticated` where it was the
     * right one, but of one time and too old, and {@link SecondFactorRequired}.
     */
    async signIn(name: string, password: string, came: Came = {}): Promise<Entered | null> {
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
      // Trying a password takes long: one set meanwhile ended every session but the one that had yet to begin.
      return enter({ officer: found.officer, hash: kept }, came, () => knows(found.officer, password, kept));
    },

    /** The step after the password, where it was said just before. Null where it was changed since. */
    signInByCode: (proved: Proved, came: Came): Promise<Entered | null> =>
      enter(proved, came, async () => (await hashOf(proved.officer)) === proved.hash),

    /** Null where the account has none. */
    hashOf,

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
