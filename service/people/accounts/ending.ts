/** Ending every way in that an officer holds: their sessions, and the codes with which one could yet begin. */
import { and, eq, ne } from 'drizzle-orm';
import type { Db } from '../../platform/db/database.ts';
import { session } from '../../tables/account.ts';
import { signInCode } from '../../tables/sign-in.ts';

/** For a batch; `accounts.forget` is to follow it. `keep`: token of the one session that stays. */
export function ending(db: Db, officer: string, keep = '') {
  return [
    db.delete(session).where(and(eq(session.userId, officer), ne(session.token, keep))),
    db.delete(signInCode).where(eq(signInCode.officer, officer)),
  ] as const;
}
