/**
 * The front door of every page of the service: `openPages` for those before sign-in, `officePages` for those behind
 * it. A page behind it is an ordinary call of the officer whose session the cookie holds: it asks for a right as
 * the API does, and a session that was revoked or has ended leads to `/masuk` at the next one.
 */
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { csrf } from 'hono/csrf';
import { rolesOf } from '#shared/contract/session.ts';
import { mayCall, type Right } from '#shared/people/right.ts';
import { type Doors as AuthDoors, enter } from '../platform/http/auth.ts';
import type { Env, MustFirst } from '../platform/http/env.ts';
import { chosenLanguage } from '../platform/http/language.ts';
import { rateLimit, smallBody, strangersBody } from '../platform/http/limits.ts';
import { HttpProblem } from '../platform/http/problem.ts';
import { readSession } from '../platform/http/web-cookie.ts';
import { comesFromElsewhere, leadOn } from './answer.tsx';
import { ACCOUNT_PATH, type MenuEntry, SECOND_FACTOR_PATH, SIGN_IN_PATH } from './menu.ts';

/** No script at all, styles and icon from here, forms sent nowhere else, never in a frame. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Of an address in the header of an answer: encoded it is three times as long, and proxies take 4 kB of headers. */
const MAX_BACK = 1_000;

/** Where people reach the service decides which cookie and which origin count. */
interface Doors {
  config: { publicUrl?: string };
}

interface OfficeDoors extends Doors {
  /** Who knows whose session a token is; null where it is nobody's now. */
  accounts: AuthDoors['accounts'];
}

/** For pages whose forms carry a file that is read, and measured, as it comes. */
export const streamedBody: MiddlewareHandler<Env> = (_, next) => next();

/** Pages at and below `base` that nobody has to sign in for. */
export function openPages(base: string, { config }: Doors, limit?: MiddlewareHandler<Env>): Hono<Env> {
  const app = new Hono<Env>().basePath(base);
  app.use(...doorsOf(config, limit));
  return app;
}

/** The front page alone: below it lies everything else. */
export function frontDoor({ config }: Doors): Hono<Env> {
  const app = new Hono<Env>();
  app.use('/', ...doorsOf(config));
  return app;
}

function doorsOf(
  config: Doors['config'],
  limit: MiddlewareHandler<Env> = strangersBody,
): MiddlewareHandler<Env>[] {
  return [compress(), ofOnePolicy, rateLimit((c) => readSession(c, config)), fromOwnPages(config), limit];
}

/** Pages at and below the entry's path for officers who have its right; the variables are those of an API call. */
export function officePages(
  { path, right }: Pick<MenuEntry, 'path' | 'right'>,
  doors: OfficeDoors,
  limit: MiddlewareHandler<Env> = smallBody,
): Hono<Env> {
  const app = openPages(path, doors, streamedBody);
  // Whoever has not signed in sends nothing that would be kept for them.
  app.use(byOfficer(path, right, doors), limit);
  return app;
}

const ofOnePolicy: MiddlewareHandler<Env> = async (c, next) => {
  c.set('language', chosenLanguage(c));
  c.header('content-security-policy', PAGE_POLICY);
  c.header('cache-control', 'no-store');
  c.header('vary', 'Cookie, Accept-Language');
  await next();
};

/** A form counts only where it was sent from a page of ours; the cookie is `SameSite=Strict` besides. */
function fromOwnPages({ publicUrl }: Doors['config']): MiddlewareHandler<Env> {
  return csrf({ origin: (origin, c) => origin === new URL(publicUrl ?? c.req.url).origin });
}

function byOfficer(base: string, right: Right, { config, accounts }: OfficeDoors): MiddlewareHandler<Env> {
  return async (c, next) => {
    const token = readSession(c, config);
    const session = token === null ? null : await accounts.resolve(token);
    if (token === null || session === null) {
      const { pathname, search } = new URL(c.req.url);
      if (comesFromElsewhere(c)) return leadOn(c, pathname + search);
      // What a form held is lost with the session, and where it was sent to may be no page: back to the first one.
      const asked = c.req.method === 'GET' ? pathname + search : base;
      const back = asked.length <= MAX_BACK ? asked : base;
      return c.redirect(`${SIGN_IN_PATH}?${new URLSearchParams({ ke: back })}`, 303);
    }
    enter(c, token, session);
    const first = session.mustFirst && FIRST_AT[session.mustFirst];
    if (first !== null && !isAt(first, c.req.path)) return c.redirect(first, 303);
    requireRight(c, right);
    await next();
  };
}

/** Where that is done which comes before everything else. */
export const FIRST_AT: Record<MustFirst, string> = {
  password: ACCOUNT_PATH,
  'second-factor': SECOND_FACTOR_PATH,
};

/** What lies below the page of the password is not about it. */
function isAt(first: string, path: string): boolean {
  return path === first || (first === SECOND_FACTOR_PATH && path.startsWith(`${first}/`));
}

export function may(c: Context<Env>, right: Right): boolean {
  return mayCall(right, rolesOf(c.get('actor')));
}

/** For an act on a page that more people may read than act on. Throws 403. */
export function requireRight(c: Context<Env>, right: Right): void {
  if (!may(c, right)) throw new HttpProblem('forbidden');
}
