/** Whoever is signed in says once more what only they know: a stolen session must not become more than that. */
import type { Context } from 'hono';
import type { Env } from '../../platform/http/env.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import type { PeopleDeps } from '../deps.ts';

interface Proof {
  password: string;
  /** The field that it came in. */
  path: string;
  /** What is asked beside it; throws `invalid` where that does not hold. */
  and?: () => Promise<void>;
}

/** What does not hold counts as a failed sign-in does. Throws `invalid`, `rate-limited`, and `unavailable`. */
export async function proveAgain(
  { accounts, signInLimit, signInLine }: Pick<PeopleDeps, 'accounts' | 'signInLimit' | 'signInLine'>,
  c: Context<Env>,
  { password, path, and }: Proof,
): Promise<void> {
  const { id } = c.get('actor');
  const counted = [signInLimit.ofSession(id)];
  await signInLimit.check(counted);
  await signInLine.run({ network: `session:${id}`, known: true, signal: c.req.raw.signal }, async () => {
    // Again: of those that came at once, each was let into the line before the first had failed.
    await signInLimit.check(counted);
    try {
      if (!(await accounts.knows(id, password)))
        throw invalid(path, 'wrong', 'people.refused.current_password_not_right');
      await and?.();
    } catch (error) {
      if (error instanceof HttpProblem && error.word === 'invalid') await signInLimit.failed(counted);
      throw error;
    }
  });
}
