/** What opens once where the app is lost. */
import { createHmac, randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Db } from '../../platform/db/database.ts';
import { recoveryCode } from '../../tables/account.ts';
import { base32 } from './totp.ts';

const CODES = 10;
/** Of letters, half of them before a dash: 50 bits. */
const [BYTES, LETTERS] = [7, 10];

/** `keyOf`: an officer's, that lies outside the database. */
export function openRecoveryCodes(db: Db, keyOf: (officer: string) => Buffer) {
  const hashOf = (officer: string, code: string): string =>
    createHmac('sha256', keyOf(officer)).update(code).digest('base64url');
  const removing = (officer: string) => db.delete(recoveryCode).where(eq(recoveryCode.officer, officer));

  return {
    /** For a batch: new ones in place of all that there are. They are shown this once. */
    making(officer: string) {
      const codes = Array.from({ length: CODES }, () => base32(randomBytes(BYTES)).slice(0, LETTERS));
      const rows = codes.map((code) => ({ officer, hash: hashOf(officer, code) }));
      return {
        codes: codes.map((code) => `${code.slice(0, LETTERS / 2)}-${code.slice(LETTERS / 2)}`),
        statements: [removing(officer), db.insert(recoveryCode).values(rows)] as const,
      };
    },

    removing,

    left: (officer: string): Promise<number> => db.$count(recoveryCode, eq(recoveryCode.officer, officer)),

    /** Uses it up: of two who come with it at once, one finds it. `code`: its letters alone. */
    async use(officer: string, code: string): Promise<boolean> {
      const used = await db
        .delete(recoveryCode)
        .where(and(eq(recoveryCode.hash, hashOf(officer, code)), eq(recoveryCode.officer, officer)))
        .returning({ officer: recoveryCode.officer });
      return used.length > 0;
    },
  };
}
