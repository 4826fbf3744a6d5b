/** `/akun`: who one is here, and one's own password. A one-time password opens this page and nothing else. */

import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { PasswordChange } from '#shared/contract/accounts.ts';
import { type Actor, grantsOf } from '#shared/contract/session.ts';
import { MIN_PASSWORD } from '#shared/people/password.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { type Html, notice, officePage } from '../../pages/legacy.tsx';
import type { MenuEntry } from '../../pages/menu.ts';
import { ACCOUNT_PATH } from '../../pages/paths.ts';
import { officePages } from '../../pages/session.ts';
import type { Env } from '../../platform/http/env.ts';
import { say } from '../../platform/http/language.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import type { AccountDeps } from './deps.ts';
import { changeOwnPassword } from './own-password.ts';

export const ACCOUNT_ENTRY: MenuEntry = {
  path: ACCOUNT_PATH,
  label: 'pages.menu.my_account',
  right: 'session',
};

const Form = z.object({ ...PasswordChange.shape, again: z.string() });

export function accountPage(services: AccountDeps): Hono<Env> {
  const app = officePages(ACCOUNT_ENTRY, services);
  app.get('/', (c) => {
    const changed = c.req.query('diganti') !== undefined && !c.get('mustChangePassword');
    return c.html(accountOf(c, changed ? { good: 'people.own_account.changed' } : {}));
  });
  app.post('/', async (c) => {
    const form = Form.safeParse(await c.req.parseBody());
    if (!form.success) return c.html(accountOf(c, { bad: 'people.own_account.missing' }), 422);
    const { current, next, again } = form.data;
    if (next !== again) return c.html(accountOf(c, { bad: 'people.own_account.differ' }), 422);
    try {
      await changeOwnPassword(services, c, { current, next });
      return c.redirect(`${ACCOUNT_PATH}?diganti`, 303);
    } catch (error) {
      if (!(error instanceof HttpProblem) || error.extra.detail === undefined) throw error;
      const status = error.word === 'rate-limited' ? 429 : 422;
      return c.html(accountOf(c, { bad: error.extra.detail }), status);
    }
  });
  return app;
}

function accountOf(c: Context<Env>, { good, bad }: { good?: Phrase; bad?: Phrase }): Html {
  const language = c.get('language');
  const words = (said: Phrase): string => say(said, language);
  const actor = c.get('actor');
  const oneTime = c.get('mustChangePassword');
  const body = html`${good ? notice('good', words(good)) : ''}${bad ? notice('bad', words(bad)) : ''}
${oneTime ? html`<p>${words('people.own_account.one_time')}</p>` : whoIs(actor, words)}
<h2>${words('people.own_account.change')}</h2>
<form class="stacked" method="post" action="${ACCOUNT_PATH}">
<input hidden autocomplete="username" value="${actor.username}">
<label>${words('people.own_account.current')}
<input name="current" type="password" required maxlength="200" autocomplete="current-password"></label>
<label>${words('people.own_account.next')}
<input name="next" type="password" required minlength="${MIN_PASSWORD}" maxlength="200" autocomplete="new-password" aria-describedby="hint"></label>
<p id="hint" class="soft">${words({ key: 'people.own_account.hint', values: { least: MIN_PASSWORD } })}</p>
<label>${words('people.own_account.again')}
<input name="again" type="password" required maxlength="200" autocomplete="new-password"></label>
<p><button>${words('people.own_account.change')}</button></p>
</form>`;
  return officePage(c, { title: 'people.own_account.title', body });
}

function whoIs(actor: Actor, words: (said: Phrase) => string): Html {
  return html`<dl class="facts">
<dt>${words('people.own_account.name')}</dt><dd>${actor.name}</dd>
<dt>${words('people.own_account.username')}</dt><dd>${actor.username}</dd>
<dt>${words('people.own_account.roles')}</dt>
${grantsOf(actor).map(
  ({ role, unit }) =>
    html`<dd>${words(`common.role.${role}`)}${unit === null ? '' : html`<span class="soft"> · ${unit.name}</span>`}</dd>`,
)}
</dl>`;
}
