/**
 * Live nudges: whoever listens is told that something in their scope has happened, and reads it by `/changes`. When
 * the log grows its new lines are read once for all listeners, in short steps, and judged once for each scope.
 */

import type { Actor } from '#shared/contract/session.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import { type Clock, systemClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { type Doors, whoseIs } from '../../platform/http/auth.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { type FeedLine, linesAfter, newestSeq, notReached, scopeIdOf, scopeOf } from './feed.ts';
import { type LiveStream, openLiveStream } from './live-stream.ts';
import { openLogWalk } from './log-walk.ts';
import type { LogWatch } from './log-watch.ts';

interface LiveCaller {
  token: string;
  actor: Actor;
  /** ms UTC, by the machine's clock. */
  expiresAt: number;
}

export interface Live {
  /**
   * `after`: what the caller already knows of; null = everything so far. Throws 410 for a number the log has not
   * reached, 429 where this caller listens too often already, 503 while the service stops.
   */
  open(caller: LiveCaller, after: number | null): Promise<ReadableStream<Uint8Array>>;
  /** Something was taken away from this caller: a session, a key, a right. Ends what holds no more; never throws. */
  recheck(actorId: string): Promise<void>;
  /** Keeps connections alive and ends those whose time is over; rings by itself. */
  beat(): void;
  close(): void;
}

export interface LiveNeeds extends Doors {
  db: Db;
  units: UnitDirectory;
  logWatch: LogWatch;
  /** The machine's clock: sessions end by it. */
  real?: Clock;
}

interface Listener extends LiveCaller {
  scope: string;
  stream: LiveStream;
  /** Newest number they know of. */
  told: number;
  /** The log up to here was judged for them when they came; null while that is not done. */
  abreastOf: number | null;
  until: number;
}

/** Shorter than proxies wait in silence. */
const BEAT_MS = 25_000;
/** Then a client comes back and shows its token anew: what another process took away holds by then. */
const LIFETIME_MS = 10 * 60_000;
/** Of one account or one other system. */
export const PER_CALLER = 10;
const ALL_CALLERS = 5_000;
/** Whoever has missed more is told so without looking: they have to read anyway. */
const LOOKED_THROUGH = 2_000;

export function openLive({ db, units, logWatch, real = systemClock, ...doors }: LiveNeeds): Live {
  const listeners = new Set<Listener>();
  const walk = openLogWalk(db, {
    isWatched: () => listeners.size > 0,
    judge: (lines) => tell(listeners, lines),
    lost: endAll,
  });
  let isClosed = false;

  const endWatch = logWatch.listen(walk.to);
  const timer = setInterval(beat, BEAT_MS);
  timer.unref();

  /** They come back with the number they were told last, so that nothing is lost by it. */
  function endAll(): void {
    for (const listener of listeners) end(listener);
  }

  function tell(whom: Iterable<Listener>, lines: readonly FeedLine[]): void {
    const newestOf = new Map<string, number>();
    for (const listener of whom) {
      const seq = newestOf.get(listener.scope) ?? newestIn(lines, listener.actor, units);
      newestOf.set(listener.scope, seq);
      nudge(listener, seq);
    }
  }

  function nudge(listener: Listener, seq: number): void {
    if (seq <= listener.told) return;
    if (listener.expiresAt <= real.now()) {
      end(listener);
      return;
    }
    listener.told = seq;
    listener.stream.nudge(seq);
  }

  function leave(listener: Listener): void {
    listeners.delete(listener);
    walk.rest();
  }

  function end(listener: Listener): void {
    leave(listener);
    listener.stream.end();
  }

  function beat(): void {
    const now = real.now();
    for (const listener of listeners) {
      const isOver = now >= Math.min(listener.expiresAt, listener.until);
      const { abreastOf, told, stream } = listener;
      const isStuck = abreastOf !== null && !stream.beat(Math.max(told, abreastOf, walk.at() ?? 0));
      if (isOver || isStuck) end(listener);
    }
  }

  /** From before their connection on; what comes meanwhile finds them among the listeners. */
  async function bringAbreast(listener: Listener, after: number | null): Promise<void> {
    const end = await newestSeq({ db });
    if (after !== null && after > end) throw notReached(after, end);
    walk.from(end);
    if (after === null || end - after > LOOKED_THROUGH) nudge(listener, end);
    else tell([listener], await linesAfter(db, after, end));
    listener.abreastOf = end;
  }

  return {
    async open(caller, after) {
      if (isClosed) throw new HttpProblem('unavailable', { retryAfter: 1 });
      requirePlace(listeners, caller);
      const listener = listenerFor(caller, after, real.now(), () => leave(listener));
      listeners.add(listener);
      try {
        await bringAbreast(listener, after);
      } catch (error) {
        leave(listener);
        throw error;
      }
      return listener.stream.readable;
    },

    async recheck(actorId) {
      for (const listener of [...listeners].filter(({ actor }) => actor.id === actorId)) {
        const actor = await whoseIs(listener.token, doors).catch(() => null);
        if (actor === null || scopeIdOf(actor) !== listener.scope) end(listener);
      }
    },

    beat,

    close() {
      isClosed = true;
      clearInterval(timer);
      endWatch();
      endAll();
    },
  };
}

function requirePlace(listeners: ReadonlySet<Listener>, { actor }: LiveCaller): void {
  const theirs = [...listeners].filter((listener) => listener.actor.id === actor.id);
  if (theirs.length < PER_CALLER && listeners.size < ALL_CALLERS) return;
  throw new HttpProblem('rate-limited', { retryAfter: BEAT_MS / 1_000 });
}

function listenerFor(caller: LiveCaller, after: number | null, now: number, left: () => void): Listener {
  return {
    ...caller,
    scope: scopeIdOf(caller.actor),
    stream: openLiveStream(Math.random(), left),
    told: after ?? -1,
    abreastOf: null,
    until: now + LIFETIME_MS,
  };
}

function newestIn(lines: readonly FeedLine[], actor: Actor, units: UnitDirectory): number {
  return lines.findLast((line) => scopeOf(actor, line, units) !== null)?.seq ?? 0;
}
