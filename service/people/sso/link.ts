/** Which account an identity at the SSO opens: the operator alone says so, an identity by itself opens none. */
import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Account } from '#shared/contract/accounts.ts';
import type { Actor } from '#shared/contract/session.ts';
import { isUniqueViolation } from '../../platform/db/database.ts';
import { invalid } from '../../platform/http/problem.ts';
import { account } from '../../tables/account.ts';
import { ending } from '../accounts/auth.ts';
import { logEntry } from '../accounts/log.ts';
import { accountOf, findAccount } from '../accounts/officers.ts';
import { PROVIDER } from './identity.ts';
import type { SsoDeps } from './provider.ts';

/** Throws 404, and 422 where the identity is another account's. Open sessions end: they may have come from there. */
export async function linkSso(
  services: Pick<SsoDeps, 'db' | 'clock' | 'units' | 'accounts'>,
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
