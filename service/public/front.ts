/** `/`: where citizens follow their report and officers sign in. */
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Phrase } from '#shared/words/phrase.ts';
import { LIST_PATH } from '../demo/crm-site/pages.ts';
import { EMPTY } from '../pages/form.ts';
import { ASK_PATH, HOW_PATH, NUMBERS_PATH, SIGN_IN_PATH } from '../pages/menu.ts';
import { type Html, publicPage } from '../pages/page.ts';
import { frontDoor } from '../pages/session.ts';
import type { Env } from '../platform/http/env.ts';
import { say } from '../platform/http/language.ts';
import type { PublicDeps } from './deps.ts';
import { askFor } from './track.ts';

export function frontPages(services: PublicDeps): Hono<Env> {
  const app = frontDoor(services);
  app.get('/', (c) => c.html(frontPage(c, services.config.demo !== 'off')));
  return app;
}

function frontPage(c: Context<Env>, demo: boolean): Html {
  const language = c.get('language');
  const words = (said: Phrase): string => say(said, language);
  const body = html`<div class="cards">
<section><h2>${words('public.front.citizens')}</h2>${askFor(language, EMPTY)}
<p><a href="${NUMBERS_PATH}">${words('public.front.numbers')}</a> · <a href="${HOW_PATH}">${words('public.front.how')}</a></p></section>
<section><h2>${words('public.front.officers')}</h2><p>${words('public.front.officers_text')}</p>
<p><a class="button" href="${SIGN_IN_PATH}">${words('public.front.sign_in')}</a></p>
<p><a href="${ASK_PATH}">${words('public.front.ask')}</a></p></section>
<section><h2>${words('public.front.systems')}</h2><p><a href="/docs">${words('public.front.docs')}</a></p></section>
${demo ? html`<section><h2>${words('public.front.demo')}</h2><p>${words('public.front.demo_text')} <a href="${LIST_PATH}">${words('public.front.demo_list')}</a></p><p class="soft">${words('public.front.install')}</p></section>` : ''}
</div>`;
  return publicPage(c, { title: 'public.front.title', body, wide: true });
}
