/** By which rules clocks are computed: every policy there was and will be, and the calendar as it was known. */
import type { ClockPolicy } from '../rules/clocks.ts';
import type { Calendar } from './calendar.ts';

/** A policy and the instant from which it counts. Its version names it. */
export interface DatedPolicy {
  version: number;
  /** ms UTC */
  from: number;
  /** True when clocks that ran at `from` were put under it as well; else only those that start afterwards are. */
  recompute: boolean;
  clocks: ClockPolicy;
}

export interface ClockRules {
  /** Oldest first; never empty. */
  policies: readonly [DatedPolicy, ...DatedPolicy[]];
  calendar: Calendar;
}

/** The policy in force at `at`. Before the first there is none other than the first. */
export function policyAt(rules: ClockRules, at: number): DatedPolicy {
  return rules.policies.findLast((policy) => policy.from <= at) ?? rules.policies[0];
}

/** Policies that came after `version`, are in force at `at` and take running clocks along, oldest first. */
export function recomputingSince(rules: ClockRules, version: number, at: number): DatedPolicy[] {
  const known = rules.policies.findIndex((policy) => policy.version === version);
  return rules.policies.slice(known + 1).filter((policy) => policy.recompute && policy.from <= at);
}
