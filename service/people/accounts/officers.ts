/** What the operator does with accounts. Every change is logged; none leaves the house without an operator. */
import { randomBytes, randomUUID } from 'node:crypto';
import { and, asc, count, eq, gt, inArray, isNull, like, ne, or, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { z } from 'zod';
import type { Account, AccountPage, AccountsQuery, NewAccount } from '#shared/contract/accounts.ts';
import type { Actor } from '#shared/contract/session.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { isUniqueViolation, runBatch } from '../../platform/db/database.ts';
import { fromCursor, pageOf } from '../../platform/http/cursor.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import { account, officerGrant, user } from '../../tables/account.ts';
import type { PeopleDeps } from '../deps.ts';
import { ending, type OfficerGrant } from './auth.ts';
import { logAccount, logEntry } from './log.ts';
import { identitiesOf, PROVIDER, withSecondFactor } from './look-up.ts';

type OfficerDeps = Pick<PeopleDeps, 'db' | 'clock' | 'units' | 'accounts'>;
type UserRow = typeof user.$inferSelect;

const DEFAULT_LIMIT = 50;
const Place = z.tuple([z.string()]);

export async function listAccounts(services: OfficerDeps, query: AccountsQuery): Promise<AccountPage> {
  const { db, units } = services;
  const limit = query.limit ?? DEFAULT_LIMIT;
  const from = query.cursor === undefined ? null : fromCursor(query.cursor, Place);
  const holders = db
    .select({ officer: officerGrant.officer })
    .from(officerGrant)
    .where(
      and(
        query.role && eq(officerGrant.role, query.role),
        query.unit === undefined ? undefined : inArray(officerGrant.unit, [...units.withBelow(query.unit)]),
      ),
    );
  const pattern = query.text === undefined ? null : `%${query.text.replaceAll(/[\\%_]/g, '')}%`;
  const rows = await db
    .select()
    .from(user)
    .where(
      and(
        inArray(user.id, holders),
        pattern === null ? undefined : or(like(user.username, pattern), like(user.name, pattern)),
        from === null ? undefined : gt(user.username, from[0]),
      ),
    )
    .orderBy(asc(user.username))
    .limit(limit + 1);
  const { page, next } = pageOf(rows, limit, ({ username }) => [username]);
  return { items: await toAccounts(page, services), next };
}

/** Throws 404. */
export async function findAccount({ db }: Pick<PeopleDeps, 'db'>, username: string): Promise<UserRow> {
  const [row] = await db.select().from(user).where(eq(user.username, username.toLowerCase()));
  if (!row) throw new HttpProblem('not-found');
  return row;
}

export async function createAccount(
  services: OfficerDeps,
  input: NewAccount,
  by: Actor,
): Promise<{ account: Account; password: string }> {
  const { password, statements } = await draftAccount(services, input, by);
  try {
    await runBatch(services, statements);
  } catch (error) {
    throw isUniqueViolation(error) ? usernameTaken() : error;
  }
  return { account: await accountOf(services, input.username), password };
}

/** An account that is not there yet: what a batch has to write, the log's entry with it. Throws 422. */
export async function draftAccount(
  services: OfficerDeps,
  { username, name, roles }: NewAccount,
  by: Actor,
  request?: number,
): Promise<{ id: string; password: string; statements: BatchItem<'sqlite'>[] }> {
  requireUnits(roles, services);
  requireOpen(roles, services);
  const [first, ...more] = roles;
  if (!first) throw new HttpProblem('invalid');
  if (await isTaken(services, username)) throw usernameTaken();
  const password = oneTimePassword();
  const passwordHash = await services.accounts.hash(password);
  const officer = { username, name, passwordHash, ...first, more, oneTimePassword: true };
  const { id, statements } = services.accounts.creation(officer);
  const data = { roles, ...(request === undefined ? {} : { request }) };
  return {
    id,
    password,
    statements: [...statements, logEntry(services, { event: 'created', subject: id, by: by.id, data })],
  };
}

export function usernameTaken(): HttpProblem {
  return invalid('username', 'exists', 'people.refused.username_taken');
}

export async function setRoles(
  services: OfficerDeps,
  username: string,
  roles: readonly OfficerGrant[],
  by: Actor,
): Promise<Account> {
  const row = await findAccount(services, username);
  requireUnits(roles, services);
  if (!roles.some(({ role }) => role === 'operator')) await requireAnotherOperator(services, row.id);
  await services.accounts.setGrants(row.id, roles);
  await logAccount(services, {
    event: 'roles_changed',
    subject: row.id,
    by: by.id,
    data: { roles: [...roles] },
  });
  return accountOf(services, username);
}

export async function setState(
  services: OfficerDeps,
  username: string,
  disabled: boolean,
  by: Actor,
): Promise<Account> {
  const row = await findAccount(services, username);
  if (disabled) await requireAnotherOperator(services, row.id);
  await services.accounts.setDisabled(row.id, disabled ? services.clock.now() : null);
  await logAccount(services, { event: disabled ? 'disabled' : 'enabled', subject: row.id, by: by.id });
  return accountOf(services, username);
}

export async function resetPassword(
  services: OfficerDeps,
  username: string,
  by: Actor,
): Promise<{ account: Account; password: string }> {
  const row = await findAccount(services, username);
  const password = oneTimePassword();
  await services.accounts.setPassword(row.id, await services.accounts.hash(password), true);
  await logAccount(services, { event: 'password_reset', subject: row.id, by: by.id });
  return { account: await accountOf(services, username), password };
}

/** For whoever lost theirs; one's own takes password and code. Throws 404, also where there is none, and 422. */
export async function resetSecondFactor(
  services: OfficerDeps & Pick<PeopleDeps, 'factors'>,
  username: string,
  by: Actor,
): Promise<void> {
  const { db, factors, accounts } = services;
  const { id } = await findAccount(services, username);
  if (id === by.id) throw invalid('username', 'own', 'people.refused.own_factor');
  if ((await factors.stateOf(id)) === null) {
    throw new HttpProblem('not-found', { detail: 'people.refused.factor_none' });
  }
  const [first, ...rest] = ending(db, id);
  await db.batch([
    first,
    ...rest,
    ...factors.removing(id),
    logEntry(services, { event: 'factor_reset', subject: id, by: by.id }),
  ]);
  accounts.forget(id);
}

export async function revokeSessions(services: OfficerDeps, username: string, by: Actor): Promise<void> {
  const row = await findAccount(services, username);
  await services.accounts.revoke(row.id);
  await logAccount(services, { event: 'sessions_revoked', subject: row.id, by: by.id });
}

export async function isTaken({ db }: Pick<PeopleDeps, 'db'>, username: string): Promise<boolean> {
  const [row] = await db.select({ id: user.id }).from(user).where(eq(user.username, username));
  return row !== undefined;
}

export async function accountOf(services: OfficerDeps, username: string): Promise<Account> {
  const [account] = await toAccounts([await findAccount(services, username)], services);
  if (!account) throw new HttpProblem('not-found');
  return account;
}

async function toAccounts(rows: readonly UserRow[], { db, units }: OfficerDeps): Promise<Account[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const identities = await identitiesOf(db, ids);
  const withFactor = await withSecondFactor(db, ids);
  const grants = await db
    .select()
    .from(officerGrant)
    .where(inArray(officerGrant.officer, ids))
    .orderBy(officerGrant.position);
  return rows.map((row) => ({
    username: row.username ?? '',
    name: row.name,
    roles: grants
      .filter(({ officer }) => officer === row.id)
      .map(({ role, unit }) => ({ role, unit: unit === null ? null : units.named(unit) })),
    disabled: row.disabledAt !== null,
    sso: identities.get(row.id) ?? null,
    oneTimePassword: row.oneTimePassword,
    secondFactor: withFactor.has(row.id),
    createdAt: toTimestamp(row.createdAt.getTime()),
  }));
}

function requireUnits(roles: readonly OfficerGrant[], { units }: Pick<PeopleDeps, 'units'>): void {
  for (const [index, { role, unit }] of roles.entries()) {
    if (unit === null && role === 'unit_admin') {
      throw invalid(`roles.${index}.unit`, 'required', 'people.refused.unit_admin_bound_unit');
    }
    if (unit !== null && !units.get(unit)) {
      throw invalid(`roles.${index}.unit`, 'unknown', 'people.refused.unknown_unit_code_examples');
    }
  }
}

/** Nobody is appointed to an office that was closed; whoever is there already may stay. */
function requireOpen(roles: readonly OfficerGrant[], { units }: Pick<PeopleDeps, 'units'>): void {
  const closed = roles.findIndex(({ unit }) => unit !== null && units.get(unit)?.closedAt !== null);
  if (closed === -1) return;
  throw invalid(`roles.${closed}.unit`, 'closed', 'people.refused.unit_closed_choose_one');
}

/** Without an operator nobody could ever make one again. */
async function requireAnotherOperator({ db }: Pick<PeopleDeps, 'db'>, id: string): Promise<void> {
  const others = and(eq(officerGrant.role, 'operator'), isNull(user.disabledAt), ne(user.id, id));
  const [{ left } = { left: 0 }] = await db
    .select({ left: count() })
    .from(officerGrant)
    .innerJoin(user, eq(user.id, officerGrant.officer))
    .where(others);
  const [own] = await db
    .select({ one: sql`1` })
    .from(officerGrant)
    .where(and(eq(officerGrant.officer, id), eq(officerGrant.role, 'operator')));
  if (own && left === 0) {
    throw invalid('roles', 'last-operator', 'people.refused.last_operator_appoint_another');
  }
}

/** 96 bits, in letters that can be read out. */
function oneTimePassword(): string {
  return randomBytes(12).toString('base64url');
}

/** Throws 404, and 422 where the identity is another account's. Open sessions end: they may have come from there. */
export async function linkSso(
  services: Pick<PeopleDeps, 'db' | 'clock' | 'units' | 'accounts'>,
  username: string,
  identity: string | null,
  by: Actor,
): Promise<Account> {
  const { db, clock, accounts } = services;
  const { id } = await findAccount(services, username);
  const at = new Date(clock.now());
  const row = { id: randomUUID(), providerId: PROVIDER, userId: id, createdAt: at, updatedAt: at };
  const event = identity === null ? 'sso_unlinked' : 'sso_linked';
  try {
    await db.batch([
      db.delete(account).where(and(eq(account.userId, id), eq(account.providerId, PROVIDER))),
      ...(identity === null ? [] : [db.insert(account).values({ ...row, accountId: identity })]),
      ...ending(db, id),
      logEntry(services, { event, subject: id, by: by.id }),
    ]);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw invalid('identity', 'exists', 'people.refused.identity_linked_another_account');
  }
  accounts.forget(id);
  return accountOf(services, username);
}
