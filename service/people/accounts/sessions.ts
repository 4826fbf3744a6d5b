/** Who is behind a token: at hand for the next call, gone the moment it is taken away. */
import { createHash, randomBytes } from 'node:crypto';
import { and, desc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { Actor } from '#shared/contract/session.ts';
import type { CallerRole } from '#shared/ticket/role.ts';
import { DAY } from '#shared/time/zone.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { MustFirst } from '../../platform/http/env.ts';
import { officerGrant, secondFactor, session, user } from '../../tables/account.ts';
import { type BetterAuth, isToBeRenewed } from './better-auth.ts';

/** Tokens whose officer is kept at hand; a look-up through better-auth costs 5 ms. */
const CACHED = 2_000;
const CACHE_MS = 30_000;

interface AuthUser {
  id: string;
  name: string;
  username?: string | null | undefined;
}

interface SignedIn {
  actor: Actor;
  /** ms UTC */
  expiresAt: number;
  mustFirst: MustFirst | null;
}

export interface NewSession extends SignedIn {
  token: string;
}

export interface OwnSession {
  id: string;
  /** ms UTC */
  begunAt: number;
  /** As the browser or program named itself; empty where it did not. */
  userAgent: string;
  sso: boolean;
  isThis: boolean;
}

/** Characters of what a browser says it is. */
const MOST_OF_NAME = 300;

/** However much it is used: once a week somebody shows again who they are. */
const LONGEST_MS = 7 * DAY;

/** ms UTC. */
function endOf(expiresAt: Date, createdAt: Date): number {
  return Math.min(expiresAt.getTime(), createdAt.getTime() + LONGEST_MS);
}

export interface SessionDeps {
  db: Db;
  unitName(code: string): string;
  /** The machine's clock: a session ends by real time, also where a demo's clock was moved. */
  real: Clock;
  /** Whether whoever is all that has to have a second factor. */
  needsFactor(roles: readonly CallerRole[]): boolean;
  /** Called once something was taken away from an officer. */
  onEnd(officer: string): void;
}

export function openSessions(auth: BetterAuth, { db, unitName, real, needsFactor, onEnd }: SessionDeps) {
  const { grantsOf, signedInAs } = openActors({ db, unitName, needsFactor });
  /** Counts what was taken away: a look-up that began before must not put it back at hand. */
  let revocations = 0;
  const atHand = new LRUCache<string, SignedIn>({ max: CACHED, ttl: CACHE_MS, ttlResolution: 0, perf: real });

  const sessionOf = prepareSession(db);

  /** `officer`: whose it is, where that is known: then both are asked for together. */
  async function resolveFresh(token: string, officer?: string): Promise<SignedIn | null> {
    const [known, grants] = await Promise.all([
      sessionOf.get({ token: sessionToken(token) }),
      officer === undefined ? undefined : grantsOf(officer),
    ]);
    if (!known || endOf(known.expiresAt, known.createdAt) <= real.now()) return null;
    // better-auth takes 5 ms; it is asked only where a session is to be renewed or has ended.
    if (isToBeRenewed(known.expiresAt.getTime(), real.now())) return resolveByBetterAuth(token);
    return signedInAs(known, endOf(known.expiresAt, known.createdAt), known.sso, grants);
  }

  async function resolveByBetterAuth(token: string): Promise<SignedIn | null> {
    const headers = new Headers({ authorization: `Bearer ${sessionToken(token)}` });
    const found = await auth.api.getSession({ headers });
    if (!found) return null;
    const { expiresAt, createdAt, sso } = found.session;
    return signedInAs(found.user, endOf(expiresAt, createdAt), sso === true);
  }

  /** Unless the account is disabled or holds no role: then no session is left behind. */
  async function begin(officer: string, sso: boolean, userAgent = ''): Promise<NewSession | null> {
    const { internalAdapter } = await auth.$context;
    const token = randomBytes(32).toString('hex');
    await internalAdapter.createSession(
      officer,
      false,
      { sso, token: sessionToken(token), userAgent: userAgent.slice(0, MOST_OF_NAME) },
      true,
    );
    const signedIn = await resolveFresh(token, officer);
    if (signedIn) return { ...signedIn, token };
    await internalAdapter.deleteSession(sessionToken(token));
    return null;
  }

  /** What was kept at hand of an officer holds no more: a batch has changed what they may do. */
  function forget(officer: string): void {
    revocations++;
    for (const [token, { actor }] of atHand) if (actor.id === officer) atHand.delete(token);
    onEnd(officer);
  }

  return {
    /** For whoever has said their password. Null where the account is disabled or holds no role. */
    begin: (officer: string, userAgent?: string) => begin(officer, false, userAgent),

    /** For whom the province's SSO has vouched. */
    signInBySso: (officer: string, userAgent?: string) => begin(officer, true, userAgent),

    /** An officer's own that go on, begun last first. `token`: of the one that asks. */
    own: (officer: string, token: string) => ownSessions(db, officer, sessionToken(token), real.now()),

    /** One of an officer's own; does nothing where it is somebody else's. */
    async end(officer: string, id: string): Promise<void> {
      await db.delete(session).where(and(eq(session.id, id), eq(session.userId, officer)));
      forget(officer);
    },

    /** Null when the token is unknown, expired or revoked. */
    async resolve(token: string): Promise<SignedIn | null> {
      const cached = atHand.get(token);
      if (cached && cached.expiresAt > real.now()) return cached;
      const before = revocations;
      const signedIn = await resolveFresh(token);
      if (signedIn && before === revocations) atHand.set(token, signedIn);
      return signedIn;
    },

    async signOut(token: string): Promise<void> {
      // Whoever signs out was resolved for it just now.
      const ended = atHand.get(token);
      const { internalAdapter } = await auth.$context;
      await internalAdapter.deleteSession(sessionToken(token));
      // Not before: a call that comes while the row still stands would put it back at hand.
      revocations++;
      atHand.delete(token);
      if (ended) onEnd(ended.actor.id);
    },

    forget,
    /** Another process took something away from somebody. */
    forgetAll(): void {
      revocations++;
      atHand.clear();
    },
  };
}

/** Those that go on at `now` (ms UTC, the machine's clock), as a condition. */
export function livingSessions(now: number): SQL | undefined {
  return and(gt(session.expiresAt, new Date(now)), gt(session.createdAt, new Date(now - LONGEST_MS)));
}

async function ownSessions(db: Db, officer: string, asking: string, now: number): Promise<OwnSession[]> {
  const rows = await db
    .select()
    .from(session)
    .where(and(eq(session.userId, officer), livingSessions(now)))
    .orderBy(desc(session.createdAt), session.id);
  return rows.map((row) => ({
    id: row.id,
    begunAt: row.createdAt.getTime(),
    userAgent: row.userAgent ?? '',
    sso: row.sso,
    isThis: row.token === asking,
  }));
}

function prepareSession(db: Db) {
  return db
    .select({
      expiresAt: session.expiresAt,
      createdAt: session.createdAt,
      sso: session.sso,
      id: user.id,
      name: user.name,
      username: user.username,
    })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(eq(session.token, sql.placeholder('token')))
    .prepare();
}

interface HeldGrant {
  role: CallerRole;
  unit: string | null;
  oneTimePassword: boolean;
  factorSince: number | null;
}

/** What somebody may do is asked anew for each session: they may have been given, or lost, a role since. */
function openActors({ db, unitName, needsFactor }: Pick<SessionDeps, 'db' | 'unitName' | 'needsFactor'>) {
  const grants = db
    .select({
      role: officerGrant.role,
      unit: officerGrant.unit,
      oneTimePassword: user.oneTimePassword,
      factorSince: secondFactor.setAt,
    })
    .from(officerGrant)
    .innerJoin(user, eq(user.id, officerGrant.officer))
    .leftJoin(secondFactor, eq(secondFactor.officer, officerGrant.officer))
    .where(and(eq(officerGrant.officer, sql.placeholder('officer')), isNull(user.disabledAt)))
    .orderBy(officerGrant.position)
    .prepare();

  function actorOf({ id, name, username }: AuthUser, grants: readonly HeldGrant[]) {
    const roles = grants.map(({ role, unit }) => ({
      role,
      unit: unit === null ? null : { code: unit, name: unitName(unit) },
    }));
    const [first] = roles;
    const [grant] = grants;
    if (!first || !grant) return null;
    const { oneTimePassword, factorSince } = grant;
    const lacksFactor = factorSince === null && needsFactor(grants.map(({ role }) => role));
    return {
      actor: { id, username: username ?? '', name, ...first, roles },
      mustFirst: oneTimePassword ? 'password' : lacksFactor ? 'second-factor' : null,
    } satisfies Omit<SignedIn, 'expiresAt'>;
  }

  const grantsOf = (officer: string): Promise<HeldGrant[]> => grants.all({ officer });

  /** `known`: their grants, where they were read just now. */
  async function signedInAs(
    who: AuthUser,
    expiresAt: number,
    sso: boolean,
    known?: HeldGrant[],
  ): Promise<SignedIn | null> {
    const officer = actorOf(who, known ?? (await grantsOf(who.id)));
    if (!officer) return null;
    const { mustFirst } = officer;
    // Whom the SSO vouches for need not know the one-time password, and says no code of ours.
    return { ...officer, mustFirst: sso ? null : mustFirst, expiresAt };
  }

  return { grantsOf, signedInAs };
}

/**
 * What better-auth and the database know instead of the token that an officer holds: whoever reads the database cannot
 * call as anybody. Hex SHA-256; 256 random bits need no slow hash.
 */
export function sessionToken(held: string): string {
  return createHash('sha256').update(held).digest('hex');
}
