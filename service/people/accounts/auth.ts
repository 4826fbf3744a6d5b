/** Accounts and their sessions: who is behind a token, and taking it away so that it holds at the next call. */
import { randomUUID } from 'node:crypto';
import { isAPIError } from 'better-auth/api';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { LRUCache } from 'lru-cache';
import type { Actor } from '#shared/contract/session.ts';
import type { OfficerRole } from '#shared/ticket/role.ts';
import { type Clock, systemClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import * as schema from '../../tables/account.ts';
import { openBetterAuth, type Passwords, SCRYPT } from './better-auth.ts';
import { ending } from './ending.ts';

/** Tokens whose officer is kept at hand; a look-up through better-auth costs 5 ms. */
const CACHED = 2_000;
const CACHE_MS = 30_000;

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

interface AuthUser {
  id: string;
  name: string;
  username?: string | null | undefined;
}

interface SignedIn {
  actor: Actor;
  /** ms UTC */
  expiresAt: number;
  mustChangePassword: boolean;
}

export interface NewSession extends SignedIn {
  token: string;
}

export interface Accounts {
  /** Null for a wrong name or password: which of the two is nobody's business. */
  signIn(username: string, password: string): Promise<NewSession | null>;
  /** For whom the province's SSO has vouched. Null where the account is disabled or holds no role. */
  signInBySso(officer: string): Promise<NewSession | null>;
  /** Null when the token is unknown, expired or revoked. */
  resolve(token: string): Promise<SignedIn | null>;
  signOut(token: string): Promise<void>;
  hash(password: string): Promise<string>;
  /** Answers the new officer's id. */
  create(officer: NewOfficer): Promise<string>;
  /** The same for a batch to which more belongs. Of two with one username the second breaks its batch. */
  creation(officer: NewOfficer): { id: string; statements: [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]] };
  /** Replaces all they are; the first names them. Their next call finds the new rights. */
  setGrants(officer: string, grants: readonly OfficerGrant[]): Promise<void>;
  /** Whether this is the account's password now. */
  knows(officer: string, password: string): Promise<boolean>;
  /** Sets a password and ends every session but `keep`. */
  setPassword(officer: string, passwordHash: string, oneTime: boolean, keep?: string): Promise<void>;
  /** Ends every session at once. */
  revoke(officer: string): Promise<void>;
  /** `at`: ms UTC, or null to let it be used again. Disabling ends every session. */
  setDisabled(officer: string, at: number | null): Promise<void>;
  /** The same for a batch to which more belongs; {@link Accounts.forget} afterwards. */
  disabling(officer: string, at: number | null): readonly [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]];
  /** What was kept at hand of an officer holds no more: a batch has changed what they may do. */
  forget(officer: string): void;
  isEmpty(): Promise<boolean>;
  /** Null for an unknown username. */
  findOfficer(username: string): Promise<{ id: string; units: string[] } | null>;
}

/**
 * `real` is the machine's clock: a session ends by real time, also where a demo's clock was moved. `onEnd` is called
 * once something was taken away from an officer.
 */
export function openAccounts(
  db: Db,
  secret: string,
  unitName: (code: string) => string,
  real: Clock = systemClock,
  onEnd: (officer: string) => void = () => {},
  passwords: Passwords = SCRYPT,
): Accounts {
  const auth = openBetterAuth(db, secret, passwords);
  /** Counts what was taken away: a look-up that began before must not put it back at hand. */
  let revocations = 0;
  const atHand = new LRUCache<string, SignedIn>({ max: CACHED, ttl: CACHE_MS, ttlResolution: 0, perf: real });

  const grantsOf = db
    .select({
      role: schema.officerGrant.role,
      unit: schema.officerGrant.unit,
      oneTimePassword: schema.user.oneTimePassword,
    })
    .from(schema.officerGrant)
    .innerJoin(schema.user, eq(schema.user.id, schema.officerGrant.officer))
    .where(and(eq(schema.officerGrant.officer, sql.placeholder('officer')), isNull(schema.user.disabledAt)))
    .orderBy(schema.officerGrant.position)
    .prepare();

  async function toActor(user: AuthUser): Promise<Omit<SignedIn, 'expiresAt'> | null> {
    const grants = await grantsOf.all({ officer: user.id });
    const roles = grants.map(({ role, unit }) => ({
      role,
      unit: unit === null ? null : { code: unit, name: unitName(unit) },
    }));
    const [first] = roles;
    if (!first) return null;
    return {
      actor: { id: user.id, username: user.username ?? '', name: user.name, ...first, roles },
      mustChangePassword: grants.some(({ oneTimePassword }) => oneTimePassword),
    };
  }

  async function resolveFresh(token: string): Promise<SignedIn | null> {
    const found = await auth.api.getSession({ headers: new Headers({ authorization: `Bearer ${token}` }) });
    if (!found) return null;
    const officer = await toActor(found.user);
    if (!officer) return null;
    // Whom the SSO vouches for need not know the one-time password.
    const mustChangePassword = officer.mustChangePassword && found.session.sso !== true;
    return { ...officer, mustChangePassword, expiresAt: found.session.expiresAt.getTime() };
  }

  /** A session just begun, unless the account is disabled or holds no role: then none is left behind. */
  async function begun(token: string): Promise<NewSession | null> {
    const signedIn = await resolveFresh(token);
    if (signedIn) return { ...signedIn, token };
    const { internalAdapter } = await auth.$context;
    await internalAdapter.deleteSession(token);
    return null;
  }

  function forget(officer: string): void {
    revocations++;
    for (const [token, { actor }] of atHand) if (actor.id === officer) atHand.delete(token);
    onEnd(officer);
  }

  /** Written by hand rather than by better-auth, whose user, password and our grants would be three writes. */
  function creation(officer: NewOfficer): ReturnType<Accounts['creation']> {
    const { username, name, passwordHash, role, unit, more = [], oneTimePassword = false } = officer;
    const id = randomUUID();
    const at = new Date(real.now());
    const made = { createdAt: at, updatedAt: at };
    const who = { username: username.toLowerCase(), displayUsername: username, name };
    // better-auth wants an address; nothing is ever sent to this one (RFC 2606).
    const mail = { email: `${username}@officer.invalid`, emailVerified: true };
    const credential = { providerId: 'credential', accountId: id, userId: id, password: passwordHash };
    return {
      id,
      statements: [
        db.insert(schema.user).values({ id, ...who, ...mail, oneTimePassword, ...made }),
        db.insert(schema.account).values({ id: randomUUID(), ...credential, ...made }),
        db.insert(schema.officerGrant).values(grantRows(id, [{ role, unit }, ...more])),
      ],
    };
  }

  function disabling(officer: string, at: number | null) {
    const mark = db.update(schema.user).set({ disabledAt: at }).where(eq(schema.user.id, officer));
    return [mark, ...ending(db, officer)] as const;
  }

  return {
    async signIn(name, password) {
      let token: string;
      try {
        const answer = await auth.api.signInUsername({ body: { username: name, password } });
        token = answer.token;
      } catch (error) {
        if (isAPIError(error) && error.statusCode < 500) return null;
        throw error;
      }
      return begun(token);
    },

    async signInBySso(officer) {
      const { internalAdapter } = await auth.$context;
      const { token } = await internalAdapter.createSession(officer, false, { sso: true }, true);
      return begun(token);
    },

    async resolve(token) {
      const cached = atHand.get(token);
      if (cached && cached.expiresAt > real.now()) return cached;
      const before = revocations;
      const signedIn = await resolveFresh(token);
      if (signedIn && before === revocations) atHand.set(token, signedIn);
      return signedIn;
    },

    async signOut(token) {
      revocations++;
      // Whoever signs out was resolved for it just now.
      const ended = [...atHand].filter(([held]) => sessionToken(held) === sessionToken(token));
      for (const [held] of ended) atHand.delete(held);
      const { internalAdapter } = await auth.$context;
      await internalAdapter.deleteSession(sessionToken(token));
      for (const [, { actor }] of ended) onEnd(actor.id);
    },

    hash: (password) => passwords.hash(password),

    async create(officer) {
      const { id, statements } = creation(officer);
      await db.batch(statements);
      return id;
    },

    creation,

    async setGrants(officer, grants) {
      await db.batch([
        db.delete(schema.officerGrant).where(eq(schema.officerGrant.officer, officer)),
        db.insert(schema.officerGrant).values(grantRows(officer, grants)),
      ]);
      forget(officer);
    },

    async knows(officer, password) {
      const [row] = await db
        .select({ hash: schema.account.password })
        .from(schema.account)
        .where(ofPassword(officer));
      return row?.hash ? passwords.verify({ hash: row.hash, password }) : false;
    },

    async setPassword(officer, passwordHash, oneTime, keep = '') {
      await db.batch([
        db.update(schema.account).set({ password: passwordHash }).where(ofPassword(officer)),
        db.update(schema.user).set({ oneTimePassword: oneTime }).where(eq(schema.user.id, officer)),
        ...ending(db, officer, sessionToken(keep)),
      ]);
      forget(officer);
    },

    async revoke(officer) {
      await db.batch(ending(db, officer));
      forget(officer);
    },

    async setDisabled(officer, at) {
      await db.batch(disabling(officer, at));
      forget(officer);
    },

    disabling,
    forget,

    async findOfficer(name) {
      const found = await db
        .select({ id: schema.user.id, unit: schema.officerGrant.unit })
        .from(schema.user)
        .innerJoin(schema.officerGrant, eq(schema.officerGrant.officer, schema.user.id))
        .where(eq(schema.user.username, name.toLowerCase()));
      const [first] = found;
      return first ? { id: first.id, units: found.flatMap(({ unit }) => unit ?? []) } : null;
    },

    async isEmpty() {
      const [some] = await db.select({ id: schema.user.id }).from(schema.user).limit(1);
      return some === undefined;
    },
  };
}

function grantRows(officer: string, grants: readonly OfficerGrant[]) {
  return grants.map(({ role, unit }, position) => ({ officer, role, unit, position }));
}

function ofPassword(officer: string) {
  return and(eq(schema.account.userId, officer), eq(schema.account.providerId, 'credential'));
}

/** What an officer holds may be `token.signature`; the database keeps the token. */
function sessionToken(held: string): string {
  return held.split('.')[0] ?? '';
}
