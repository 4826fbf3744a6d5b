/** What clocks are called, by which rules they run, and what can move them. */
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
export const DUE_CLOCKS: readonly ClockName[] = ['response', 'completion', 'validation', 'monthly_close'];

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
