/** The pages of the service, their menus, and what they are drawn with. */
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { EXPORT_ENTRY, exportPages } from '../exchange/export/pages.ts';
import { IMPORT_ENTRY, importPages } from '../exchange/import/pages.ts';
import { OUTGOING_ENTRY, outgoingPages } from '../messages/mail/pages/outgoing.ts';
import { refusePages } from '../messages/mail/pages/refuse.ts';
import { NOTICES_ENTRY, noticePages } from '../messages/receipts/pages.ts';
import { WEBHOOKS_ENTRY, webhookPages } from '../messages/webhooks/pages.ts';
import { PERFORMANCE_ENTRY, performancePages } from '../oversight/performance/pages/pages.ts';
import { WALL_ENTRY, wallPages } from '../oversight/wallboard/page.tsx';
import type { Menus } from '../pages/menu.ts';
import { ICON, ICON_PATH } from '../pages/page.tsx';
import { STYLE, STYLE_PATH } from '../pages/style.ts';
import { ACCOUNT_ENTRY, accountPage } from '../people/accounts/account-page.ts';
import { ACCOUNTS_ENTRY, accountListPages } from '../people/accounts/pages/account-list.ts';
import { KEYS_ENTRY, keyPages } from '../people/api-keys/pages.ts';
import { askPages } from '../people/requests/pages/ask.ts';
import { REQUESTS_ENTRY, requestPages } from '../people/requests/pages/requests.ts';
import { DUTY_ENTRY, dutyPages } from '../people/roster/pages.ts';
import { signInPages, signOutPage } from '../people/sign-in/pages/sign-in.ts';
import { ssoPages } from '../people/sso/pages.ts';
import { UNITS_ENTRY, unitPages } from '../people/units/pages.ts';
import type { Env } from '../platform/http/env.ts';
import type { PublicLimit } from '../platform/http/limits.ts';
import { frontPages } from '../public/front.tsx';
import { HOW_LINK, howPages } from '../public/how.ts';
import { NUMBERS_LINK, numbersPages } from '../public/numbers-page.ts';
import { TRACK_LINK, trackPages } from '../public/track.tsx';
import { CALENDAR_ENTRY, calendarPages } from '../rules/calendar/pages.tsx';
import { CRITERIA_ENTRY, criteriaPages } from '../rules/criteria/pages.ts';
import { POLICY_ENTRY, policyPages } from '../rules/policy/pages.ts';
import type { Services } from './services.ts';

/** In the order in which they are shown. */
export const MENUS: Menus = {
  office: [
    REQUESTS_ENTRY,
    ACCOUNTS_ENTRY,
    UNITS_ENTRY,
    KEYS_ENTRY,
    WEBHOOKS_ENTRY,
    CRITERIA_ENTRY,
    POLICY_ENTRY,
    CALENDAR_ENTRY,
    DUTY_ENTRY,
    IMPORT_ENTRY,
    EXPORT_ENTRY,
    NOTICES_ENTRY,
    PERFORMANCE_ENTRY,
    WALL_ENTRY,
    OUTGOING_ENTRY,
    ACCOUNT_ENTRY,
  ],
  visitors: [TRACK_LINK, NUMBERS_LINK, HOW_LINK],
};

/** Drawn anew with a release; until then a page a minute need not ask for them again. */
const KEPT = 'public, max-age=3600';

/** The limits are those of the API's doors: a guesser gains nothing by changing between the two. */
export function webRoutes(services: Services, asking: PublicLimit, looking: PublicLimit): Hono<Env> {
  const app = new Hono<Env>();
  app.get(STYLE_PATH, compress(), (c) =>
    c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': KEPT }),
  );
  app.get(ICON_PATH, (c) => c.body(ICON, 200, { 'content-type': 'image/svg+xml', 'cache-control': KEPT }));
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
