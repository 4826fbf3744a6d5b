/**
 * The front door to what passwords cost: two processes and no more, however many sign in at once, with a line before
 * them. Neither the event loop nor the threads that compress answers are held.
 */
import { HttpProblem } from '../../platform/http/problem.ts';
import { programFile } from '../../platform/processes/child.ts';
import { createPool } from '../../platform/processes/pool.ts';
import type { PasswordAnswer, PasswordTask } from './password-process.ts';
import { isOutdated } from './scrypt.ts';

export interface Passwords {
  hash(password: string): Promise<string>;
  verify(asked: { hash: string; password: string }): Promise<boolean>;
  /** Hashed by what is slow enough no more: to be hashed anew once its password is known. */
  isOutdated(hash: string): boolean;
  /** Whether it is among the first that somebody would try; `own` is what is known of whose it is. */
  isGuessable(password: string, own: readonly string[]): Promise<boolean>;
  close(): Promise<void>;
}

/** As many at a time: 32 MB and a core each. */
export const AT_A_TIME = 2;

/** Behind the line of sign-ins: those who make accounts or change a password. */
const LINE = 100;

/** All throw `unavailable` where the turn did not come. */
export function openPasswords(): Passwords {
  const pool = createPool<PasswordTask, PasswordAnswer>({
    program: programFile('password-process'),
    processes: AT_A_TIME,
    cpuMs: () => 20_000,
    wallMs: 120_000,
    line: LINE,
  });

  async function answer(task: PasswordTask): Promise<PasswordAnswer> {
    const outcome = await pool.run(task);
    if (outcome.kind === 'answer') return outcome.answer;
    throw crowdedDoor();
  }

  return {
    hash: async (password) => String(await answer({ hash: password })),
    verify: async (asked) => (await answer({ verify: asked })) === true,
    isOutdated,
    isGuessable: async (password, own) => (await answer({ judge: password, own })) === true,
    close: () => pool.close(),
  };
}

/** More want to sign in just now than can be let in within a minute. */
export function crowdedDoor(): HttpProblem {
  return new HttpProblem('unavailable', { retryAfter: 20, detail: 'people.refused.many_are_signing_in' });
}
