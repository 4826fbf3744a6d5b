/** Calls on accounts: everyone's on their own session and password, the operator's on all, on units and on API keys. */
import { Hono } from 'hono';
import { here } from '#shared/city/here.ts';
import { ACCOUNT_OPERATIONS } from '#shared/contract/accounts.ts';
import { SESSION_OPERATIONS, type Session, type SessionInfo } from '#shared/contract/session.ts';
import { UNIT_OPERATIONS } from '#shared/contract/units.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { signedIn } from '../../platform/http/auth.ts';
import { answerCalls } from '../../platform/http/calls.ts';
import type { ApiKeyRights, Env, MustFirst } from '../../platform/http/env.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import type { PeopleDeps } from '../deps.ts';
import { signInWithPassword } from '../sign-in/sign-in.ts';
import { changeUnit, createUnit, listUnits } from '../units/units.ts';
import { accountLogPage } from './log.ts';
import {
  createAccount,
  findAccount,
  linkSso,
  listAccounts,
  resetPassword,
  resetSecondFactor,
  revokeSessions,
  setRoles,
  setState,
} from './officers.ts';
import { changeOwnPassword } from './own-password.ts';
import type { NewSession } from './sessions.ts';

export function sessionRoutes(services: PeopleDeps): Hono<Env> {
  const { accounts, apiKeys, config } = services;
  const own = [signedIn({ accounts, apiKeys })];
  return answerCalls(new Hono<Env>(), SESSION_OPERATIONS, {
    signIn: async ({ c, body }) => {
      const session = await signInWithPassword(services, c, body, body.browser ? [body.browser] : []);
      if (!session) throw new HttpProblem('unauthenticated', { detail: 'people.sign_in.wrong_password' });
      return { ...begun(session, config.sites), browser: session.browser };
    },
    signInWays: () => ({ sso: services.sso && { label: services.sso.provider.label } }),
    exchangeCode: async ({ c, body }) => {
      const officer = await services.codes.redeem(body);
      const session =
        officer === null ? null : await accounts.signInBySso(officer, c.req.header('user-agent'));
      if (!session)
        throw new HttpProblem('unauthenticated', { detail: 'people.refused.sso_not_vouched_for' });
      return begun(session, config.sites);
    },
    getSession: {
      before: own,
      answer: ({ c, actor }) => ({
        expiresAt: toTimestamp(c.get('expiresAt')),
        actor,
        city: here(),
        sites: config.sites,
        ...keyIn(c.get('key')),
        ...firstIn(c.get('mustFirst')),
      }),
    },
    signOut: {
      before: own,
      answer: async ({ c }) => {
        // A key has no session to end; the operator revokes it.
        if (c.get('key') === null) await accounts.signOut(c.get('token'));
      },
    },
  });
}

function begun({ token, expiresAt, actor, mustFirst }: NewSession, sites: string[]): Session {
  return {
    token,
    expiresAt: toTimestamp(expiresAt),
    actor,
    city: here(),
    sites,
    ...firstIn(mustFirst),
  };
}

function keyIn(key: ApiKeyRights | null): Pick<SessionInfo, 'apiKey'> {
  if (key === null) return {};
  const { scopes, channels, origins } = key;
  return { apiKey: { scopes: [...scopes], channels: [...channels], origins: [...origins] } };
}

function firstIn(first: MustFirst | null): Pick<Session, 'mustChangePassword' | 'mustSetSecondFactor'> {
  if (first === null) return {};
  return first === 'password' ? { mustChangePassword: true } : { mustSetSecondFactor: true };
}

const OF_OPERATORS = { ...ACCOUNT_OPERATIONS, ...UNIT_OPERATIONS };

export function operatorRoutes(services: PeopleDeps): Hono<Env> {
  const { apiKeys } = services;
  return answerCalls(new Hono<Env>(), OF_OPERATORS, {
    changePassword: ({ c, body }) => changeOwnPassword(services, c, body),
    listAccounts: ({ query }) => listAccounts(services, query),
    createAccount: ({ body, actor }) => createAccount(services, body, actor),
    setAccountRoles: ({ at, body, actor }) => setRoles(services, at.username, body.roles, actor),
    setAccountState: ({ at, body, actor }) => setState(services, at.username, body.disabled, actor),
    setAccountSso: ({ at, body, actor }) => linkSso(services, at.username, body.identity, actor),
    resetPassword: ({ at, actor }) => resetPassword(services, at.username, actor),
    resetSecondFactor: async ({ c, at, actor }) => {
      await resetSecondFactor(services, at.username, actor);
      c.set('secondFactor', { event: 'reset', account: actor.id });
    },
    revokeSessions: ({ at, actor }) => revokeSessions(services, at.username, actor),
    accountLog: async ({ at, query }) =>
      accountLogPage(services, (await findAccount(services, at.username)).id, query),
    listUnits: ({ query }) => ({ items: listUnits(services, query) }),
    createUnit: ({ body }) => createUnit(services, body),
    changeUnit: ({ at, body }) => changeUnit(services, at.code, body),
    listApiKeys: async () => ({ items: await apiKeys.list() }),
    createApiKey: ({ body, actor }) => apiKeys.create(body, actor),
    revokeApiKey: ({ at, actor }) => apiKeys.revoke(at.id, actor),
  });
}
