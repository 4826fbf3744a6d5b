/** Calls on accounts: everyone's on their own session and password, the operator's on all, on units and on API keys. */
import { Hono } from 'hono';
import {
  AccountsQuery,
  NewAccount,
  PasswordChange,
  RolesInput,
  SsoInput,
  StateInput,
} from '#shared/contract/accounts.ts';
import { NewApiKey } from '#shared/contract/api-keys.ts';
import { Paging } from '#shared/contract/primitives.ts';
import { CodeExchange, type Session, SignIn, type SignInWays } from '#shared/contract/session.ts';
import { NewUnit, UnitChange } from '#shared/contract/units.ts';
import { toWibString } from '#shared/time/wib.ts';
import { signedIn } from '../../platform/http/auth.ts';
import { readBody } from '../../platform/http/body.ts';
import type { Env } from '../../platform/http/env.ts';
import { smallBody } from '../../platform/http/limits.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { valid } from '../../platform/http/validate.ts';
import type { PeopleDeps } from '../deps.ts';
import { signInWithPassword } from '../sign-in/sign-in.ts';
import { changeUnit, createUnit } from '../units/units.ts';
import { accountLogPage } from './log.ts';
import {
  createAccount,
  findAccount,
  linkSso,
  listAccounts,
  resetPassword,
  revokeSessions,
  setRoles,
  setState,
} from './officers.ts';
import { changeOwnPassword } from './own-password.ts';
import type { NewSession } from './sessions.ts';

export function sessionRoutes(services: PeopleDeps): Hono<Env> {
  const { accounts, apiKeys, config } = services;
  const app = new Hono<Env>();

  app.post('/session', smallBody, readBody(), valid('json', SignIn), async (c) => {
    const session = await signInWithPassword(services, c, c.req.valid('json'));
    if (!session) throw new HttpProblem('unauthenticated', { detail: 'people.sign_in.wrong_password' });
    return c.json(begun(session, config.sites));
  });

  app.get('/session/ways', (c) =>
    c.json({ sso: services.sso && { label: services.sso.provider.label } } satisfies SignInWays),
  );

  app.post('/session/code', smallBody, readBody(), valid('json', CodeExchange), async (c) => {
    const officer = await services.codes.redeem(c.req.valid('json'));
    const session = officer === null ? null : await accounts.signInBySso(officer);
    if (!session) throw new HttpProblem('unauthenticated', { detail: 'people.refused.sso_not_vouched_for' });
    return c.json(begun(session, config.sites));
  });

  app.get('/session', signedIn({ accounts, apiKeys }), (c) =>
    c.json({
      expiresAt: toWibString(c.get('expiresAt')),
      actor: c.get('actor'),
      sites: config.sites,
      ...(c.get('mustChangePassword') ? { mustChangePassword: true } : {}),
    }),
  );

  app.delete('/session', signedIn({ accounts, apiKeys }), async (c) => {
    // A key has no session to end; the operator revokes it.
    if (c.get('key') === null) await accounts.signOut(c.get('token'));
    return c.body(null, 204);
  });

  return app;
}

function begun({ token, expiresAt, actor, mustChangePassword }: NewSession, sites: string[]): Session {
  return {
    token,
    expiresAt: toWibString(expiresAt),
    actor,
    sites,
    ...(mustChangePassword ? { mustChangePassword } : {}),
  };
}

export function operatorRoutes(services: PeopleDeps): Hono<Env> {
  const app = new Hono<Env>();

  app.put('/session/password', valid('json', PasswordChange), async (c) => {
    await changeOwnPassword(services, c, c.req.valid('json'));
    return c.body(null, 204);
  });

  app.get('/accounts', valid('query', AccountsQuery), async (c) =>
    c.json(await listAccounts(services, c.req.valid('query'))),
  );
  app.post('/accounts', valid('json', NewAccount), async (c) =>
    c.json(await createAccount(services, c.req.valid('json'), c.get('actor')), 201),
  );
  app.put('/accounts/:username/roles', valid('json', RolesInput), async (c) =>
    c.json(await setRoles(services, c.req.param('username'), c.req.valid('json').roles, c.get('actor'))),
  );
  app.put('/accounts/:username/state', valid('json', StateInput), async (c) =>
    c.json(await setState(services, c.req.param('username'), c.req.valid('json').disabled, c.get('actor'))),
  );
  app.put('/accounts/:username/sso', valid('json', SsoInput), async (c) =>
    c.json(await linkSso(services, c.req.param('username'), c.req.valid('json').identity, c.get('actor'))),
  );
  app.post('/accounts/:username/password', async (c) =>
    c.json(await resetPassword(services, c.req.param('username'), c.get('actor'))),
  );
  app.delete('/accounts/:username/sessions', async (c) => {
    await revokeSessions(services, c.req.param('username'), c.get('actor'));
    return c.body(null, 204);
  });
  app.get('/accounts/:username/log', valid('query', Paging), async (c) => {
    const { id } = await findAccount(services, c.req.param('username'));
    return c.json(await accountLogPage(services, id, c.req.valid('query')));
  });

  app.post('/units', valid('json', NewUnit), async (c) =>
    c.json(await createUnit(services, c.req.valid('json')), 201),
  );
  app.put('/units/:code', valid('json', UnitChange), async (c) =>
    c.json(await changeUnit(services, c.req.param('code'), c.req.valid('json'))),
  );

  app.get('/api-keys', async (c) => c.json({ items: await services.apiKeys.list() }));
  app.post('/api-keys', valid('json', NewApiKey), async (c) =>
    c.json(await services.apiKeys.create(c.req.valid('json'), c.get('actor')), 201),
  );
  app.delete('/api-keys/:id', async (c) => {
    await services.apiKeys.revoke(c.req.param('id'), c.get('actor'));
    return c.body(null, 204);
  });

  return app;
}
