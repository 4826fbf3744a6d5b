/** How often and how much one may call. */
import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { LRUCache } from 'lru-cache';
import { MAX_UPLOAD_BYTES } from '#shared/contract/evidence.ts';
import { HOUR } from '#shared/time/zone.ts';
import { addressOf } from './address.ts';
import { bearerToken, type Doors, whoseIs } from './auth.ts';
import type { Env } from './env.ts';
import { answerProblem, HttpProblem } from './problem.ts';

/** Calls a minute. An officer is promised 600; a desk that polls and opens photos uses some 60. */
const SIGNED_IN_PER_MINUTE = 1_200;
const ANONYMOUS_PER_MINUTE = 300;
/** Characters: no token of ours is longer. */
const OWN_TOKENS = 128;
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

/** Per token where one is sent, else per address. Comes before the token is looked at. */
export function rateLimit(
  tokenOf: (c: Context) => string | null = (c) => bearerToken(c.req.header('authorization')),
): MiddlewareHandler<Env> {
  const calls = new Window(60_000);
  return (c, next) => {
    const token = tokenOf(c);
    const key = token === null ? `a:${addressOf(c)}` : `t:${shortened(token)}`;
    if (calls.add(key) > (token === null ? ANONYMOUS_PER_MINUTE : SIGNED_IN_PER_MINUTE)) {
      throw new HttpProblem('rate-limited', { retryAfter: calls.secondsLeft(key) });
    }
    return next();
  };
}

/** What is longer than any of ours is counted by its hash, so that it takes no room. */
function shortened(token: string): string {
  return token.length <= OWN_TOKENS ? token : createHash('sha256').update(token).digest('base64');
}

/** `token`: where the call carries it elsewhere than in `Authorization`. */
export type PublicLimit = (c: Context, token?: string | null) => Promise<void>;

/**
 * Per address, for doors that need no sign-in. A header that only looks like a token opens a count of its own in
 * {@link rateLimit}; here, where nobody looks at the token afterwards, it would let a guesser of numbers and
 * secrets start anew with each. A token that is somebody's keeps its officer's promise. Throws `rate-limited`.
 */
export function publicLimit(doors: Doors): PublicLimit {
  const calls = new Window(60_000);
  return async (c, token = bearerToken(c.req.header('authorization'))) => {
    const key = addressOf(c);
    if (calls.count(key) >= ANONYMOUS_PER_MINUTE) {
      if (token !== null && (await whoseIs(token, doors)) !== null) return;
      throw new HttpProblem('rate-limited', { retryAfter: calls.secondsLeft(key) });
    }
    calls.add(key);
  };
}

/** Per address: each account that is asked for without sign-in is read by a person. Throws `rate-limited`. */
export function accountRequestLimit(): PublicLimit {
  const asked = new Window(HOUR);
  return async (c) => {
    const key = addressOf(c);
    if (asked.add(key) <= ACCOUNT_REQUESTS_PER_HOUR) return;
    throw new HttpProblem('rate-limited', {
      retryAfter: asked.secondsLeft(key),
      detail: 'problems.refused.too_many_accounts_were',
    });
  };
}

/** Counts only what comes without its length: to ask for a body is to make the request anew, with a stream. */
function bodyUpTo(maxSize: number, onError: (c: Context) => Response): MiddlewareHandler {
  const counted = bodyLimit({ maxSize, onError });
  return async (c, next) => {
    const length = c.req.header('content-length');
    // Node reads no more than was announced.
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) return counted(c, next);
    return Number(length) > maxSize ? onError(c) : next();
  };
}

/** A JSON body is small; only calls that carry photos may be large. */
export const smallBody = bodyUpTo(1024 * 1024, (c) =>
  answerProblem(c, 'too-large', { detail: 'problems.refused.request_body_1_mb' }),
);

export const photoBody = bodyUpTo(MAX_UPLOAD_BYTES, (c) => answerProblem(c, 'too-large'));
