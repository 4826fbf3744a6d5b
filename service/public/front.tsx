/** `/`: where citizens follow their report and officers sign in. */
import type { Hono } from 'hono';
import { answerPage } from '../pages/answer.tsx';
import { useSay } from '../pages/context.tsx';
import { EMPTY } from '../pages/form.ts';
import { ASK_PATH, CRM_SITE_PATH, HOW_PATH, NUMBERS_PATH, SIGN_IN_PATH } from '../pages/menu.ts';
import { PublicPage } from '../pages/page.tsx';
import { LinkLine } from '../pages/parts.tsx';
import { frontDoor } from '../pages/session.ts';
import type { Env } from '../platform/http/env.ts';
import type { Platform } from '../platform/platform.ts';
import { AskFor } from './track.tsx';

export function frontPages(services: Pick<Platform, 'config'>): Hono<Env> {
  const app = frontDoor(services);
  app.get('/', (c) => answerPage(c, <FrontPage isDemo={services.config.demo !== 'off'} />));
  return app;
}

function FrontPage({ isDemo }: { isDemo: boolean }) {
  const say = useSay();
  return (
    <PublicPage title={say('public.front.title')} wide>
      <div class="cards">
        <section>
          <h2>{say('public.front.citizens')}</h2>
          <AskFor filled={EMPTY} />
          <p>
            <a href={NUMBERS_PATH}>{say('public.front.numbers')}</a> ·{' '}
            <a href={HOW_PATH}>{say('public.front.how')}</a>
          </p>
        </section>
        <section>
          <h2>{say('public.front.officers')}</h2>
          <p>{say('public.front.officers_text')}</p>
          <p>
            <a class="button" href={SIGN_IN_PATH}>
              {say('public.front.sign_in')}
            </a>
          </p>
          <LinkLine to={ASK_PATH}>{say('public.front.ask')}</LinkLine>
        </section>
        <section>
          <h2>{say('public.front.systems')}</h2>
          <LinkLine to="/docs">{say('public.front.docs')}</LinkLine>
        </section>
        {isDemo && (
          <section>
            <h2>{say('public.front.demo')}</h2>
            <p>
              {say('public.front.demo_text')} <a href={CRM_SITE_PATH}>{say('public.front.demo_list')}</a>
            </p>
            <p class="soft">{say('public.front.install')}</p>
          </section>
        )}
      </div>
    </PublicPage>
  );
}
