/** The HTTP application: what every call passes, and where each goes. */
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { API_BASE } from '#shared/contract/operations.ts';
import type { ProblemWord } from '#shared/contract/problem.ts';
import { clockRoutes } from '../demo/clock-routes.ts';
import { portalRoutes } from '../demo/crm-site/routes.ts';
import { exportRoutes } from '../exchange/export/routes.ts';
import { importRoutes } from '../exchange/import/routes.ts';
import { open311Routes } from '../exchange/open311/routes.ts';
import { notificationRoutes } from '../messages/receipts/routes.ts';
import { webhookRoutes } from '../messages/webhooks/routes.ts';
import { contractRoutes } from '../openapi/routes.ts';
import { auditRoutes } from '../oversight/audit/routes.ts';
import { performanceRoutes } from '../oversight/performance/routes.ts';
import { privacyRoutes, reporterRoutes } from '../oversight/privacy/routes.ts';
import { withMenus } from '../pages/menu.ts';
import { answerAsAsked } from '../pages/problem-page.tsx';
import { operatorRoutes } from '../people/accounts/operator-routes.ts';
import { sessionRoutes } from '../people/accounts/routes.ts';
import { publicRequestRoutes, requestRoutes } from '../people/requests/routes.ts';
import { dutyRoutes } from '../people/roster/routes.ts';
import { knowAddress } from '../platform/http/address.ts';
import { signedIn } from '../platform/http/auth.ts';
import type { Env } from '../platform/http/env.ts';
import { guard } from '../platform/http/guard.ts';
import { languageOf } from '../platform/http/language.ts';
import { accountRequestLimit, publicLimit, rateLimit } from '../platform/http/limits.ts';
import { answerProblem, HttpProblem } from '../platform/http/problem.ts';
import type { Log } from '../platform/log.ts';
import { calendarRoutes } from '../rules/calendar/routes.ts';
import { criteriaRoutes } from '../rules/criteria/routes.ts';
import { policyRoutes } from '../rules/policy/routes.ts';
import { referenceRoutes } from '../rules/reference-routes.ts';
import { evidenceRoutes } from '../tickets/photos/routes.ts';
import { queueRoutes } from '../tickets/queue/routes.ts';
import { ticketRoutes } from '../tickets/routes.ts';
import { trackingRoutes } from '../tickets/tracking/routes.ts';
import { MENUS, webRoutes } from './pages.ts';
import type { Services } from './services.ts';

/** What Hono's own middleware refuses, in our words: too much, or a form that no page of ours sent. */
const BY_STATUS: Partial<Record<number, ProblemWord>> = { 403: 'forbidden', 413: 'too-large' };

/** `isReady` is false while the service starts and while it drains: then every call is 503. */
export function createApp(services: Services, log: Log, isReady: () => boolean): Hono<Env> {
  const app = new Hono<Env>();

  app.onError((error, c) => {
    if (error instanceof HttpProblem) return answerAsAsked(c, error.word, error.extra);
    if (error instanceof HTTPException) return answerAsAsked(c, BY_STATUS[error.status] ?? 'malformed');
    // The message may hold what an officer wrote (Drizzle names parameters), so only the kind is logged.
    log.error({ method: c.req.method, route: c.req.routePath, error: kindOf(error) }, 'unexpected error');
    return answerAsAsked(c, 'internal');
  });
  app.notFound((c) => answerAsAsked(c, 'not-found'));

  app.use(knowAddress(services.config.trustedProxies ?? []));
  app.use(withMenus(MENUS));

  app.get('/livez', (c) => c.text('ok'));
  app.get('/readyz', (c) => (isReady() ? c.text('ok') : answerProblem(c, 'unavailable', { retryAfter: 1 })));

  // The referrer stays here, and does not go missing here: without it a browser hides a form's origin.
  app.use(secureHeaders({ crossOriginResourcePolicy: false, referrerPolicy: 'same-origin' }));

  app.route('/', contractRoutes());

  app.route('/', portalRoutes(services));
  const atPublicDoor = publicLimit(services);
  const asking = accountRequestLimit();
  app.route('/', webRoutes(services, asking, atPublicDoor));

  app.route('/open311/v2', open311Routes(services, atPublicDoor, isReady));

  const api = new Hono<Env>();
  api.use(async (c, next) => {
    c.set('language', languageOf(c.req.header('accept-language')));
    c.header('date', new Date(services.clock.now()).toUTCString());
    if (!isReady()) throw new HttpProblem('unavailable', { retryAfter: 1 });
    await next();
    c.header('cache-control', 'private, no-cache');
    c.header('vary', 'Authorization, Accept-Language');
  });
  api.use(strongEtagAfterCompression());
  api.use(compress());
  api.use(rateLimit());
  api.route('/', sessionRoutes(services));
  api.use('/track/*', async (c, next) => {
    await atPublicDoor(c);
    await next();
  });
  api.route('/', trackingRoutes(services, atPublicDoor));
  api.route('/', reporterRoutes(services));
  api.route('/', publicRequestRoutes(services, asking, atPublicDoor));
  api.use(signedIn(services));
  api.use(guard());
  api.route('/', ticketRoutes(services));
  api.route('/', queueRoutes(services));
  api.route('/', operatorRoutes(services));
  api.route('/', webhookRoutes(services));
  api.route('/', requestRoutes(services));
  api.route('/', evidenceRoutes(services));
  api.route('/', referenceRoutes(services));
  api.route('/', criteriaRoutes(services));
  api.route('/', auditRoutes(services));
  api.route('/', notificationRoutes(services));
  api.route('/', policyRoutes(services));
  api.route('/', calendarRoutes(services));
  api.route('/', privacyRoutes(services));
  api.route('/', dutyRoutes(services));
  api.route('/', performanceRoutes(services));
  api.route('/', importRoutes(services));
  api.route('/', exportRoutes(services));
  if (services.config.demo !== 'off') api.route('/', clockRoutes(services));
  app.route(API_BASE, api);
  return app;
}

/** `hono/compress` weakens the ETag; a report's is a version, the same whatever the encoding, and strong. */
function strongEtagAfterCompression() {
  return async (
    c: { res: Response; header(name: string, value: string): void },
    next: () => Promise<void>,
  ) => {
    await next();
    const etag = c.res.headers.get('etag');
    if (etag?.startsWith('W/')) c.header('etag', etag.slice(2));
  };
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  // A database error's cause names tables and constraints, never values.
  return error.message.startsWith('Failed query')
    ? `database${cause}`
    : `${error.name}: ${error.stack?.split('\n')[1]?.trim() ?? ''}`;
}
