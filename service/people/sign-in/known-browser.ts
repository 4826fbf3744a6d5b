/**
 * Browsers that an account was signed in from before: somebody who guesses at that account from elsewhere slows down
 * everyone but them. A browser is handed a mark that says for which account; by itself it opens nothing.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { DAY } from '#shared/time/zone.ts';
import { type Clock, systemClock } from '../../platform/clock.ts';
import { isSecure } from '../../platform/http/web-cookie.ts';
import type { Config } from '../../platform/settings.ts';

const KEPT = 180 * DAY;

/** Colleagues who share a computer. */
const MARKS_KEPT = 6;

export type KnownBrowsers = ReturnType<typeof openKnownBrowsers>;

export function openKnownBrowsers(secret: string, real: Clock = systemClock) {
  const seal = (username: string, id: string, until: string): string =>
    createHmac('sha256', secret).update(`${username.toLowerCase()} ${id} ${until}`).digest('base64url');

  return {
    /** For a browser from which this account was signed in to just now. */
    mark(username: string): string {
      const [id, until] = [randomBytes(12).toString('base64url'), String(real.now() + KEPT)];
      return `${id}.${until}.${seal(username, id, until)}`;
    },

    /** What that browser's failures are counted by; null where no mark is this account's now. */
    idOf(username: string, marks: readonly string[]): string | null {
      for (const mark of marks) {
        const [id = '', until = '', sealed = ''] = mark.split('.');
        if (Number(until) > real.now() && isSame(sealed, seal(username, id, until))) return id;
      }
      return null;
    },
  };
}

export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const COOKIE = 'tuntas-kenal';

type Where = Pick<Config, 'publicUrl'>;

/** The marks that a page's browser holds. */
export function marksOf(c: Context, config: Where): string[] {
  const held = isSecure(c, config) ? getCookie(c, COOKIE, 'host') : getCookie(c, COOKIE);
  return (held ?? '').split('~').filter(Boolean).slice(0, MARKS_KEPT);
}

/** The newest first. */
export function keepMarks(c: Context, config: Where, all: readonly string[]): void {
  const marks = all.slice(0, MARKS_KEPT).join('~');
  const base = { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: KEPT / 1_000 } as const;
  setCookie(c, COOKIE, marks, isSecure(c, config) ? { ...base, secure: true, prefix: 'host' } : base);
}
