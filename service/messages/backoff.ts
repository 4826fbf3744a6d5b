/**
 * When a message that was not taken is tried again, and when a receiver as a whole is given up. Pure. The waits grow
 * as Standard Webhooks advises, over a little more than a day.
 */
import { DAY, HOUR } from '#shared/time/zone.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Before the second try, the third …: a message refused after the last of them is a dead letter. */
export const WAITS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  12 * HOUR,
] as const;
export const TRIES = WAITS.length + 1;

/** Of a wait, up or down: what failed at one moment does not come back at one moment. */
const JITTER = 0.2;

/** `chance` in [0, 1). Null: there is no further try. */
export function waitAfter(tries: number, chance: number): number | null {
  const wait = WAITS[tries - 1];
  return wait === undefined ? null : Math.round(wait * (1 - JITTER + 2 * JITTER * chance));
}

/** So many failures in a row are the receiver's and not a message's: from then on one call at a time feels its way. */
export const ILL_AFTER = 5;
/** Whoever comes back is found within this time. */
const LONGEST_REST = 15 * MINUTE;

/** How long a receiver rests that failed so often in a row; 0 while it is only a message that was not taken. */
export function restAfter(failures: number, chance: number): number {
  if (failures < ILL_AFTER) return 0;
  return Math.min(LONGEST_REST, waitAfter(failures - ILL_AFTER + 1, chance) ?? LONGEST_REST);
}

/** What a receiver may ask for by `Retry-After` (RFC 9110, 10.2.3), in seconds; more than an hour is not granted. */
export function askedRest(retryAfter: unknown): number {
  const seconds = typeof retryAfter === 'string' && /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) : 0;
  return Math.min(seconds * SECOND, HOUR);
}

/** Nothing taken for so long, in so many tries: it waits for the operator rather than be called for ever. */
const GIVE_UP_AFTER = DAY;
const GIVE_UP_TRIES = 10;

export function isGivenUp(failures: number, failingFor: number): boolean {
  return failures >= GIVE_UP_TRIES && failingFor >= GIVE_UP_AFTER;
}

/** A receiver that takes some and refuses this many for good is not understood: what it is owed stays bounded. */
export const MOST_DEAD = 1_000;
