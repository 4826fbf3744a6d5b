/** `/cara-kerja`: what happens to a report, by when, and how the numbers come about; limits as the policy has them now. */

import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Limit } from '#shared/rules/clocks.ts';
import { HOUR } from '#shared/time/wib.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { duration } from '#shared/words/time.ts';
import { type Html, publicPage } from '../pages/legacy.tsx';
import type { Link } from '../pages/menu.ts';
import { HOW_PATH, NUMBERS_PATH, TRACK_PATH } from '../pages/paths.ts';
import { openPages } from '../pages/session.ts';
import type { Env } from '../platform/http/env.ts';
import { say } from '../platform/http/language.ts';
import type { StoredPolicy } from '../rules/policy/policy.ts';
import { cached } from './cached.ts';
import type { PublicDeps } from './deps.ts';

/** A new policy shows at the next look. */
const KEPT_SECONDS = 120;

export const HOW_LINK: Link = { path: HOW_PATH, label: 'pages.menu.how_works' };

export function howPages(services: PublicDeps): Hono<Env> {
  const app = openPages(HOW_PATH, services);
  app.get('/', ...cached(KEPT_SECONDS), (c) => c.html(howPage(c, services.policy.current())));
  return app;
}

function howPage(c: Context<Env>, { clocks, performance }: StoredPolicy): Html {
  const language = c.get('language');
  const words = (said: Phrase): string => say(said, language);
  const mark = html`<span class="tag assumed">${words('pages.assumed')}</span>`;
  const limit = ({ hours, assumed }: Limit): Html =>
    html`<span class="soft">${words('public.how.within')}: ${duration(hours * HOUR, language)}</span>${assumed ? html` ${mark}` : ''}`;
  const { lateResponse, lateCompletion, weights } = performance;
  const worth = words({
    key: 'public.how.worth',
    values: { response: lateResponse.percent, completion: lateCompletion.percent },
  });
  const isEstimate = lateResponse.assumed || lateCompletion.assumed || weights.assumed;
  const body = html`<h2>${words('public.how.report')}</h2>
<ol class="way">
<li><p>${words('public.how.received')}</p></li>
<li><p>${words('public.how.answered')}</p><p>${limit(clocks.response)}</p></li>
<li><p>${words('public.how.done')}</p><p>${limit(clocks.completion)}</p></li>
<li><p>${words('public.how.checked')}</p><p>${limit(clocks.validation)}</p></li>
<li><p>${words('public.how.rated')}</p></li>
</ol>
<p>${mark} ${words('public.how.estimate')}</p>
<h2>${words('public.how.evidence')}</h2><p>${words('public.how.evidence_text')}</p>
<h2>${words('public.how.privacy')}</h2><p>${words('public.how.privacy_text')}</p>
<h2 id="nilai">${words('public.how.numbers')}</h2><p>${words('public.how.numbers_text')}</p><p>${worth}${isEstimate ? html` ${mark}` : ''}</p>
<p><a class="button" href="${TRACK_PATH}">${words('public.how.track_report')}</a>
<a class="button quiet" href="${NUMBERS_PATH}">${words('public.how.monthly_numbers')}</a></p>`;
  return publicPage(c, { title: 'public.how.title', body });
}
