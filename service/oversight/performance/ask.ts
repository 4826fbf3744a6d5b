/** What a call or a page asks of performance, understood: which days, as of when, whose work, by which formula. */
import type { z } from 'zod';
import type { Answered, FiguresQuery, RankingQuery } from '#shared/contract/performance.ts';
import { type Actor, grantsOf, hasRole } from '#shared/contract/session.ts';
import { monthOf, type Period, periodOfDays, periodOfMonth } from '#shared/performance/period.ts';
import type { PerformancePolicy } from '#shared/rules/performance.ts';
import { civilDate, DAY, toTimestamp } from '#shared/time/zone.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import type { PerformanceDeps } from './performance.ts';
import type { Asked } from './performance-process.ts';

type Query = Pick<FiguresQuery, 'month' | 'from' | 'to' | 'asOf' | 'category' | 'channel'>;

export interface Understood {
  asked: Asked;
  /** As answers say it again. */
  said: z.infer<typeof Answered>;
}

/** Longer, and one question would hold the process for everybody. */
const LONGEST = 366 * DAY;

/** `unit` null = all offices. Throws 422 for days that make no period, and for a category that is none. */
export function understand(
  { clock, policy, units, categories }: Pick<PerformanceDeps, 'clock' | 'policy' | 'units' | 'categories'>,
  query: Query,
  unit: string | null,
): Understood {
  const now = clock.now();
  const period = periodOf(query, now);
  const wanted = query.asOf === undefined ? period.to : Math.min(Date.parse(query.asOf), period.to);
  if (period.from > now || wanted < period.from) throw notYet(period.from > now ? 'from' : 'asOf');
  const asOf = Math.min(wanted, now);
  const category = query.category === undefined ? undefined : categories.require(query.category).name;
  const { channel } = query;
  const inForce = policy.at(asOf);
  const question = {
    from: period.from,
    asOf,
    units: unit === null ? null : units.withBelow(unit),
    ...(category === undefined ? {} : { category }),
    ...(channel === undefined ? {} : { channel }),
  };
  return {
    asked: { question, live: asOf === now, policy: inForce.performance },
    said: {
      from: civilDate(period.from),
      to: civilDate(period.to),
      asOf: toTimestamp(asOf),
      ...(category === undefined ? {} : { category }),
      ...(channel === undefined ? {} : { channel }),
      policy: inForce.version,
      assumed: isAssumed(inForce.performance),
    },
  };
}

function periodOf({ month, from, to }: Query, now: number): Period {
  if (from === undefined && to === undefined) return periodOfMonth(month ?? monthOf(now));
  if (month !== undefined || from === undefined || to === undefined || from > to) {
    throw invalid('to', 'period', 'oversight.refused.name_one_month_first');
  }
  const period = periodOfDays(from, to);
  if (period.to - period.from < LONGEST) return period;
  throw invalid('to', 'period', 'oversight.refused.most_one_year');
}

function notYet(path: 'from' | 'asOf'): HttpProblem {
  return invalid(path, 'period', 'oversight.refused.instant_before_period_period');
}

function isAssumed({ lateResponse, lateCompletion, weights }: PerformancePolicy): boolean {
  return lateResponse.assumed || lateCompletion.assumed || weights.assumed;
}

/** Offices whose figures somebody may open: null = all. */
export function ownUnits(actor: Actor): string[] | null {
  if (hasRole(actor, 'supervisor')) return null;
  return grantsOf(actor).flatMap(({ role, unit }) => (role === 'unit_admin' && unit ? [unit.code] : []));
}

/**
 * The office that is asked about; null = all of them. Without a name one's own. Throws 404 for one that does not
 * exist, and for one that is none of the caller's business.
 */
export function unitAsked(
  { units }: Pick<PerformanceDeps, 'units'>,
  actor: Actor,
  named: string | undefined,
): string | null {
  const own = ownUnits(actor);
  if (named === undefined) {
    if (own === null) return null;
    const [first] = own;
    if (first === undefined) throw new HttpProblem('not-found');
    return first;
  }
  const isOwn = own === null || own.some((code) => units.isWithin(named, code));
  if (!units.get(named) || !isOwn) throw new HttpProblem('not-found');
  return named;
}

/** Offices that stand beside one another; those that were closed before the period began do not. */
export function contendersOf(
  { units }: Pick<PerformanceDeps, 'units'>,
  kind: RankingQuery['kind'],
  from: number,
) {
  return units
    .ofKind(kind)
    .filter(({ closedAt }) => closedAt === null || closedAt >= from)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ code }) => ({ code, units: units.withBelow(code) }));
}
