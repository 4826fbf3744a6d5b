/** What several pages about accounts show alike: who somebody is, how the account stands, a password this once. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Account } from '#shared/contract/accounts.ts';
import type { Grant } from '#shared/contract/session.ts';
import { type Html, notice, officePage } from '../../../pages/legacy.tsx';
import { ACCOUNTS_PATH } from '../../../pages/paths.ts';
import { ROLE_NAMES } from '../../../pages/words.ts';
import type { Env } from '../../../platform/http/env.ts';
import { type Language, type Said, say } from '../../../platform/http/language.ts';
import { ACCOUNT_WORDS as W } from './words.ts';

/** The one page that ever shows a one-time password. */
export function passwordPage(
  c: Context<Env>,
  done: Said,
  { account, password }: { account: Account; password: string },
): Html {
  const language = c.get('language');
  const body = html`${notice('good', say(done, language))}
<dl class="facts"><dt>${say(W.name, language)}</dt><dd>${account.name}</dd>
<dt>${say(W.username, language)}</dt><dd>${account.username}</dd></dl>
<h2>${say(W.oneTimePassword, language)}</h2>
<code class="secret">${password}</code>
<p>${say(W.once, language)}</p>
<p><a href="${ACCOUNTS_PATH}/${account.username}">${say(W.toAccount, language)}</a></p>`;
  return officePage(c, { title: W.title, body });
}

export function grants(roles: readonly Grant[], language: Language): Html {
  return html`<ul class="plain">${roles.map(
    ({ role, unit }) =>
      html`<li>${say(ROLE_NAMES[role], language)} <span class="soft">· ${unit?.name ?? say(W.allOfProvince, language)}</span></li>`,
  )}</ul>`;
}

export function stateOf({ disabled, oneTimePassword }: Account, language: Language): Html {
  const tag = (said: Said) => html`<span class="tag off">${say(said, language)}</span>`;
  if (disabled) return tag(W.disabled);
  return oneTimePassword ? tag(W.oneTime) : html`<span>${say(W.active, language)}</span>`;
}
