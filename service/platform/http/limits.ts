/** How often and how much one may call. */
import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { MAX_UPLOAD_BYTES } from '#shared/contract/evidence.ts';
import { HOUR } from '#shared/time/wib.ts';
import { type Clock, systemClock } from '../clock.ts';
import { addressOf } from './address.ts';
import { bearerToken, type Doors, whoseIs } from './auth.ts';
import type { Env } from './env.ts';
import { answerProblem, HttpProblem } from './problem.ts';

/** Calls a minute. An officer is promised 600; a desk that polls and opens photos uses some 60. */
const SIGNED_IN_PER_MINUTE = 1_200;
const ANONYMOUS_PER_MINUTE = 300;
/** A whole building may stand behind one address. */
const ACCOUNT_REQUESTS_PER_HOUR = 60;

/** Counts in fixed windows; bounded, because an attacker chooses the keys. */
class Window {
  readonly #counts = new Map<string, { count: number; until: number }>();
  readonly #length: number;
  readonly #real: Clock;
  constructor(length: number, real: Clock) {
    this.#length = length;
    this.#real = real;
  }

  count(key: string): { count: number; until: number } {
    const now = this.#real.now();
    const kept = this.#counts.get(key);
    if (kept && kept.until > now) return kept;
    return { count: 0, until: now + this.#length };
  }

  add(key: string): { count: number; until: number } {
    const { count, until } = this.count(key);
    if (!this.#counts.has(key) && this.#counts.size >= 50_000) this.#forgetEnded();
    const next = { count: count + 1, until };
    this.#counts.set(key, next);
    return next;
  }

  #forgetEnded(): void {
    const now = this.#real.now();
    for (const [key, { until }] of this.#counts) if (until <= now) this.#counts.delete(key);
    if (this.#counts.size >= 50_000) this.#counts.clear();
  }

  secondsLeft(until: number): number {
    return Math.max(1, Math.ceil((until - this.#real.now()) / 1_000));
  }
}

/** Per token where one is sent, else per address. Comes before the token is looked at. */
export function rateLimit(
  tokenOf: (c: Context) => string | null = (c) => bearerToken(c.req.header('authorization')),
  real: Clock = systemClock,
): MiddlewareHandler<Env> {
  const calls = new Window(60_000, real);
  return async (c, next) => {
    const token = tokenOf(c);
    const key =
      token === null ? `a:${addressOf(c)}` : `t:${createHash('sha256').update(token).digest('base64')}`;
    const { count, until } = calls.add(key);
    if (count > (token === null ? ANONYMOUS_PER_MINUTE : SIGNED_IN_PER_MINUTE)) {
      throw new HttpProblem('rate-limited', { retryAfter: calls.secondsLeft(until) });
    }
    await next();
  };
}

/** `token`: where the call carries it elsewhere than in `Authorization`. */
export type PublicLimit = (c: Context, token?: string | null) => Promise<void>;

/**
 * Per address, for doors that need no sign-in. A header that only looks like a token opens a count of its own in
 * {@link rateLimit}; here, where nobody looks at the token afterwards, it would let a guesser of numbers and
 * secrets start anew with each. A token that is somebody's keeps its officer's promise. Throws `rate-limited`.
 */
export function publicLimit(doors: Doors, real: Clock = systemClock): PublicLimit {
  const calls = new Window(60_000, real);
  return async (c, token = bearerToken(c.req.header('authorization'))) => {
    const key = addressOf(c);
    const { count, until } = calls.count(key);
    if (count >= ANONYMOUS_PER_MINUTE) {
      if (token !== null && (await whoseIs(token, doors)) !== null) return;
      throw new HttpProblem('rate-limited', { retryAfter: calls.secondsLeft(until) });
    }
    calls.add(key);
  };
}

/** Per address: each account that is asked for without sign-in is read by a person. Throws `rate-limited`. */
export function accountRequestLimit(real: Clock = systemClock): PublicLimit {
  const asked = new Window(HOUR, real);
  return async (c) => {
    const { count, until } = asked.add(addressOf(c));
    if (count <= ACCOUNT_REQUESTS_PER_HOUR) return;
    throw new HttpProblem('rate-limited', {
      retryAfter: asked.secondsLeft(until),
      detail: 'problems.refused.too_many_accounts_were',
    });
  };
}

/** A JSON body is small; only calls that carry photos may be large. */
export const smallBody = bodyLimit({
  maxSize: 1024 * 1024,
  onError: (c) =>
    answerProblem(c, 'too-large', {
      detail: 'problems.refused.request_body_1_mb',
    }),
});

export const photoBody = bodyLimit({
  maxSize: MAX_UPLOAD_BYTES,
  onError: (c) => answerProblem(c, 'too-large'),
});
