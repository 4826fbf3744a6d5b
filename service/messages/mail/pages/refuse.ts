/** `/berhenti/…`: wanting no more notices, by the link in one. A look changes nothing: mail scanners look too. */

import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Phrase } from '#shared/words/phrase.ts';
import { type Html, notice, openPage } from '../../../pages/legacy.tsx';
import { openPages } from '../../../pages/session.ts';
import type { Env } from '../../../platform/http/env.ts';
import { say } from '../../../platform/http/language.ts';
import type { PublicLimit } from '../../../platform/http/limits.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { REFUSE_PATH } from '../post.ts';
import type { MailDeps } from '../post-rounds.ts';

export function refusePages(services: MailDeps, limit: PublicLimit): Hono<Env> {
  const { refusals } = services;
  const app = new Hono<Env>();

  /** Throws 404 for a token that we did not make. */
  async function holderOf(c: Context<Env>): Promise<string> {
    await limit(c);
    const holder = refusals.holderOf(c.req.param('token') ?? '');
    if (holder === null) throw new HttpProblem('not-found');
    return holder;
  }

  // Pressed by a mail program and not on a page of ours (RFC 8058): the token alone vouches for it.
  app.post(`${REFUSE_PATH}/:token/segera`, async (c) => {
    await refusals.add(await holderOf(c));
    return c.body(null, 204);
  });

  const pages = openPages(REFUSE_PATH, services);
  pages.get('/:token', async (c) => c.html(await page(c, await holderOf(c))));
  pages.post('/:token', async (c) => {
    const holder = await holderOf(c);
    const { lagi } = await c.req.parseBody();
    await (lagi === undefined ? refusals.add(holder) : refusals.remove(holder));
    return c.redirect(c.req.path, 303);
  });
  app.route('/', pages);
  return app;

  async function page(c: Context<Env>, holder: string): Promise<Html> {
    const language = c.get('language');
    const isStopped = await refusals.has(holder);
    const words = (said: Phrase): string => say(said, language);
    const body = isStopped
      ? html`${notice('good', words('messages.unsubscribe.stopped'))}
<form method="post"><p><button name="lagi" value="ya" class="quiet">${words('messages.unsubscribe.resume')}</button></p></form>`
      : html`<p>${words('messages.unsubscribe.ask')}</p>
<form method="post"><p><button>${words('messages.unsubscribe.stop')}</button></p></form>`;
    return openPage(language, { title: 'messages.unsubscribe.title', body });
  }
}
