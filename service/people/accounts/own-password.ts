/** Changing one's own password, at whichever door. */
import type { Context } from 'hono';
import { here } from '#shared/city/here.ts';
import type { Actor } from '#shared/contract/session.ts';
import { MAX_PASSWORD, MIN_PASSWORD } from '#shared/people/password.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import type { Env } from '../../platform/http/env.ts';
import { invalid } from '../../platform/http/problem.ts';
import type { PeopleDeps } from '../deps.ts';
import type { Passwords } from '../passwords/passwords.ts';
import { logAccount } from './log.ts';
import { proveAgain } from './prove-again.ts';

/**
 * The session that asks stays, every other one ends. Throws 422 with what is wrong, `rate-limited`, and `unavailable`
 * where too many wait.
 */
export async function changeOwnPassword(
  services: Pick<PeopleDeps, 'db' | 'clock' | 'accounts' | 'passwords' | 'signInLimit' | 'signInLine'>,
  c: Context<Env>,
  { current, next }: { current: string; next: string },
): Promise<void> {
  const { accounts } = services;
  const actor = c.get('actor');
  await proveAgain(services, c, { password: current, path: 'current' });
  const fault = next === current ? 'same' : await passwordFault(services.passwords, next, actor);
  if (fault) throw invalid('next', fault, whyOf(fault));
  await accounts.setPassword(actor.id, await accounts.hash(next), false, c.get('token'));
  await logAccount(services, { event: 'password_changed', subject: actor.id, by: actor.id });
}

/**
 * What a password must be: long enough, and not among the first that would be tried; no rule about capitals and digits.
 * Source: NIST SP 800-63B, 3.1.1. Null when it will do.
 */
async function passwordFault(
  passwords: Pick<Passwords, 'isGuessable'>,
  password: string,
  { username, name, unit }: Actor,
): Promise<PasswordFault | null> {
  if (password.length < MIN_PASSWORD) return 'too-short';
  if (password.length > MAX_PASSWORD) return 'too-long';
  const own = [
    username,
    ...username.split(/[^\p{L}\d]+/u),
    ...name.split(/\s+/),
    unit?.name ?? '',
    here().name,
  ];
  return (await passwords.isGuessable(password, own.filter(Boolean))) ? 'usual' : null;
}

type PasswordFault = 'too-short' | 'too-long' | 'usual';

function whyOf(fault: PasswordFault | 'same'): Phrase {
  if (fault === 'too-short') return { key: 'people.password.too-short', values: { least: MIN_PASSWORD } };
  if (fault === 'too-long') return { key: 'people.password.too-long', values: { most: MAX_PASSWORD } };
  return `people.password.${fault}`;
}
