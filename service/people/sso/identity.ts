/** Whose account an identity at the SSO opens, and which identity an account is linked with. */
import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '../../platform/db/database.ts';
import { account } from '../../tables/account.ts';

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
