/** How `/masuk` looks, at first and after each thing that can go wrong there. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import { type Html, notice, openPage } from '../../../pages/legacy.tsx';
import { ASK_PATH, SIGN_IN_PATH, SSO_PATH } from '../../../pages/paths.ts';
import type { Env } from '../../../platform/http/env.ts';
import { type Said, say } from '../../../platform/http/language.ts';

const WORDS = {
  title: { id: 'Masuk', en: 'Sign in' },
  username: { id: 'Nama pengguna', en: 'Username' },
  password: { id: 'Kata sandi', en: 'Password' },
  submit: { id: 'Masuk', en: 'Sign in' },
  lost: {
    id: 'Lupa kata sandi? Minta kata sandi sekali pakai kepada operator.',
    en: 'Forgot your password? Ask the operator for a one-time password.',
  },
  noAccount: { id: 'Belum punya akun? Ajukan permohonan', en: 'No account yet? Ask for one' },
  or: { id: 'atau', en: 'or' },
  sso: { id: 'Masuk dengan', en: 'Sign in with' },
} satisfies Record<string, Said>;

export interface SignInAsked {
  /** An own path to go on to. */
  onTo: string | null;
  username?: string;
  good?: Said;
  bad?: Said;
  /** What the SSO is called; null where there is none. */
  sso: string | null;
}

export function signInPage(c: Context<Env>, { onTo, username = '', good, bad, sso }: SignInAsked): Html {
  const language = c.get('language');
  const words = (said: Said): string => say(said, language);
  const query = onTo === null ? '' : `?${new URLSearchParams({ ke: onTo })}`;
  const body = html`${good ? notice('good', words(good)) : ''}${bad ? notice('bad', words(bad)) : ''}
<form class="stacked" method="post" action="${SIGN_IN_PATH}${query}">
<label>${words(WORDS.username)}
<input name="username" required maxlength="100" autocomplete="username" autocapitalize="none" spellcheck="false" value="${username}"${username === '' ? html` autofocus` : ''}></label>
<label>${words(WORDS.password)}
<input name="password" type="password" required maxlength="200" autocomplete="current-password"${username === '' ? '' : html` autofocus`}></label>
<p><button>${words(WORDS.submit)}</button></p>
</form>
${
  sso === null
    ? ''
    : html`<p class="or">${words(WORDS.or)}</p>
<p><a class="button quiet" href="${SSO_PATH}${query}">${words(WORDS.sso)} ${sso}</a></p>`
}
<p class="soft">${words(WORDS.lost)}</p>
<p><a href="${ASK_PATH}">${words(WORDS.noAccount)}</a></p>`;
  return openPage(language, { title: WORDS.title, body });
}
