/** `/masuk` and `/keluar`: an officer's session for the pages, in a cookie. */
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { SignIn } from '#shared/contract/session.ts';
import { signInWithPassword, WRONG_PASSWORD } from '../accounts/sign-in.ts';
import type { Env } from '../http/env.ts';
import { type Said, say } from '../http/language.ts';
import { HttpProblem } from '../http/problem.ts';
import { dropSession, keepSession, readSession } from '../http/web-cookie.ts';
import type { Services } from '../services.ts';
import { ACCOUNT_PATH, homeOf } from './menu.ts';
import { ownPath } from './own-path.ts';
import { type Html, notice, openPage, SIGN_OUT_PATH } from './page.ts';
import { openPages, SIGN_IN_PATH } from './session.ts';

const WORDS = {
  title: { id: 'Masuk', en: 'Sign in' },
  username: { id: 'Nama pengguna', en: 'Username' },
  password: { id: 'Kata sandi', en: 'Password' },
  submit: { id: 'Masuk', en: 'Sign in' },
  signedOut: { id: 'Anda sudah keluar.', en: 'You are signed out.' },
  missing: { id: 'Isi nama pengguna dan kata sandi.', en: 'Fill in username and password.' },
  lost: {
    id: 'Lupa kata sandi? Minta kata sandi sekali pakai kepada operator.',
    en: 'Forgot your password? Ask the operator for a one-time password.',
  },
} satisfies Record<string, Said>;

interface Asked {
  /** An own path to go on to. */
  onTo: string | null;
  username?: string;
  good?: Said;
  bad?: Said;
}

export function signInPages(services: Services): Hono<Env> {
  const { config, accounts } = services;
  const app = openPages(SIGN_IN_PATH, services);

  app.get('/', async (c) => {
    const onTo = ownPath(c.req.query('ke'));
    const token = readSession(c, config);
    const session = token === null ? null : await accounts.resolve(token);
    if (session) return c.redirect(onTo ?? homeOf(session.actor), 303);
    const good = c.req.query('keluar') === undefined ? {} : { good: WORDS.signedOut };
    return c.html(signInPage(c, { onTo, ...good }));
  });

  app.post('/', async (c) => {
    const onTo = ownPath(c.req.query('ke'));
    const form = SignIn.safeParse(await c.req.parseBody());
    if (!form.success) return c.html(signInPage(c, { onTo, bad: WORDS.missing }), 422);
    const { username } = form.data;
    try {
      const session = await signInWithPassword(services, c, form.data);
      if (!session) return c.html(signInPage(c, { onTo, username, bad: WRONG_PASSWORD }), 401);
      keepSession(c, config, session.token);
      return c.redirect(session.mustChangePassword ? ACCOUNT_PATH : (onTo ?? homeOf(session.actor)), 303);
    } catch (error) {
      if (!(error instanceof HttpProblem) || error.word !== 'rate-limited' || !error.extra.detail)
        throw error;
      c.header('retry-after', String(error.extra.retryAfter ?? 1));
      return c.html(signInPage(c, { onTo, username, bad: error.extra.detail }), 429);
    }
  });
  return app;
}

/** Ends the session itself, not only this browser's knowledge of it. */
export function signOutPage(services: Services): Hono<Env> {
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

function signInPage(c: Context<Env>, { onTo, username = '', good, bad }: Asked): Html {
  const language = c.get('language');
  const words = (said: Said): string => say(said, language);
  const action = onTo === null ? SIGN_IN_PATH : `${SIGN_IN_PATH}?${new URLSearchParams({ ke: onTo })}`;
  const body = html`${good ? notice('good', words(good)) : ''}${bad ? notice('bad', words(bad)) : ''}
<form class="stacked" method="post" action="${action}">
<label>${words(WORDS.username)}
<input name="username" required maxlength="100" autocomplete="username" autocapitalize="none" spellcheck="false" value="${username}"${username === '' ? html` autofocus` : ''}></label>
<label>${words(WORDS.password)}
<input name="password" type="password" required maxlength="200" autocomplete="current-password"${username === '' ? '' : html` autofocus`}></label>
<p><button>${words(WORDS.submit)}</button></p>
</form>
<p class="soft">${words(WORDS.lost)}</p>`;
  return openPage(language, { title: WORDS.title, body });
}
