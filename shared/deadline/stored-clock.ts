/** What clocks are called and run by, and a clock as it is kept with its report: from when, how long, what moved it since. */
/** Instants in ms UTC. */
export interface ClockMove {
  why: MoveCause;
  at: number;
  /** `return`: how long the validator had it. `tiket`, `tunda`: the instant named. `policy`: its version. */
  value: number;
  /** Due instant before and after. */
  from: number;
  to: number;
}

/** Instants in ms UTC. A clock that is neither met nor stopped is running. */
export interface StoredClock {
  clock: ClockName;
  rule: ClockRule;
  since: number;
  /** ms that the rule gave it; what moved it since comes on top. */
  limit: number;
  dueAt: number;
  metAt: number | null;
  /** Set when the work ended without meeting it (refused, merged): it counts no further. */
  stoppedAt: number | null;
  /** True where a number that no source states decides it. */
  assumed: boolean;
  /** Version of the policy it runs by. */
  policy: number;
  moves: ClockMove[];
}

/** How a clock came out: all that being late depends on. */
export type Outcome = Pick<StoredClock, 'dueAt' | 'metAt' | 'stoppedAt'>;

type NamedOutcome = Outcome & Pick<StoredClock, 'clock'>;

export function isRunning(clock: Outcome): boolean {
  return clock.metAt === null && clock.stoppedAt === null;
}

/** Met, or stopped, or still running after its due instant. `dueAt` itself is in time. */
export function isLate(clock: Outcome, now: number): boolean {
  return (clock.metAt ?? clock.stoppedAt ?? now) > clock.dueAt;
}

/** Earliest due instant of the running clocks that a person has to meet; null when none runs. */
export function nextDue(clocks: readonly NamedOutcome[]): number | null {
  return nextDueClock(clocks)?.dueAt ?? null;
}

/** The clock whose instant that is; of several at one instant the one named first. */
export function nextDueClock<C extends NamedOutcome>(clocks: readonly C[]): C | null {
  const running = DUE_CLOCKS.flatMap((name) => clocks.filter((c) => c.clock === name && isRunning(c)));
  return running.reduce<C | null>((first, c) => (first && first.dueAt <= c.dueAt ? first : c), null);
}

/** Due instant of an unmet same-day target: it counts as today's work and never as late. */
export function sameDayDue(clocks: readonly StoredClock[]): number | null {
  return clocks.find((c) => c.clock === 'same_day' && isRunning(c))?.dueAt ?? null;
}

/** The due instant that follows from a start, a limit and everything that moved the clock, in its order. */
export function dueAfter(since: number, limit: number, moves: readonly ClockMove[]): number {
  return moves.reduce((due, move) => moved(due, move), since + limit);
}

function moved(due: number, { why, value }: Pick<ClockMove, 'why' | 'value'>): number {
  switch (why) {
    case 'return':
      return due + value;
    case 'tiket':
      return Math.max(due, value);
    case 'tunda':
      return value;
    case 'policy':
      return due;
  }
}

/** The clock with one more move. A due instant that stays where it was needs no telling. */
export function withMove(clock: StoredClock, why: MoveCause, at: number, value: number): StoredClock {
  const to = moved(clock.dueAt, { why, value });
  if (to === clock.dueAt) return clock;
  return {
    ...clock,
    dueAt: to,
    // How far an event moves a limit is nowhere stated: the sources name the limits only.
    assumed: true,
    moves: [...clock.moves, { why, at, value, from: clock.dueAt, to }],
  };
}

export const CLOCKS = [
  'response',
  'completion',
  'red_flag',
  'validation',
  'same_day',
  'monthly_close',
] as const;
export type ClockName = (typeof CLOCKS)[number];

/** Clocks that decide what is due next: a red flag only warns, the same-day target is no limit. */
const DUE_CLOCKS: readonly ClockName[] = ['response', 'completion', 'validation', 'monthly_close'];

/** The rule a clock runs by; what it is explained with. */
export const CLOCK_RULES = [
  'response',
  /** A fresh six hours for an office that receives the report by koordinasi or disposisi. */
  'response_passed_on',
  'response_reopened',
  'completion',
  'completion_category',
  'completion_reopened',
  'red_flag',
  'validation',
  'same_day',
  'monthly_close',
] as const;
export type ClockRule = (typeof CLOCK_RULES)[number];

/**
 * `return`: the office got the time back that the validator took · `tiket`: the first work ticket's estimate ·
 * `tunda`: postponed to a given instant · `policy`: put under a new policy while it ran.
 */
export const MOVE_CAUSES = ['return', 'tiket', 'tunda', 'policy'] as const;
export type MoveCause = (typeof MOVE_CAUSES)[number];
