/** What several pages about accounts show alike: who somebody is, how the account stands, a password this once. */

import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Account } from '#shared/contract/accounts.ts';
import type { Grant } from '#shared/contract/session.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { type Html, notice, officePage } from '../../../pages/legacy.tsx';
import { ACCOUNTS_PATH } from '../../../pages/paths.ts';
import type { Env } from '../../../platform/http/env.ts';
import { type Language, say } from '../../../platform/http/language.ts';

/** The one page that ever shows a one-time password. */
export function passwordPage(
  c: Context<Env>,
  done: Phrase,
  { account, password }: { account: Account; password: string },
): Html {
  const language = c.get('language');
  const body = html`${notice('good', say(done, language))}
<dl class="facts"><dt>${say('people.accounts.name', language)}</dt><dd>${account.name}</dd>
<dt>${say('people.accounts.username', language)}</dt><dd>${account.username}</dd></dl>
<h2>${say('people.accounts.one_time_password', language)}</h2>
<code class="secret">${password}</code>
<p>${say('people.accounts.once', language)}</p>
<p><a href="${ACCOUNTS_PATH}/${account.username}">${say('people.accounts.to_account', language)}</a></p>`;
  return officePage(c, { title: 'people.accounts.title', body });
}

export function grants(roles: readonly Grant[], language: Language): Html {
  return html`<ul class="plain">${roles.map(
    ({ role, unit }) =>
      html`<li>${say(`common.role.${role}`, language)} <span class="soft">· ${unit?.name ?? say('people.accounts.all_of_province', language)}</span></li>`,
  )}</ul>`;
}

export function stateOf({ disabled, oneTimePassword }: Account, language: Language): Html {
  const tag = (said: Phrase) => html`<span class="tag off">${say(said, language)}</span>`;
  if (disabled) return tag('people.accounts.disabled');
  return oneTimePassword
    ? tag('people.accounts.one_time')
    : html`<span>${say('people.accounts.active', language)}</span>`;
}
