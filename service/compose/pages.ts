/** The pages of the service and what they are drawn with. */
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { exportPages } from '../exchange/export/pages.ts';
import { importPages } from '../exchange/import/pages.ts';
import { outgoingPages } from '../messages/mail/pages/outgoing.ts';
import { refusePages } from '../messages/mail/pages/refuse.ts';
import { noticePages } from '../messages/receipts/pages.ts';
import { webhookPages } from '../messages/webhooks/pages.ts';
import { performancePages } from '../oversight/performance/pages/pages.ts';
import { wallPages } from '../oversight/wallboard/page.ts';
import { ICON_PATH, MARK } from '../pages/page.ts';
import { STYLE, STYLE_PATH } from '../pages/style.ts';
import { accountPage } from '../people/accounts/account-page.ts';
import { accountListPages } from '../people/accounts/pages/account-list.ts';
import { keyPages } from '../people/api-keys/pages.ts';
import { askPages } from '../people/requests/pages/ask.ts';
import { requestPages } from '../people/requests/pages/requests.ts';
import { dutyPages } from '../people/roster/pages.ts';
import { signInPages, signOutPage } from '../people/sign-in/pages/sign-in.ts';
import { ssoPages } from '../people/sso/pages.ts';
import { unitPages } from '../people/units/pages.ts';
import type { Env } from '../platform/http/env.ts';
import type { PublicLimit } from '../platform/http/limits.ts';
import { frontPages } from '../public/front.ts';
import { howPages } from '../public/how.ts';
import { numbersPages } from '../public/numbers-page.ts';
import { trackPages } from '../public/track.ts';
import { calendarPages } from '../rules/calendar/pages.ts';
import { criteriaPages } from '../rules/criteria/pages.ts';
import { policyPages } from '../rules/policy/pages.ts';
import type { Services } from './services.ts';

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
