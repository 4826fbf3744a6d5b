/** Signing in with a password, at whichever door: one count of failures, one answer for a wrong name and a wrong password. */
import type { Context } from 'hono';
import type { SignIn } from '#shared/contract/session.ts';
import type { Accounts } from '../accounts/auth.ts';
import type { SignInDeps } from './deps.ts';

/** Null for a wrong name or password. Throws `rate-limited` after too many of them. */
export async function signInWithPassword(
  { accounts, signInLimit }: Pick<SignInDeps, 'accounts' | 'signInLimit'>,
  c: Context,
  { username, password }: SignIn,
): ReturnType<Accounts['signIn']> {
  await signInLimit.attempt(c, username);
  const session = await accounts.signIn(username, password);
  if (session) await signInLimit.succeeded(c, username);
  return session;
}
