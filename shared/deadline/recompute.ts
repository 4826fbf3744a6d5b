/**
 * Rules that change while clocks run. A clock keeps the policy in force when it started, unless a later one was
 * set to take running clocks along; a corrected calendar gives or takes the same-day target of that day. Pure and
 * of the report's log alone: recomputing twice, or late, comes to the same.
 */
import { completionLimit, type Limit, sameDayCutoff } from '../rules/clocks.ts';
import { civilDate, endOfDay, HOUR, startOfDay } from '../time/zone.ts';
import { isWorkingDay } from './calendar.ts';
import { type ClockRules, type DatedPolicy, policyAt, recomputingSince } from './rules.ts';
import { type ClockRule, dueAfter, isRunning, type StoredClock } from './stored-clock.ts';

/** The clocks as the rules known at `at` have them. `category` decides the completion limit. */
export function recomputeClocks(
  clocks: readonly StoredClock[],
  at: number,
  rules: ClockRules,
  category: string,
): StoredClock[] {
  const renewed = clocks.map((clock) => {
    if (!isRunning(clock)) return clock;
    return recomputingSince(rules, clock.policy, at).reduce(
      (before, policy) => underPolicy(before, policy, category),
      clock,
    );
  });
  return withSameDay(renewed, at, rules);
}

function underPolicy(clock: StoredClock, policy: DatedPolicy, category: string): StoredClock {
  if (!hasLimit(clock.rule)) return { ...clock, policy: policy.version };
  const given = limitFor(clock.rule, policy, category);
  const dueAt = dueAfter(clock.since, given.limit, clock.moves);
  const told =
    dueAt === clock.dueAt
      ? []
      : [{ why: 'policy' as const, at: policy.from, value: policy.version, from: clock.dueAt, to: dueAt }];
  const moves = [...clock.moves, ...told];
  return {
    ...clock,
    rule: given.rule,
    limit: given.limit,
    dueAt,
    assumed: given.assumed || moves.some((move) => move.why !== 'policy'),
    policy: policy.version,
    moves,
  };
}

/** Of a report whose category was not known until `at` (ms UTC): its limit holds as though it always had been. */
export function limitedBy(
  clocks: readonly StoredClock[],
  at: number,
  rules: ClockRules,
  category: string,
): StoredClock[] {
  const limited = clocks.map((clock) => {
    if (clock.clock !== 'completion' || !hasLimit(clock.rule)) return clock;
    const policy = rules.policies.find(({ version }) => version === clock.policy) ?? rules.policies[0];
    const { rule, limit, assumed } = limitFor(clock.rule, policy, category);
    const dueAt = dueAfter(clock.since, limit, clock.moves);
    return {
      ...clock,
      rule,
      limit,
      dueAt,
      assumed: assumed || clock.moves.some(({ why }) => why !== 'policy'),
    };
  });
  return recomputeClocks(limited, at, rules, category);
}

/** Rules that give a length of time; of the others the due instant is a date. */
export type LimitRule = Exclude<ClockRule, 'same_day' | 'monthly_close'>;

function hasLimit(rule: ClockRule): rule is LimitRule {
  return rule !== 'same_day' && rule !== 'monthly_close';
}

/** What a rule gives under a policy. */
export function limitFor(
  rule: LimitRule,
  { clocks }: DatedPolicy,
  category: string,
): { rule: ClockRule; limit: number; assumed: boolean } {
  const given = (limit: Limit, assumed: boolean, as: ClockRule = rule) => ({
    rule: as,
    limit: limit.hours * HOUR,
    assumed: limit.assumed || assumed,
  });
  switch (rule) {
    case 'response':
      return given(clocks.response, false);
    // Six hours are stated for the office that receives the report first; that others get as much is ours.
    case 'response_passed_on':
    case 'response_reopened':
      return given(clocks.response, true);
    case 'completion':
    case 'completion_category': {
      const { limit, own } = completionLimit(clocks, category);
      return given(limit, false, own ? 'completion_category' : 'completion');
    }
    case 'completion_reopened':
      return given(completionLimit(clocks, category).limit, true);
    case 'red_flag':
      return given(clocks.redFlag, false);
    case 'validation':
      return given(clocks.validation, false);
  }
}

/** The same-day target of what reached the validator at `reachedAt`, as known at `at`; null when it has none. */
export function sameDayTarget(reachedAt: number, at: number, rules: ClockRules, policy: DatedPolicy) {
  if (reachedAt - startOfDay(reachedAt) > sameDayCutoff(policy.clocks)) return null;
  if (!isWorkingDay(reachedAt, rules.calendar, at)) return null;
  const dueAt = endOfDay(reachedAt);
  const { sameDay } = policy.clocks;
  const target: StoredClock = {
    clock: 'same_day',
    rule: 'same_day',
    since: reachedAt,
    limit: dueAt - reachedAt,
    dueAt,
    metAt: null,
    stoppedAt: null,
    assumed: sameDay.assumed,
    policy: policy.version,
    moves: [],
  };
  return target;
}

/**
 * A target that no longer holds goes: nobody was late on a day off. One that a correction brings is given while
 * its day lasts and the report still waits; afterwards nobody could have met it.
 */
function withSameDay(clocks: StoredClock[], at: number, rules: ClockRules): StoredClock[] {
  const target = clocks.find((clock) => clock.clock === 'same_day');
  const validation = clocks.find((clock) => clock.clock === 'validation');
  if (!validation || !isRunning(validation)) return clocks;
  const policy = rules.policies.find(({ version }) => version === (target ?? validation).policy);
  const inForce = policy ?? policyAt(rules, validation.since);
  if (target) {
    // It runs for as long as the validation does: whatever ends one ends the other.
    const holds = sameDayTarget(target.since, at, rules, inForce) !== null;
    return holds ? clocks : clocks.filter((clock) => clock !== target);
  }
  const { since } = validation;
  if (at > endOfDay(since) || !correctedSince(since, at, rules)) return clocks;
  const given = sameDayTarget(since, at, rules, inForce);
  return given ? [...clocks, given] : clocks;
}

/** Only what was learned after the follow-up can bring a target that was not given with it. */
function correctedSince(since: number, at: number, rules: ClockRules): boolean {
  return (
    (rules.calendar.entryOf(civilDate(since), at)?.knownFrom ?? since) > since ||
    rules.policies.some((policy) => policy.recompute && policy.from > since && policy.from <= at)
  );
}
