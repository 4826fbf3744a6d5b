/** The pages of the service and what they are drawn with. */
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { accountPage } from '../accounts/account-page.ts';
import { accountListPages } from '../accounts/pages/account-list.ts';
import { askPages } from '../accounts/pages/ask.ts';
import { keyPages } from '../accounts/pages/keys.ts';
import { requestPages } from '../accounts/pages/requests.ts';
import { unitPages } from '../accounts/pages/units.ts';
import { ssoPages } from '../accounts/sso/pages.ts';
import { calendarPages } from '../calendar/pages.ts';
import { criteriaPages } from '../criteria/pages.ts';
import { dutyPages } from '../duty/pages.ts';
import { exportPages } from '../exchange/export/pages.ts';
import { importPages } from '../exchange/import/pages.ts';
import type { Env } from '../http/env.ts';
import type { PublicLimit } from '../http/limits.ts';
import { outgoingPages } from '../notices/pages/outgoing.ts';
import { refusePages } from '../notices/pages/refuse.ts';
import { noticePages } from '../notifications/pages.ts';
import { performancePages } from '../performance/pages/pages.ts';
import { policyPages } from '../policy/pages.ts';
import { frontPages } from '../public/front.ts';
import { howPages } from '../public/how.ts';
import { numbersPages } from '../public/numbers-page.ts';
import { trackPages } from '../public/track.ts';
import type { Services } from '../services.ts';
import { wallPages } from '../wall/page.ts';
import { webhookPages } from '../webhooks/pages.ts';
import { ICON_PATH, MARK } from './page.ts';
import { signInPages, signOutPage } from './sign-in.ts';
import { STYLE, STYLE_PATH } from './style.ts';

/** Drawn anew with a release; until then a page a minute need not ask for them again. */
const KEPT = 'public, max-age=3600';

/** The limits are those of the API's doors: a guesser gains nothing by changing between the two. */
export function webRoutes(services: Services, asking: PublicLimit, looking: PublicLimit): Hono<Env> {
  const app = new Hono<Env>();
  app.get(STYLE_PATH, compress(), (c) =>
    c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': KEPT }),
  );
  app.get(ICON_PATH, async (c) =>
    c.body(String(await MARK), 200, { 'content-type': 'image/svg+xml', 'cache-control': KEPT }),
  );
  app.route('/', frontPages(services));
  app.route('/', trackPages(services, looking));
  app.route('/', numbersPages(services));
  app.route('/', howPages(services));
  app.route('/', signInPages(services));
  if (services.sso) app.route('/', ssoPages(services, services.sso));
  app.route('/', signOutPage(services));
  app.route('/', accountPage(services));
  app.route('/', askPages(services, asking, looking));
  app.route('/', requestPages(services));
  app.route('/', accountListPages(services));
  app.route('/', unitPages(services));
  app.route('/', keyPages(services));
  app.route('/', webhookPages(services));
  app.route('/', criteriaPages(services));
  app.route('/', policyPages(services));
  app.route('/', calendarPages(services));
  app.route('/', dutyPages(services));
  app.route('/', importPages(services));
  app.route('/', exportPages(services));
  app.route('/', noticePages(services));
  app.route('/', performancePages(services));
  app.route('/', wallPages(services));
  app.route('/', outgoingPages(services));
  app.route('/', refusePages(services, looking));
  return app;
}
