/** Where the service's time comes from. Everything that needs the time is handed this; nothing reads its own. */
export interface Clock {
  /** ms UTC */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that was put somewhere and runs on from there; forwards only. Demo mode and tests. */
export interface SettableClock extends Clock {
  /** Moves to `instant` (ms UTC); answers false, and does nothing, when that lies in the past. */
  moveTo(instant: number): boolean;
}

export function settableClock(start: number, real: Clock = systemClock): SettableClock {
  let offset = start - real.now();
  const now = (): number => real.now() + offset;
  return {
    now,
    moveTo(instant) {
      if (instant < now()) return false;
      offset = instant - real.now();
      return true;
    },
  };
}
