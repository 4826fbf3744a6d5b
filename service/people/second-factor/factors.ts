/**
 * Second factors as they are kept: the secret sealed, recovery codes hashed, both by a key that lies outside the
 * database. A code is taken once, and none that is older than one that was taken.
 */
import { hkdfSync, randomBytes } from 'node:crypto';
import { and, eq, gt, isNotNull, lt } from 'drizzle-orm';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { sealed, unsealed } from '../../platform/seal.ts';
import { secondFactor } from '../../tables/account.ts';
import { openRecoveryCodes } from './recovery-codes.ts';
import { isCode, stepOf } from './totp.ts';

/** RFC 4226, 4: 160 bits. */
const SECRET_BYTES = 20;
/** One that was shown and never confirmed is shown no more. */
const DRAFT_LIVES = 15 * 60_000;

/** What came of asking for a code: `none` is set up, none was given, it does not fit, or by what it was passed. */
export type FactorCheck = 'none' | 'missing' | 'wrong' | 'code' | 'recovery';

export interface FactorState {
  since: number;
  left: number;
}

export type SecondFactors = ReturnType<typeof openSecondFactors>;

/** `key`: of the data folder. `real` is the machine's clock: the app's runs by real time too. */
export function openSecondFactors(db: Db, key: string, real: Clock) {
  const sealOf = (officer: string): Buffer =>
    Buffer.from(hkdfSync('sha256', key, '', `second factor of ${officer}`, 32));
  const recovery = openRecoveryCodes(db, sealOf);
  const isSet = (officer: string) => and(eq(secondFactor.officer, officer), isNotNull(secondFactor.setAt));

  function opened(text: string, officer: string): Buffer | null {
    const secret = unsealed(text, sealOf(officer));
    return secret === null ? null : Buffer.from(secret, 'base64url');
  }

  /** Null also where the key is another one than what sealed it. */
  function stepOfSealed(text: string, officer: string, code: string): number | null {
    const secret = opened(text, officer);
    return secret && stepOf(secret, plain(code), real.now());
  }

  /** False for one that was taken before: of two who come with it at once, one finds it free. */
  async function take(officer: string, step: number): Promise<boolean> {
    const taken = await db
      .update(secondFactor)
      .set({ usedStep: step })
      .where(and(isSet(officer), lt(secondFactor.usedStep, step)))
      .returning({ officer: secondFactor.officer });
    return taken.length > 0;
  }

  async function draftOf(officer: string): Promise<string | null> {
    const isFresh = gt(secondFactor.draftedAt, real.now() - DRAFT_LIVES);
    const [row] = await db
      .select({ draft: secondFactor.draft })
      .from(secondFactor)
      .where(and(eq(secondFactor.officer, officer), isFresh));
    return row?.draft ?? null;
  }

  return {
    /** Since when it is asked for (ms UTC), and how many recovery codes are left; null where it is not. */
    async stateOf(officer: string): Promise<FactorState | null> {
      const [row] = await db.select({ since: secondFactor.setAt }).from(secondFactor).where(isSet(officer));
      if (!row || row.since === null) return null;
      const left = await recovery.left(officer);
      return { since: row.since, left };
    },

    /** A new secret that does not count before {@link confirm}; what counts until then stays. */
    async draft(officer: string): Promise<void> {
      const draft = sealed(randomBytes(SECRET_BYTES).toString('base64url'), sealOf(officer));
      const drafted = { draft, draftedAt: real.now() };
      await db
        .insert(secondFactor)
        .values({ officer, ...drafted })
        .onConflictDoUpdate({ target: secondFactor.officer, set: drafted });
    },

    /** Null where there is none, or where it is too old. */
    async drafted(officer: string): Promise<Buffer | null> {
      const draft = await draftOf(officer);
      return draft === null ? null : opened(draft, officer);
    },

    /** Takes the draft up where the code is made from it: for a batch that lets it count. Null where it is not. */
    async confirm(officer: string, code: string) {
      const draft = await draftOf(officer);
      const step = draft === null ? null : stepOfSealed(draft, officer, code);
      if (draft === null || step === null) return null;
      // Of two who come with it at once, one finds it.
      const taken = await db
        .update(secondFactor)
        .set({ draft: null, draftedAt: null })
        .where(and(eq(secondFactor.officer, officer), eq(secondFactor.draft, draft)))
        .returning({ officer: secondFactor.officer });
      if (taken.length === 0) return null;
      const { codes, statements } = recovery.making(officer);
      const set = db
        .update(secondFactor)
        .set({ secret: draft, setAt: real.now(), usedStep: step })
        .where(eq(secondFactor.officer, officer));
      return { codes, statements: [set, ...statements] as const };
    },

    newRecoveryCodes: recovery.making,

    /** For a batch: it is asked for no more. */
    removing: (officer: string) =>
      [db.delete(secondFactor).where(eq(secondFactor.officer, officer)), recovery.removing(officer)] as const,

    /** Uses up the code. */
    async check(officer: string, code: string | undefined): Promise<FactorCheck> {
      const [row] = await db.select().from(secondFactor).where(isSet(officer));
      if (!row || row.secret === null) return 'none';
      if (code === undefined) return 'missing';
      const given = plain(code);
      if (!isCode(given)) return (await recovery.use(officer, given)) ? 'recovery' : 'wrong';
      const step = stepOfSealed(row.secret, officer, given);
      return step !== null && (await take(officer, step)) ? 'code' : 'wrong';
    },
  };
}

/** As people write them: with blanks and dashes between, in small letters. */
function plain(code: string): string {
  return code.replaceAll(/[\s-]/g, '').toUpperCase();
}
