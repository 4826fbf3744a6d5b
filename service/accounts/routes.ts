/** Signing in and out. A wrong name and a wrong password are answered alike. */
import { Hono } from 'hono';
import { SignIn } from '#shared/contract/session.ts';
import { toWibString } from '#shared/deadline/wib.ts';
import { signedIn } from '../http/auth.ts';
import { readBody } from '../http/body.ts';
import type { Env } from '../http/env.ts';
import { smallBody } from '../http/limits.ts';
import { HttpProblem } from '../http/problem.ts';
import { valid } from '../http/validate.ts';
import type { Services } from '../services.ts';
import { signInWithPassword, WRONG_PASSWORD } from './sign-in.ts';

export function sessionRoutes(services: Services): Hono<Env> {
  const { accounts, apiKeys, config } = services;
  const app = new Hono<Env>();

  app.post('/session', smallBody, readBody(), valid('json', SignIn), async (c) => {
    const session = await signInWithPassword(services, c, c.req.valid('json'));
    if (!session) throw new HttpProblem('unauthenticated', { detail: WRONG_PASSWORD });
    const { token, expiresAt, actor, mustChangePassword } = session;
    return c.json({
      token,
      expiresAt: toWibString(expiresAt),
      actor,
      sites: config.sites,
      ...(mustChangePassword ? { mustChangePassword } : {}),
    });
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
