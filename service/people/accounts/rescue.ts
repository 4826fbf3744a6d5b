/** The operator whom nobody can let in again: by whoever has the server itself. */
import { randomBytes } from 'node:crypto';
import { and, eq, gt, isNull, ne, or } from 'drizzle-orm';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { ConfigError } from '../../platform/settings.ts';
import { account, officerGrant, recoveryCode, secondFactor, user } from '../../tables/account.ts';
import { hashPassword } from '../passwords/scrypt.ts';
import { ending, oneTimeFor } from './auth.ts';
import { ofPassword } from './credentials.ts';
import { logEntry } from './log.ts';

interface RescueTask {
  username: string;
  /** Also where another operator could do it, in whose name the log would say it. */
  anyway: boolean;
}

/**
 * Takes the second factor away, ends all sessions and answers a one-time password. No service may run on the database.
 * Throws a {@link ConfigError} that says why not.
 */
export async function rescueOperator(
  { db, clock }: { db: Db; clock: Clock },
  { username, anyway }: RescueTask,
): Promise<string> {
  const now = clock.now();
  const isOperator = and(eq(officerGrant.officer, user.id), eq(officerGrant.role, 'operator'));
  const [found] = await db
    .select({ id: user.id, disabledAt: user.disabledAt })
    .from(user)
    .innerJoin(officerGrant, isOperator)
    .where(eq(user.username, username.toLowerCase()));
  if (!found)
    throw new ConfigError(`${username} is no operator's account: an operator lets all others in again`);
  if (found.disabledAt !== null)
    throw new ConfigError(`${username} was disabled: another operator enables it`);
  const others = await db
    .select({ username: user.username })
    .from(user)
    .innerJoin(officerGrant, isOperator)
    .where(
      and(
        ne(user.id, found.id),
        isNull(user.disabledAt),
        or(isNull(user.oneTimeUntil), gt(user.oneTimeUntil, now)),
      ),
    );
  if (others.length > 0 && !anyway) {
    const names = others.map(({ username: name }) => name).join(', ');
    throw new ConfigError(
      `${names} can do it at /kelola/akun/${username}, and the log then says who did. Where nobody of them is to be had: --anyway`,
    );
  }
  const password = randomBytes(12).toString('base64url');
  const log = { subject: found.id, by: null };
  await db.batch([
    db
      .update(account)
      .set({ password: hashPassword(password) })
      .where(ofPassword(found.id)),
    db.update(user).set(oneTimeFor(true, now)).where(eq(user.id, found.id)),
    db.delete(recoveryCode).where(eq(recoveryCode.officer, found.id)),
    db.delete(secondFactor).where(eq(secondFactor.officer, found.id)),
    ...ending(db, found.id),
    logEntry({ db, clock }, { ...log, event: 'password_reset' }),
    logEntry({ db, clock }, { ...log, event: 'factor_reset' }),
  ]);
  return password;
}
