/** Signing in and out. A wrong name and a wrong password are answered alike. */
import { Hono } from 'hono';
import { CodeExchange, type Session, SignIn, type SignInWays } from '#shared/contract/session.ts';
import { toWibString } from '#shared/time/wib.ts';
import { signedIn } from '../../platform/http/auth.ts';
import { readBody } from '../../platform/http/body.ts';
import type { Env } from '../../platform/http/env.ts';
import { smallBody } from '../../platform/http/limits.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { valid } from '../../platform/http/validate.ts';
import { signInWithPassword } from '../sign-in/sign-in.ts';
import type { AccountDeps } from './deps.ts';
import type { NewSession } from './sessions.ts';

export function sessionRoutes(services: AccountDeps): Hono<Env> {
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
