/** How `/masuk` looks, at first and after each thing that can go wrong there. */

import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Phrase } from '#shared/words/phrase.ts';
import { type Html, notice, openPage } from '../../../pages/legacy.tsx';
import { ASK_PATH, SIGN_IN_PATH, SSO_PATH } from '../../../pages/paths.ts';
import type { Env } from '../../../platform/http/env.ts';
import { say } from '../../../platform/http/language.ts';

export interface SignInAsked {
  /** An own path to go on to. */
  onTo: string | null;
  username?: string;
  good?: Phrase;
  bad?: Phrase;
  /** What the SSO is called; null where there is none. */
  sso: string | null;
}

export function signInPage(c: Context<Env>, { onTo, username = '', good, bad, sso }: SignInAsked): Html {
  const language = c.get('language');
  const words = (said: Phrase): string => say(said, language);
  const query = onTo === null ? '' : `?${new URLSearchParams({ ke: onTo })}`;
  const body = html`${good ? notice('good', words(good)) : ''}${bad ? notice('bad', words(bad)) : ''}
<form class="stacked" method="post" action="${SIGN_IN_PATH}${query}">
<label>${words('people.sign_in.username')}
<input name="username" required maxlength="100" autocomplete="username" autocapitalize="none" spellcheck="false" value="${username}"${username === '' ? html` autofocus` : ''}></label>
<label>${words('people.sign_in.password')}
<input name="password" type="password" required maxlength="200" autocomplete="current-password"${username === '' ? '' : html` autofocus`}></label>
<p><button>${words('people.sign_in.submit')}</button></p>
</form>
${
  sso === null
    ? ''
    : html`<p class="or">${words('people.sign_in.or')}</p>
<p><a class="button quiet" href="${SSO_PATH}${query}">${words('people.sign_in.sso')} ${sso}</a></p>`
}
<p class="soft">${words('people.sign_in.lost')}</p>
<p><a href="${ASK_PATH}">${words('people.sign_in.no_account')}</a></p>`;
  return openPage(language, { title: 'people.sign_in.title', body });
}
