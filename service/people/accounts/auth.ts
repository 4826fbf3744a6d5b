/** Accounts: what an officer is and may do, their password, and every way in that is taken from them again. */
import { randomUUID } from 'node:crypto';
import { and, eq, ne } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { OfficerRole } from '#shared/ticket/role.ts';
import { DAY } from '#shared/time/zone.ts';
import type { Db } from '../../platform/db/database.ts';
import { account, officerGrant, session, signInCode, user } from '../../tables/account.ts';
import type { Passwords } from '../passwords/passwords.ts';
import type { SecondFactors } from '../second-factor/factors.ts';
import type { SignInLimit } from '../sign-in/limit.ts';
import { openBetterAuth } from './better-auth.ts';
import { ofPassword, openCredentials } from './credentials.ts';
import { openSessions, type SessionDeps, sessionToken } from './sessions.ts';

export interface NewOfficer {
  username: string;
  name: string;
  /** From {@link Accounts.hash}; several accounts may share one, so that a demo start need not hash seven times. */
  passwordHash: string;
  role: OfficerRole;
  unit: string | null;
  /** What else they are, after the first. */
  more?: readonly OfficerGrant[];
  /** The password was made for them and has to be changed first. */
  oneTimePassword?: boolean;
}

export interface OfficerGrant {
  role: OfficerRole;
  /** Code. */
  unit: string | null;
}

export type Accounts = ReturnType<typeof openAccounts>;
type Statements = readonly [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]];

/** What accounts are opened with, beside the secret that sessions are signed by. */
interface AccountDeps extends SessionDeps {
  passwords: Passwords;
  factors: SecondFactors;
  limit: SignInLimit;
}

export function openAccounts(secret: string, deps: AccountDeps) {
  const { db, passwords, factors, limit, real } = deps;
  const sessions = openSessions(openBetterAuth(db, secret), deps);
  const { forget } = sessions;

  const creation = (officer: NewOfficer) => accountRows(db, officer, real.now());

  function disabling(officer: string, at: number | null): Statements {
    const mark = db.update(user).set({ disabledAt: at }).where(eq(user.id, officer));
    return [mark, ...ending(db, officer)];
  }

  return {
    ...sessions,

    ...openCredentials({
      db,
      passwords,
      factors,
      limit,
      real,
      begin: sessions.begin,
      signOut: sessions.signOut,
    }),

    /** Answers the new officer's id. */
    async create(officer: NewOfficer): Promise<string> {
      const { id, statements } = creation(officer);
      await db.batch(statements);
      return id;
    },

    /** The same for a batch to which more belongs. Of two with one username the second breaks its batch. */
    creation,

    /** Replaces all they are; the first names them. Their next call finds the new rights. */
    async setGrants(officer: string, grants: readonly OfficerGrant[]): Promise<void> {
      await db.batch([
        db.delete(officerGrant).where(eq(officerGrant.officer, officer)),
        db.insert(officerGrant).values(grantRows(officer, grants)),
      ]);
      forget(officer);
    },

    /** Sets a password and ends every session but `keep`. */
    async setPassword(officer: string, passwordHash: string, oneTime: boolean, keep = ''): Promise<void> {
      await db.batch([
        db.update(account).set({ password: passwordHash }).where(ofPassword(officer)),
        db.update(user).set(oneTimeFor(oneTime, real.now())).where(eq(user.id, officer)),
        ...ending(db, officer, sessionToken(keep)),
      ]);
      forget(officer);
    },

    /** Ends every session at once. */
    async revoke(officer: string): Promise<void> {
      await db.batch(ending(db, officer));
      forget(officer);
    },

    /** `at`: ms UTC, or null to let it be used again. Disabling ends every session. */
    async setDisabled(officer: string, at: number | null): Promise<void> {
      await db.batch(disabling(officer, at));
      forget(officer);
    },

    /** The same for a batch to which more belongs; `forget` afterwards. */
    disabling,

    /** Null for an unknown username. */
    async findOfficer(name: string): Promise<{ id: string; units: string[] } | null> {
      const found = await db
        .select({ id: user.id, unit: officerGrant.unit })
        .from(user)
        .innerJoin(officerGrant, eq(officerGrant.officer, user.id))
        .where(eq(user.username, name.toLowerCase()));
      const [first] = found;
      return first ? { id: first.id, units: found.flatMap(({ unit }) => unit ?? []) } : null;
    },

    async isEmpty(): Promise<boolean> {
      const [some] = await db.select({ id: user.id }).from(user).limit(1);
      return some === undefined;
    },
  };
}

/** Written by hand rather than by better-auth, whose user, password and our grants would be three writes. */
function accountRows(db: Db, officer: NewOfficer, now: number): { id: string; statements: Statements } {
  const { username, name, passwordHash, role, unit, more = [], oneTimePassword = false } = officer;
  const id = randomUUID();
  const made = { createdAt: new Date(now), updatedAt: new Date(now) };
  const who = { username: username.toLowerCase(), displayUsername: username, name };
  // better-auth wants an address; nothing is ever sent to this one (RFC 2606).
  const mail = { email: `${username}@officer.invalid`, emailVerified: true };
  const credential = { providerId: 'credential', accountId: id, userId: id, password: passwordHash };
  return {
    id,
    statements: [
      db.insert(user).values({ id, ...who, ...mail, ...oneTimeFor(oneTimePassword, now), ...made }),
      db.insert(account).values({ id: randomUUID(), ...credential, ...made }),
      db.insert(officerGrant).values(grantRows(id, [{ role, unit }, ...more])),
    ],
  };
}

/**
 * Ends every way in that an officer holds: their sessions, and the codes with which one could yet begin. For a batch;
 * `accounts.forget` is to follow it. `keep`: token of the one session that stays.
 */
export function ending(db: Db, officer: string, keep = '') {
  return [
    db.delete(session).where(and(eq(session.userId, officer), ne(session.token, keep))),
    db.delete(signInCode).where(eq(signInCode.officer, officer)),
  ] as const;
}

/** For so long it may lie in an envelope or a mailbox. */
const ONE_TIME_DAYS = 7;

export function oneTimeFor(oneTimePassword: boolean, now: number) {
  return { oneTimePassword, oneTimeUntil: oneTimePassword ? now + ONE_TIME_DAYS * DAY : null };
}

function grantRows(officer: string, grants: readonly OfficerGrant[]) {
  return grants.map(({ role, unit }, position) => ({ officer, role, unit, position }));
}
