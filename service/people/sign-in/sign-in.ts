/** Signing in with a password, at whichever door: one count of failures, one answer for a wrong name and a wrong password. */
import type { Context } from 'hono';
import type { SignIn } from '#shared/contract/session.ts';
import type { Config } from '../../platform/settings.ts';
import type { Accounts } from '../accounts/auth.ts';
import type { Sso } from '../sso/provider.ts';
import type { SignInLimit } from './sign-in-limit.ts';

/** What this part of the service is opened with, and nothing beyond. */
export interface SignInDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  accounts: Accounts;
  signInLimit: SignInLimit;
  sso: Sso | null;
}

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
