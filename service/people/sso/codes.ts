/**
 * One-time codes: how a sign-in that began in the extension comes back to it. What stands in an address is worth
 * nothing without the secret that never left the extension (PKCE), nothing twice, and nothing after a minute.
 */
import { createHash, randomBytes } from 'node:crypto';
import { eq, lte } from 'drizzle-orm';
import type { CodeExchange } from '#shared/contract/session.ts';
import { type Clock, systemClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { signInCode } from '../../tables/account.ts';

const LIVES = 60_000;

export type SignInCodes = ReturnType<typeof openSignInCodes>;

export function openSignInCodes(db: Db, real: Clock = systemClock) {
  return {
    async issue(officer: string, challenge: string): Promise<string> {
      const code = randomBytes(32).toString('base64url');
      const expiresAt = real.now() + LIVES;
      await db.insert(signInCode).values({ hash: sha256(code, 'hex'), officer, challenge, expiresAt });
      return code;
    },
    /** The officer's id; null for a code that is unknown, used or too old, or not this extension's. It is used up. */
    async redeem({ code, verifier }: CodeExchange): Promise<string | null> {
      // Deleted before it is looked at: of two who come with it at once, one finds it.
      const [found] = await db
        .delete(signInCode)
        .where(eq(signInCode.hash, sha256(code, 'hex')))
        .returning();
      if (!found || found.expiresAt <= real.now()) return null;
      return sha256(verifier, 'base64url') === found.challenge ? found.officer : null;
    },
    async forgetOld(): Promise<void> {
      await db.delete(signInCode).where(lte(signInCode.expiresAt, real.now()));
    },
  };
}

function sha256(text: string, as: 'hex' | 'base64url'): string {
  return createHash('sha256').update(text).digest(as);
}
