/** Changing one's own password, at whichever door. */
import type { Context } from 'hono';
import { MAX_PASSWORD, MIN_PASSWORD, type PasswordFault, passwordFault } from '#shared/people/password.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import type { Env } from '../../platform/http/env.ts';
import { invalid } from '../../platform/http/problem.ts';
import type { PeopleDeps } from '../deps.ts';
import { logAccount } from './log.ts';

/** The session that asks stays, every other one ends. Throws 422 with what is wrong, and `rate-limited`. */
export async function changeOwnPassword(
  services: Pick<PeopleDeps, 'db' | 'clock' | 'accounts' | 'signInLimit'>,
  c: Context<Env>,
  { current, next }: { current: string; next: string },
): Promise<void> {
  const { accounts, signInLimit } = services;
  const actor = c.get('actor');
  // A stolen session must not become a way to guess the password.
  await signInLimit.attempt(c, actor.username);
  if (!(await accounts.knows(actor.id, current))) {
    throw invalid('current', 'wrong', 'people.refused.current_password_not_right');
  }
  await signInLimit.succeeded(c, actor.username);
  const fault = next === current ? 'same' : passwordFault(next, actor.username);
  if (fault) throw invalid('next', fault, whyOf(fault));
  await accounts.setPassword(actor.id, await accounts.hash(next), false, c.get('token'));
  await logAccount(services, { event: 'password_changed', subject: actor.id, by: actor.id });
}

function whyOf(fault: PasswordFault | 'same'): Phrase {
  if (fault === 'too-short') return { key: 'people.password.too-short', values: { least: MIN_PASSWORD } };
  if (fault === 'too-long') return { key: 'people.password.too-long', values: { most: MAX_PASSWORD } };
  return `people.password.${fault}`;
}
