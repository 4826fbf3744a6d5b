/** `/akun`: who one is here, and one's own password. A one-time password opens this page and nothing else. */
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { PasswordChange } from '#shared/contract/accounts.ts';
import { type Actor, grantsOf } from '#shared/contract/session.ts';
import { MIN_PASSWORD } from '#shared/people/password.ts';
import type { Services } from '../../compose/services.ts';
import { type Html, notice, officePage } from '../../pages/legacy.tsx';
import type { MenuEntry } from '../../pages/menu.ts';
import { ACCOUNT_PATH } from '../../pages/paths.ts';
import { officePages } from '../../pages/session.ts';
import { ROLE_NAMES } from '../../pages/words.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Said, say } from '../../platform/http/language.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { changeOwnPassword } from './own-password.ts';

export const ACCOUNT_ENTRY: MenuEntry = {
  path: ACCOUNT_PATH,
  label: { id: 'Akun saya', en: 'My account' },
  right: 'session',
};

const Form = z.object({ ...PasswordChange.shape, again: z.string() });

const WORDS = {
  title: { id: 'Akun saya', en: 'My account' },
  username: { id: 'Nama pengguna', en: 'Username' },
  name: { id: 'Nama', en: 'Name' },
  roles: { id: 'Peran', en: 'Roles' },
  change: { id: 'Ganti kata sandi', en: 'Change password' },
  oneTime: {
    id: 'Kata sandi sekali pakai dari operator harus diganti sebelum akun dapat dipakai.',
    en: 'The operator’s one-time password has to be changed before the account can be used.',
  },
  current: { id: 'Kata sandi sekarang', en: 'Current password' },
  next: { id: 'Kata sandi baru', en: 'New password' },
  again: { id: 'Kata sandi baru sekali lagi', en: 'New password once more' },
  hint: {
    id: `Paling sedikit ${MIN_PASSWORD} karakter. Beberapa kata yang tidak berkaitan mudah diingat dan sulit ditebak.`,
    en: `At least ${MIN_PASSWORD} characters. Several unrelated words are easy to remember and hard to guess.`,
  },
  missing: { id: 'Isi semua kolom.', en: 'Fill in every field.' },
  differ: { id: 'Kata sandi baru yang kedua berbeda.', en: 'The second new password is a different one.' },
  changed: {
    id: 'Kata sandi sudah diganti. Sesi Anda di tempat lain sudah berakhir.',
    en: 'The password is changed. Your sessions elsewhere have ended.',
  },
} satisfies Record<string, Said>;

export function accountPage(services: Services): Hono<Env> {
  const app = officePages(ACCOUNT_ENTRY, services);
  app.get('/', (c) => {
    const changed = c.req.query('diganti') !== undefined && !c.get('mustChangePassword');
    return c.html(accountOf(c, changed ? { good: WORDS.changed } : {}));
  });
  app.post('/', async (c) => {
    const form = Form.safeParse(await c.req.parseBody());
    if (!form.success) return c.html(accountOf(c, { bad: WORDS.missing }), 422);
    const { current, next, again } = form.data;
    if (next !== again) return c.html(accountOf(c, { bad: WORDS.differ }), 422);
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

function accountOf(c: Context<Env>, { good, bad }: { good?: Said; bad?: Said }): Html {
  const language = c.get('language');
  const words = (said: Said): string => say(said, language);
  const actor = c.get('actor');
  const oneTime = c.get('mustChangePassword');
  const body = html`${good ? notice('good', words(good)) : ''}${bad ? notice('bad', words(bad)) : ''}
${oneTime ? html`<p>${words(WORDS.oneTime)}</p>` : whoIs(actor, words)}
<h2>${words(WORDS.change)}</h2>
<form class="stacked" method="post" action="${ACCOUNT_PATH}">
<input hidden autocomplete="username" value="${actor.username}">
<label>${words(WORDS.current)}
<input name="current" type="password" required maxlength="200" autocomplete="current-password"></label>
<label>${words(WORDS.next)}
<input name="next" type="password" required minlength="${MIN_PASSWORD}" maxlength="200" autocomplete="new-password" aria-describedby="hint"></label>
<p id="hint" class="soft">${words(WORDS.hint)}</p>
<label>${words(WORDS.again)}
<input name="again" type="password" required maxlength="200" autocomplete="new-password"></label>
<p><button>${words(WORDS.change)}</button></p>
</form>`;
  return officePage(c, { title: WORDS.title, body });
}

function whoIs(actor: Actor, words: (said: Said) => string): Html {
  return html`<dl class="facts">
<dt>${words(WORDS.name)}</dt><dd>${actor.name}</dd>
<dt>${words(WORDS.username)}</dt><dd>${actor.username}</dd>
<dt>${words(WORDS.roles)}</dt>
${grantsOf(actor).map(
  ({ role, unit }) =>
    html`<dd>${words(ROLE_NAMES[role])}${unit === null ? '' : html`<span class="soft"> · ${unit.name}</span>`}</dd>`,
)}
</dl>`;
}
