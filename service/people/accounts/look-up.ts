/** Looking officers up: by their accounts, and by what the SSO calls them. */
import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { OfficerName } from '#shared/contract/roster.ts';
import type { Db } from '../../platform/db/database.ts';
import { onceOf } from '../../platform/db/recipe.ts';
import { account, secondFactor, user } from '../../tables/account.ts';

/** Asked with each report: put into SQL once. */
const namesIn = onceOf((db) =>
  db
    .select({ id: user.id, username: user.username, name: user.name })
    .from(user)
    .where(sql`${user.id} in (select value from json_each(${sql.placeholder('ids')}))`)
    .prepare(),
);

export async function officerNames(db: Db, ids: Iterable<string>): Promise<Map<string, OfficerName>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await namesIn(db).all({ ids: JSON.stringify(wanted) });
  return new Map(rows.map(({ id, username, name }) => [id, { username: username ?? '', name }]));
}

/** Beside better-auth's own `credential`. */
export const PROVIDER = 'sso';

/** The id of the officer; null where no account was linked. */
export async function officerOf(db: Db, identity: string): Promise<string | null> {
  const [row] = await db
    .select({ id: account.userId })
    .from(account)
    .where(and(eq(account.providerId, PROVIDER), eq(account.accountId, identity)));
  return row?.id ?? null;
}

/** Officer's id → identity, of those that are linked. */
export async function identitiesOf(db: Db, officers: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .select({ officer: account.userId, identity: account.accountId })
    .from(account)
    .where(and(eq(account.providerId, PROVIDER), inArray(account.userId, [...officers])));
  return new Map(rows.map(({ officer, identity }) => [officer, identity]));
}

/** Those of whom a code is asked. */
export async function withSecondFactor(db: Db, officers: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .select({ officer: secondFactor.officer })
    .from(secondFactor)
    .where(and(inArray(secondFactor.officer, [...officers]), isNotNull(secondFactor.setAt)));
  return new Set(rows.map(({ officer }) => officer));
}
