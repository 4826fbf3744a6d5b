/**
 * `/lacak`: a report by its number, with what happened to it in plain words, and the reporter's rating of the result.
 * What is shown is what `GET /track` tells; a rating takes the code handed out at filing, as it does there.
 */
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { PROBLEMS } from '#shared/contract/problem.ts';
import type { Tracking } from '#shared/contract/tracking.ts';
import type { Status } from '#shared/ticket/status.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { drawFields } from '../pages/draw-form.ts';
import { EMPTY, type Faults, type Field, type Filled, readForm, textOf } from '../pages/form.ts';
import { TRACK_PATH } from '../pages/menu.ts';
import { type Html, notice, publicPage } from '../pages/page.ts';
import { doneOf } from '../pages/query.ts';
import { openPages } from '../pages/session.ts';
import type { Env } from '../platform/http/env.ts';
import { type Language, say } from '../platform/http/language.ts';
import type { PublicLimit } from '../platform/http/limits.ts';
import { HttpProblem, problemSaid } from '../platform/http/problem.ts';
import { rate } from '../tickets/tracking/rate.ts';
import { track } from '../tickets/tracking/track.ts';
import { cached } from './cached.ts';
import type { PublicDeps } from './deps.ts';

/** The colours the public knows (S), beside the words. */
const COLOUR: Record<Status, 'waits' | 'works' | 'done' | 'off'> = {
  menunggu: 'waits',
  koordinasi: 'works',
  disposisi: 'works',
  proses: 'works',
  tindak_lanjut: 'works',
  validasi: 'works',
  tl_ditolak: 'works',
  selesai: 'done',
  ditolak: 'off',
};

const NUMBER_FIELD: Field = {
  kind: 'line',
  path: 'nomor',
  label: 'public.track.number',
  hint: 'public.track.intro',
  max: 20,
};
const RATING_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'kode', label: 'public.track.code', max: 200 },
  { kind: 'prose', path: 'komentar', label: 'public.track.comment', optional: true },
];

/** `limit` is that of the API's door: a guesser of numbers gains nothing by coming here. */
export function trackPages(services: PublicDeps, limit: PublicLimit): Hono<Env> {
  const app = openPages(TRACK_PATH, services);

  app.get('/', async (c) => {
    const asked = (c.req.query('nomor') ?? '').replace(/\s/g, '').toUpperCase();
    if (asked !== '') return c.redirect(addressOf(asked), 303);
    return c.html(publicPage(c, { title: 'public.track.title', body: askFor(c.get('language'), EMPTY) }));
  });

  app.get('/:number', ...cached(0), async (c) => {
    await limit(c);
    c.header('x-robots-tag', 'noindex');
    const number = c.req.param('number');
    const tracking = await trackOr404(c, services, number);
    if (!tracking) return c.html(unknownPage(c, number), PROBLEMS['not-found']);
    return c.html(reportPage(c, tracking, EMPTY));
  });

  app.post('/:number/nilai', async (c) => {
    await limit(c);
    const number = c.req.param('number');
    const values = await readForm(c);
    const tracking = await trackOr404(c, services, number);
    if (!tracking) return c.html(unknownPage(c, number), PROBLEMS['not-found']);
    const comment = textOf(values, 'komentar');
    const stars = textOf(values, 'bintang');
    const rating = {
      action: 'nilai',
      stars: Number(stars),
      ...(comment === '' ? {} : { comment }),
      trackingSecret: textOf(values, 'kode'),
    };
    try {
      await rate(services, tracking.number, rating);
    } catch (error) {
      if (!(error instanceof HttpProblem)) throw error;
      const [path, said] = wrongWith(error);
      const filled = { values, faults: new Map([[path, said]]) };
      return c.html(reportPage(c, tracking, filled, said), PROBLEMS[error.word]);
    }
    return c.redirect(`${addressOf(tracking.number)}?sudah=nilai`, 303);
  });

  return app;
}

/** A code that does not fit is answered like a number that does not exist; here the number was found before. */
function wrongWith({ word, extra }: HttpProblem): [path: string, said: Phrase] {
  if (word === 'not-found') return ['kode', 'public.track.wrong_code'];
  if (word === 'invalid' && extra.errors?.some(({ path }) => path === 'stars'))
    return ['bintang', 'public.track.no_stars'];
  return ['komentar', problemSaid(word, extra).detail];
}

function addressOf(number: string): string {
  return `${TRACK_PATH}/${encodeURIComponent(number)}`;
}

async function trackOr404(c: Context<Env>, services: PublicDeps, number: string): Promise<Tracking | null> {
  try {
    return await track(services, number, c.get('language'));
  } catch (error) {
    if (error instanceof HttpProblem && error.word === 'not-found') return null;
    throw error;
  }
}

/** The search by number, here and on the front page. */
export function askFor(language: Language, filled: Filled): Html {
  return html`<form class="stacked" method="get" action="${TRACK_PATH}">
${drawFields([NUMBER_FIELD], filled, language)}
<p><button>${say('public.track.find', language)}</button></p></form>`;
}

function unknownPage(c: Context<Env>, number: string): Html {
  const faults: Faults = new Map([[NUMBER_FIELD.path, 'public.track.unknown']]);
  const body = askFor(c.get('language'), { values: { [NUMBER_FIELD.path]: [number] }, faults });
  return publicPage(c, { title: 'public.track.title', body });
}

function reportPage(c: Context<Env>, tracking: Tracking, filled: Filled, bad?: Phrase): Html {
  const language = c.get('language');
  const words = (said: Phrase): string => say(said, language);
  const { number, status, statusText, mergedInto, category, kelurahan, steps, stars } = tracking;
  const done = doneOf(c, ['nilai'], () => 'public.track.thanks');
  const body = html`${bad ? notice('bad', words(bad)) : done ? notice('good', words(done)) : ''}
<p class="standing ${COLOUR[status]}">${statusText}</p>
${mergedInto === undefined ? '' : html`<p>${words('public.track.merged')} <a href="${addressOf(mergedInto)}">${mergedInto}</a></p>`}
<dl class="facts">
<dt>${words('public.track.category')}</dt><dd>${category}</dd>
${kelurahan ? html`<dt>${words('public.track.place')}</dt><dd>${kelurahan.name}</dd>` : ''}
${stars === undefined ? '' : html`<dt>${words('public.track.rated')}</dt><dd>${stars} ${words('public.track.of5')}</dd>`}
</dl>
<h2>${words('public.track.history')}</h2>
<ol class="steps">${steps
    .toReversed()
    .map(
      ({ at, text }) =>
        html`<li><time datetime="${at}">${fullDate(Date.parse(at), language)}</time><span>${text}</span></li>`,
    )}</ol>
${status === 'selesai' && mergedInto === undefined ? rating(number, filled, language) : ''}`;
  const title: Phrase = { key: 'public.track.report', values: { number } };
  return publicPage(c, { title, body });
}

function rating(number: string, filled: Filled, language: Language): Html {
  const chosen = textOf(filled.values, 'bintang');
  const fault = filled.faults?.get('bintang');
  return html`<section aria-labelledby="menilai"><h2 id="menilai">${say('public.track.rate', language)}</h2>
<p>${say('public.track.rate_why', language)}</p>
<form class="stacked" method="post" action="${addressOf(number)}/nilai">
<fieldset${fault ? html` aria-invalid="true" aria-describedby="tentang-bintang"` : ''}><legend>${say('public.track.stars', language)}</legend>
${([5, 4, 3, 2, 1] as const).map(
  (many) =>
    html`<label class="box"><input type="radio" name="bintang" value="${many}" required${String(many) === chosen ? html` checked` : ''}> <span class="stars" aria-hidden="true">${'★'.repeat(many)}</span> ${say(`public.stars.${many}`, language)}</label>`,
)}</fieldset>
${fault ? html`<p id="tentang-bintang" class="fault">${say(fault, language)}</p>` : ''}
${drawFields(RATING_FIELDS, filled, language)}
<p><button>${say('public.track.send', language)}</button></p></form></section>`;
}
