/**
 * Where is read: at a copy of the server, but for some seconds after the server was away. One that was killed counts its
 * log anew from one, and a copy that has not noticed yet answers from before and believes itself far ahead.
 */
import { type Hrana, isFurther } from './hrana.ts';

/** ms. A copy asks about once a second whether its server is back, and begins anew when it is another log. */
const NOTICED_MS = 5_000;

/** Both may be the same: then there is none. */
export function openCopy(reading: Hrana, writing: Hrana) {
  let wasAway = false;
  let trustedFrom = 0;

  return {
    /** Whom to ask. */
    at: (): Hrana => (performance.now() < trustedFrom ? writing : reading),
    /** How far the log reaches with what was written just now: what is read from here on is at least as new. */
    written(index: string): void {
      if (wasAway || isFurther(reading.followed(), index)) trustedFrom = performance.now() + NOTICED_MS;
      wasAway = false;
      reading.follow(index);
    },
    /** A write had no answer. */
    away(): void {
      wasAway = true;
    },
  };
}
