/** `/masuk` and `/keluar`: a session in a cookie, with a password, and its end. */
import type { Hono } from 'hono';
import { SignIn } from '#shared/contract/session.ts';
import { homeOf } from '../../../pages/menu.ts';
import { ACCOUNT_PATH, SIGN_IN_PATH, SIGN_OUT_PATH } from '../../../pages/paths.ts';
import { openPages } from '../../../pages/session.ts';
import type { Env } from '../../../platform/http/env.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { dropSession, keepSession, readSession } from '../../../platform/http/web-cookie.ts';
import type { SignInDeps } from '../sign-in.ts';
import { signInWithPassword } from '../sign-in.ts';
import { ownPath } from './own-path.ts';
import { answerSignIn } from './sign-in-page.tsx';

export function signInPages(services: SignInDeps): Hono<Env> {
  const { config, accounts } = services;
  const sso = services.sso?.provider.label ?? null;
  const app = openPages(SIGN_IN_PATH, services);

  app.get('/', async (c) => {
    const onTo = ownPath(c.req.query('ke'));
    const token = readSession(c, config);
    const session = token === null ? null : await accounts.resolve(token);
    if (session) return c.redirect(onTo ?? homeOf(c.get('menus'), session.actor), 303);
    const signedOut =
      c.req.query('keluar') === undefined ? {} : ({ good: 'people.sign_in.signed_out' } as const);
    return answerSignIn(c, { sso, onTo, ...signedOut });
  });

  app.post('/', async (c) => {
    const onTo = ownPath(c.req.query('ke'));
    const form = SignIn.safeParse(await c.req.parseBody());
    if (!form.success) return answerSignIn(c, { sso, onTo, bad: 'people.sign_in.missing' }, 422);
    const { username } = form.data;
    try {
      const session = await signInWithPassword(services, c, form.data);
      if (!session)
        return answerSignIn(c, { sso, onTo, username, bad: 'people.sign_in.wrong_password' }, 401);
      keepSession(c, config, session.token);
      return c.redirect(
        session.mustChangePassword ? ACCOUNT_PATH : (onTo ?? homeOf(c.get('menus'), session.actor)),
        303,
      );
    } catch (error) {
      if (!(error instanceof HttpProblem) || error.word !== 'rate-limited' || !error.extra.detail)
        throw error;
      c.header('retry-after', String(error.extra.retryAfter ?? 1));
      return answerSignIn(c, { sso, onTo, username, bad: error.extra.detail }, 429);
    }
  });
  return app;
}

/** Ends the session itself, not only this browser's knowledge of it. */
export function signOutPage(services: SignInDeps): Hono<Env> {
  const { config, accounts } = services;
  const app = openPages(SIGN_OUT_PATH, services);
  app.post('/', async (c) => {
    const token = readSession(c, config);
    if (token !== null) await accounts.signOut(token);
    dropSession(c, config);
    return c.redirect(`${SIGN_IN_PATH}?keluar`, 303);
  });
  return app;
}
