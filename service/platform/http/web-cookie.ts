/**
 * The cookie of the pages: an officer's session, as the extension holds it, in a place no script can read. The API
 * takes no cookie, so none of its calls can be made by another site.
 */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Config } from '../settings.ts';
import { tokenIn } from './auth.ts';

const NAME = 'tuntas';

/** Reached over TLS? Behind a proxy that ends TLS only the setting can tell. */
export function isSecure(c: Context, { publicUrl }: Pick<Config, 'publicUrl'>): boolean {
  return new URL(publicUrl ?? c.req.url).protocol === 'https:';
}

export function readSession(c: Context, config: Pick<Config, 'publicUrl'>): string | null {
  return tokenIn(isSecure(c, config) ? getCookie(c, NAME, 'host') : getCookie(c, NAME));
}

/** Without an age: it goes with the browser. When the session ends, the service alone knows. */
export function keepSession(c: Context, config: Pick<Config, 'publicUrl'>, token: string): void {
  const base = { httpOnly: true, sameSite: 'Strict', path: '/' } as const;
  setCookie(c, NAME, token, isSecure(c, config) ? { ...base, secure: true, prefix: 'host' } : base);
}

export function dropSession(c: Context, config: Pick<Config, 'publicUrl'>): void {
  if (isSecure(c, config)) deleteCookie(c, NAME, { secure: true, prefix: 'host', path: '/' });
  else deleteCookie(c, NAME, { path: '/' });
}
