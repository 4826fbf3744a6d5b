/** Pages that everybody gets alike: kept by browsers and proxies for a moment, and asked about by their ETag. */
import type { MiddlewareHandler } from 'hono';
import { etag } from 'hono/etag';
import type { Env } from '../platform/http/env.ts';
import { LANGUAGE_PARAMETER } from '../platform/http/language.ts';

/** `seconds`: for how long nobody need ask again. Whatever the page refuses is kept by nobody. */
export function cached(seconds: number): [MiddlewareHandler<Env>, MiddlewareHandler<Env>] {
  const keep: MiddlewareHandler<Env> = async (c, next) => {
    await next();
    // What chooses a language sets a cookie, which is nobody else's.
    const isShared = c.res.ok && c.req.query(LANGUAGE_PARAMETER) === undefined;
    c.header('cache-control', isShared ? `public, max-age=${seconds}` : 'no-store');
  };
  return [keep, etag()];
}
