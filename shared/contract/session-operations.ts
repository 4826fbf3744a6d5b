/** The part of the table of operations that signs in and out, with a password or by the province's SSO. */
import { Account, SsoInput } from './accounts.ts';
import type { Operation } from './operation.ts';
import { CodeExchange, Session, SessionInfo, SignIn, SignInWays } from './session.ts';

export const SESSION_OPERATIONS = {
  signIn: {
    method: 'POST',
    path: '/session',
    summary: 'Sign in with username and password',
    body: SignIn,
    result: Session,
    right: 'public',
  },
  getSession: {
    method: 'GET',
    path: '/session',
    summary: 'Who am I',
    result: SessionInfo,
    right: 'session',
  },
  signOut: { method: 'DELETE', path: '/session', summary: 'Sign out', status: 204, right: 'session' },
  signInWays: {
    method: 'GET',
    path: '/session/ways',
    summary: 'What can be offered beside username and password',
    result: SignInWays,
    right: 'public',
  },
  exchangeCode: {
    method: 'POST',
    path: '/session/code',
    summary: 'Turn the one-time code of a sign-in by SSO into a session',
    body: CodeExchange,
    result: Session,
    right: 'public',
  },
  setAccountSso: {
    method: 'PUT',
    path: '/accounts/{username}/sso',
    summary: "Say who an account's officer is to the SSO, or that they are nobody there",
    body: SsoInput,
    result: Account,
    right: 'accounts:manage',
  },
} as const satisfies Record<string, Operation>;
