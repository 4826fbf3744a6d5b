/** How often and how much one may call. */
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { LRUCache } from 'lru-cache';
import { MAX_UPLOAD_BYTES } from '#shared/contract/evidence.ts';
import { HOUR } from '#shared/time/zone.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { addressOf, networkOf } from './address.ts';
import { bearerToken, type Doors, whoseIs } from './auth.ts';
import type { Callers, Env } from './env.ts';
import { answerProblem, HttpProblem } from './problem.ts';

/** Calls a minute. An officer is promised 600; a desk that polls and opens photos uses some 60. */
const SIGNED_IN_PER_MINUTE = 1_200;
const ANONYMOUS_PER_MINUTE = 300;
/** A whole building may stand behind one address. */
const ACCOUNT_REQUESTS_PER_HOUR = 60;

/** Counts in fixed windows of so many ms; bounded, because an attacker chooses the keys. */
class Window {
  readonly #counts: LRUCache<string, number>;
  constructor(ttl: number) {
    // By size rather than by number, for which room would be set aside beforehand.
    const bound = { maxSize: 50_000, sizeCalculation: () => 1 };
    this.#counts = new LRUCache({ ...bound, ttl, noUpdateTTL: true, ttlResolution: 0, perf: Date });
  }

  count(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  /** Answers how many it were with this one. */
  add(key: string): number {
    const count = this.count(key) + 1;
    this.#counts.set(key, count);
    return count;
  }

  secondsLeft(key: string): number {
    return Math.max(1, Math.ceil(this.#counts.getRemainingTTL(key) / 1_000));
  }
}

/**
 * One count of each caller over all doors: by token once it is somebody's, else by address. A header that only looks like
 * a token would otherwise open a count of its own, and each page one more.
 */
export function openCallers(doors: Doors): Callers {
  const calls = new Window(60_000);
  return async (c, token) => {
    const isKnown = token !== null && (await whoseIs(token, doors)) !== null;
    const key = isKnown ? `t:${token}` : `a:${networkOf(addressOf(c))}`;
    if (calls.add(key) <= (isKnown ? SIGNED_IN_PER_MINUTE : ANONYMOUS_PER_MINUTE)) return;
    throw new HttpProblem('rate-limited', { retryAfter: calls.secondsLeft(key) });
  };
}

/** To stand before every door that counts. */
export function countedBy(callers: Callers): MiddlewareHandler<Env> {
  return (c, next) => {
    c.set('callers', callers);
    return next();
  };
}

/** `tokenOf`: where a door's calls carry it. */
export function rateLimit(
  tokenOf: (c: Context) => string | null = (c) => bearerToken(c.req.header('authorization')),
): MiddlewareHandler<Env> {
  return async (c, next) => {
    await c.get('callers')(c, tokenOf(c));
    return next();
  };
}

/** Per address: each account that is asked for without sign-in is read by a person. Throws `rate-limited`. */
export function accountRequestLimit(): (c: Context<Env>) => Promise<void> {
  const asked = new Window(HOUR);
  return async (c) => {
    const key = networkOf(addressOf(c));
    if (asked.add(key) <= ACCOUNT_REQUESTS_PER_HOUR) return;
    throw new HttpProblem('rate-limited', {
      retryAfter: asked.secondsLeft(key),
      detail: 'problems.refused.too_many_accounts_were',
    });
  };
}

/** Of one kind of call, by whoever is signed in: within what they may call at all. */
export function officerLimit(mostPerMinute: number, detail: Phrase): MiddlewareHandler<Env> {
  const calls = new Window(60_000);
  return (c, next) => {
    const { id } = c.get('actor');
    if (calls.add(id) <= mostPerMinute) return next();
    throw new HttpProblem('rate-limited', { retryAfter: calls.secondsLeft(id), detail });
  };
}

/** Counts only what comes without its length: to ask for a body is to make the request anew, with a stream. */
function bodyUpTo(maxSize: number, onError: (c: Context) => Response): MiddlewareHandler<Env> {
  const counted = bodyLimit({ maxSize, onError });
  return async (c, next) => {
    const length = c.req.header('content-length');
    // Node reads no more than was announced.
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) return counted(c, next);
    return Number(length) > maxSize ? onError(c) : next();
  };
}

/** Of a body; one that says no length is measured as it comes. */
export function bodyOf(bytes: number): MiddlewareHandler<Env> {
  const most = bytes < MB ? `${bytes / 1024} kB` : `${bytes / MB} MB`;
  const detail: Phrase = { key: 'problems.refused.request_body_most', values: { most } };
  return bodyUpTo(bytes, (c) => answerProblem(c, 'too-large', { detail }));
}

const MB = 1024 * 1024;

/** A JSON body is small; only calls that carry photos may be large. */
export const smallBody = bodyOf(MB);

/** What somebody sends whom nobody knows: a form of words. */
export const strangersBody = bodyOf(32 * 1024);

export const photoBody = bodyUpTo(MAX_UPLOAD_BYTES, (c) => answerProblem(c, 'too-large'));
