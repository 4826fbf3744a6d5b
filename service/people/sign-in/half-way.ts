/**
 * Between password and code on `/masuk`: who has said their password is told by a cookie that no script sees, for five
 * minutes, and only while that password is theirs. It holds neither password nor name.
 */
import { createHmac } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { type Clock, systemClock } from '../../platform/clock.ts';
import { isSecure } from '../../platform/http/web-cookie.ts';
import type { Config } from '../../platform/settings.ts';
import { isSame } from './known-browser.ts';

const LIVES = 5 * 60_000;

export type HalfWay = ReturnType<typeof openHalfWay>;

/** `hashOf`: what an account's password is kept as now. */
export function openHalfWay(
  secret: string,
  hashOf: (officer: string) => Promise<string | null>,
  real: Clock = systemClock,
) {
  const seal = (officer: string, until: string, hash: string): string =>
    createHmac('sha256', secret).update(`${officer} ${until} ${hash}`).digest('base64url');

  return {
    mark({ officer, hash }: { officer: string; hash: string }): string {
      const until = String(real.now() + LIVES);
      return `${officer}.${until}.${seal(officer, until, hash)}`;
    },

    /** Whose password was said, and what it fits; null for a mark that is none (any more). */
    async read(mark: string): Promise<{ officer: string; hash: string } | null> {
      const [officer = '', until = '', sealed = ''] = mark.split('.');
      if (!(Number(until) > real.now())) return null;
      const hash = await hashOf(officer);
      return hash !== null && isSame(sealed, seal(officer, until, hash)) ? { officer, hash } : null;
    },
  };
}

const COOKIE = 'tuntas-kode';

type Where = Pick<Config, 'publicUrl'>;

export function halfWayIn(c: Context, config: Where): string {
  return (isSecure(c, config) ? getCookie(c, COOKIE, 'host') : getCookie(c, COOKIE)) ?? '';
}

export function keepHalfWay(c: Context, config: Where, mark: string): void {
  const base = { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: LIVES / 1_000 } as const;
  setCookie(c, COOKIE, mark, isSecure(c, config) ? { ...base, secure: true, prefix: 'host' } : base);
}

export function dropHalfWay(c: Context, config: Where): void {
  if (isSecure(c, config)) deleteCookie(c, COOKIE, { path: '/', secure: true, prefix: 'host' });
  else deleteCookie(c, COOKIE, { path: '/' });
}
