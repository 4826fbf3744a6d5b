/** The HTTP application: what every call passes, and where each goes. */
import { Hono, type MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { API_BASE } from '#shared/contract/operations.ts';
import type { ProblemWord } from '#shared/contract/problem.ts';
import { answerAsAsked } from '../pages/answer.tsx';
import { withMenus } from '../pages/menu.ts';
import { PAGE_POLICY } from '../pages/session.ts';
import type { People } from '../people/people.ts';
import type { Check } from '../platform/health.ts';
import { knowAddress } from '../platform/http/address.ts';
import { signedIn } from '../platform/http/auth.ts';
import { crossOrigin, fromAnywhere } from '../platform/http/cross-origin.ts';
import type { Env } from '../platform/http/env.ts';
import { guard } from '../platform/http/guard.ts';
import { languageOf, say } from '../platform/http/language.ts';
import { countedBy, openCallers, rateLimit } from '../platform/http/limits.ts';
import { LEAST_PACKED, packed } from '../platform/http/packed.ts';
import { carryPosition } from '../platform/http/position.ts';
import { answerProblem, HttpProblem } from '../platform/http/problem.ts';
import { securityLog } from '../platform/http/security-log.ts';
import type { Job } from '../platform/jobs.ts';
import type { Platform } from '../platform/platform.ts';
import { MENUS } from './menus.ts';

/** What Hono's own middleware refuses, in our words: too much, or a form that no page of ours sent. */
const BY_STATUS: Partial<Record<number, ProblemWord>> = { 403: 'forbidden', 413: 'too-large' };

/** Headers that speak of the answer which an error took the place of. */
const OF_A_BODY = ['content-length', 'content-encoding', 'content-disposition', 'etag', 'last-modified'];

/** What lies at the root and is for other programs to read. */
const OPEN = ['/openapi.json', '/problems/*'];

/** What each room of the service brings to the whole, beside what it offers to the rooms above it. */
export interface Module {
  /** Calls under the API's base that need no sign-in. */
  openCalls?: readonly Hono<Env>[];
  /** Calls under the API's base, behind sign-in and guard. */
  calls?: readonly Hono<Env>[];
  /** At the root, each with doors of its own. */
  pages?: readonly Hono<Env>[];
  /** Run in the order of the modules. */
  jobs?: readonly Job[];
  /** What else tells whether the service can do its work. */
  checks?: readonly Check[];
  /** Calls are answered as soon as this resolves: what writes to others may begin. */
  ready?(): void | Promise<void>;
  /** No call is taken any more: ends what would never end by itself. */
  drain?(): void;
  /** Ends everything it opened; the rooms above it have ended already. */
  close?(): Promise<void>;
}

interface Whole {
  platform: Pick<Platform, 'config' | 'clock' | 'database' | 'log' | 'health' | 'tally'>;
  people: Pick<People, 'accounts' | 'apiKeys'>;
  modules: readonly Module[];
  /** False while the service starts and while it drains: then every call is 503. */
  isReady(): boolean;
}

export function createApp({ platform, people, modules, isReady }: Whole): Hono<Env> {
  const { config, clock, database, log, health, tally } = platform;
  const app = new Hono<Env>();

  app.onError((error, c) => {
    // What was to be answered is not; what middleware said of whoever may read it stays.
    for (const name of OF_A_BODY) c.res.headers.delete(name);
    if (error instanceof HttpProblem) return answerAsAsked(c, error.word, error.extra);
    if (error instanceof HTTPException) return answerAsAsked(c, BY_STATUS[error.status] ?? 'malformed');
    // Nobody is there to hear it; that a line is cut is no fault of ours.
    if (isCutOff(error)) return answerAsAsked(c, 'malformed');
    const cause = health.met(error);
    if (cause !== null) {
      log.error({ method: c.req.method, route: c.req.routePath, error: kindOf(error) }, 'database fails');
      return answerAsAsked(c, 'unavailable', { retryAfter: 10, detail: cause });
    }
    // The message may hold what an officer wrote (Drizzle names parameters), so only the kind is logged.
    log.error({ method: c.req.method, route: c.req.routePath, error: kindOf(error) }, 'unexpected error');
    return answerAsAsked(c, 'internal');
  });
  app.notFound((c) => answerAsAsked(c, 'not-found'));

  app.use(
    knowAddress(config.trustedProxies ?? [], () =>
      log.warn(
        {},
        'X-Forwarded-For is not believed: it came from an address that TRUSTED_PROXIES does not name',
      ),
    ),
  );
  app.use(countedBy(openCallers(people)));
  app.use(securityLog(log, tally));
  app.use(withMenus(MENUS));
  // Nothing has a name with NUL in it, and no database takes one as a parameter.
  app.use(async (c, next) =>
    c.req.url.split('?', 1)[0]?.includes('%00') ? answerAsAsked(c, 'not-found') : next(),
  );

  // The referrer stays here, and does not go missing here: without it a browser hides a form's origin.
  app.use(
    secureHeaders({
      crossOriginResourcePolicy: false,
      referrerPolicy: 'same-origin',
      strictTransportSecurity: 'max-age=31536000; includeSubDomains',
    }),
  );
  app.use(withPolicy);

  app.get('/livez', (c) => c.text('ok'));
  app.get('/readyz', (c) => {
    if (!isReady()) return answerProblem(c, 'unavailable', { retryAfter: 1 });
    const ailments = health.ailments();
    const [gravest] = ailments;
    if (gravest?.isGrave) return answerProblem(c, 'unavailable', { retryAfter: 10, detail: gravest.says });
    const language = languageOf(c.req.header('accept-language'));
    return c.text(['ok', ...ailments.map(({ says }) => say(says, language))].join('\n'));
  });

  app.use(carryPosition(database, config));
  for (const path of OPEN) app.use(path, fromAnywhere());
  for (const pages of modules.flatMap((module) => module.pages ?? [])) app.route('/', pages);

  const api = new Hono<Env>();
  api.use(crossOrigin(people.apiKeys.isRegistered));
  api.use(async (c, next) => {
    c.set('language', languageOf(c.req.header('accept-language')));
    c.header('date', new Date(clock.now()).toUTCString());
    // Said before `compress` would: it adds to an answer that is there by making it anew, as a stream.
    c.header('vary', 'Authorization, Accept-Language, Accept-Encoding');
    if (!isReady()) throw new HttpProblem('unavailable', { retryAfter: 1 });
    await next();
    // Set on what is there: `c.header` would make the whole answer anew, as a stream.
    const { headers } = c.res;
    // Nothing personal stays in a browser's cache after signing out; a 304 saves the bytes for whoever keeps them.
    headers.set('cache-control', 'no-store');
    headers.set('vary', 'Authorization, Accept-Language');
    // `compress` weakens the ETag; a report's is a version, the same whatever the encoding, and strong.
    const etag = headers.get('etag');
    if (etag?.startsWith('W/')) headers.set('etag', etag.slice(2));
  });
  api.use(compress({ threshold: LEAST_PACKED }));
  api.use(packed());
  api.use(rateLimit());
  for (const calls of modules.flatMap((module) => module.openCalls ?? [])) api.route('/', calls);
  api.use(signedIn(people));
  api.use(guard());
  for (const calls of modules.flatMap((module) => module.calls ?? [])) api.route('/', calls);
  app.route(API_BASE, api);
  return app;
}

/** What Node says of a body whose sender went away before its end. */
function isCutOff(error: unknown): boolean {
  return (
    error instanceof Error && error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET'
  );
}

/** For whatever has no policy of its own, data and refusals too: opened by a browser it loads and embeds nothing. */
const withPolicy: MiddlewareHandler = async (c, next) => {
  await next();
  const { headers } = c.res;
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', PAGE_POLICY);
};

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  // A database error's cause names tables and constraints, never values.
  return error.message.startsWith('Failed query')
    ? `database${cause}`
    : `${error.name}: ${error.stack?.split('\n')[1]?.trim() ?? ''}`;
}
