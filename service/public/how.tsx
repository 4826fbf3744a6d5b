/** `/cara-kerja`: what happens to a report, by when, and how the numbers come about; limits as the policy has them now. */
import type { Hono } from 'hono';
import type { Limit } from '#shared/rules/clocks.ts';
import { HOUR } from '#shared/time/zone.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { duration } from '#shared/words/time.ts';
import { answerPage } from '../pages/answer.tsx';
import { useLanguage, useSay } from '../pages/context.tsx';
import { HOW_PATH, type Link, NUMBERS_PATH, TRACK_PATH } from '../pages/menu.ts';
import { PublicPage } from '../pages/page.tsx';
import { Assumed } from '../pages/parts.tsx';
import { openPages } from '../pages/session.ts';
import type { Env } from '../platform/http/env.ts';
import type { PolicyDeps, StoredPolicy } from '../rules/policy/policy.ts';
import { cached } from './cached.ts';

/** A new policy shows at the next look. */
const KEPT_SECONDS = 120;

export const HOW_LINK: Link = { path: HOW_PATH, label: 'pages.menu.how_works' };

export function howPages(services: Pick<PolicyDeps, 'config' | 'policy'>): Hono<Env> {
  const app = openPages(HOW_PATH, services);
  app.get('/', ...cached(KEPT_SECONDS), (c) => answerPage(c, <HowPage {...services.policy.current()} />));
  return app;
}

/** What happens to a report, in turn, and the clock that runs for it. */
const STEPS = [
  ['received'],
  ['answered', 'response'],
  ['done', 'completion'],
  ['checked', 'validation'],
  ['rated'],
] as const;

function HowPage({ clocks, performance }: StoredPolicy) {
  const say = useSay();
  const { lateResponse, lateCompletion, weights } = performance;
  const worth: Phrase = {
    key: 'public.how.worth',
    values: { response: lateResponse.percent, completion: lateCompletion.percent },
  };
  const isEstimate = lateResponse.assumed || lateCompletion.assumed || weights.assumed;
  return (
    <PublicPage title={say('public.how.title')}>
      <h2>{say('public.how.report')}</h2>
      <ol class="way">
        {STEPS.map(([step, clock]) => (
          <li>
            <p>{say(`public.how.${step}`)}</p>
            {clock && <Within {...clocks[clock]} />}
          </li>
        ))}
      </ol>
      <p>
        <Assumed /> {say('public.how.estimate')}
      </p>
      <h2>{say('public.how.evidence')}</h2>
      <p>{say('public.how.evidence_text')}</p>
      <h2>{say('public.how.privacy')}</h2>
      <p>{say('public.how.privacy_text')}</p>
      <h2 id="nilai">{say('public.how.numbers')}</h2>
      <p>{say('public.how.numbers_text')}</p>
      <p>
        {say(worth)}
        {isEstimate && <Assumed />}
      </p>
      <p>
        <a class="button" href={TRACK_PATH}>
          {say('public.how.track_report')}
        </a>{' '}
        <a class="button quiet" href={NUMBERS_PATH}>
          {say('public.how.monthly_numbers')}
        </a>
      </p>
    </PublicPage>
  );
}

function Within({ hours, assumed }: Limit) {
  const say = useSay();
  return (
    <p>
      <span class="soft">
        {say('public.how.within')}: {duration(hours * HOUR, useLanguage())}
      </span>
      {assumed && <Assumed />}
    </p>
  );
}
