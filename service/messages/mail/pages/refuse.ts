/** `/berhenti/…`: wanting no more notices, by the link in one. A look changes nothing: mail scanners look too. */
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Services } from '../../../compose/services.ts';
import { type Html, notice, openPage } from '../../../pages/legacy.tsx';
import { openPages } from '../../../pages/session.ts';
import type { Env } from '../../../platform/http/env.ts';
import { type Said, say } from '../../../platform/http/language.ts';
import type { PublicLimit } from '../../../platform/http/limits.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { REFUSE_PATH } from '../post.ts';

const WORDS = {
  title: { id: 'Pemberitahuan', en: 'Notices' },
  ask: {
    id: 'Kami mengabari Anda bila laporan Anda ditanggapi, ditindaklanjuti, atau selesai. Bila Anda berhenti, alamat ini tidak menerima pemberitahuan apa pun lagi; laporan Anda tetap dikerjakan.',
    en: 'We let you know when your report is answered, followed up, or done. Once you stop, this address gets no notices any more; your report is still worked on.',
  },
  stop: { id: 'Berhenti menerima', en: 'Stop notices' },
  stopped: {
    id: 'Alamat ini tidak menerima pemberitahuan lagi.',
    en: 'This address gets no notices any more.',
  },
  resume: { id: 'Terima lagi', en: 'Get them again' },
} satisfies Record<string, Said>;

export function refusePages(services: Services, limit: PublicLimit): Hono<Env> {
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
    const words = (said: Said): string => say(said, language);
    const body = isStopped
      ? html`${notice('good', words(WORDS.stopped))}
<form method="post"><p><button name="lagi" value="ya" class="quiet">${words(WORDS.resume)}</button></p></form>`
      : html`<p>${words(WORDS.ask)}</p>
<form method="post"><p><button>${words(WORDS.stop)}</button></p></form>`;
    return openPage(language, { title: WORDS.title, body });
  }
}
