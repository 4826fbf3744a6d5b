/** The sums of a period: how many reports each figure has, and what comes of them. */
import { categoryWeight, type PerformancePolicy } from '../rules/performance.ts';
import { RETURN_REASONS, type ReturnReason } from '../ticket/reason.ts';
import { isOpen } from '../ticket/status.ts';
import type { Course } from './course.ts';
import {
  COUNTS,
  DURATIONS,
  each,
  type FigureName,
  isAnswerLate,
  isAsked,
  isCompletionLate,
  LENGTHS,
  type Question,
  reasonsIn,
  reportsBehind,
  SHARES,
  starsIn,
} from './table.ts';

export interface Share {
  of: number;
  counted: number;
}

/** Null where there is nothing to have a share of. */
export function shareOf({ of, counted }: Share): number | null {
  return of === 0 ? null : counted / of;
}

export interface Figures {
  /** Weighted mean of what the judged reports are worth, 0 to 1; null where none was judged. */
  value: { reports: number; mean: number | null };
  counts: Record<(typeof COUNTS)[number], number>;
  shares: Record<(typeof SHARES)[number], Share>;
  /** Milliseconds. */
  durations: Record<(typeof LENGTHS)[number], Spread>;
  stars: { reports: number; mean: number | null };
  /** The most frequent first. */
  returnReasons: { code: ReturnReason; reports: number }[];
}

/**
 * What a report is worth: 1 when response and completion were in time, less a share for each that was not, 0 while
 * it is late and unfinished. The formula is assumed: see the policy.
 */
export function worthOf(course: Course, question: Question, policy: PerformancePolicy): number {
  if (isOpen(course)) return 0;
  const taken =
    (isAnswerLate(course, question) ? policy.lateResponse.percent : 0) +
    (isCompletionLate(course, question) ? policy.lateCompletion.percent : 0);
  return (100 - taken) / 100;
}

export function figuresOf(all: Iterable<Course>, question: Question, policy: PerformancePolicy): Figures {
  const courses = [...all].filter((course) => isAsked(course, question));
  const behind = (figure: FigureName, part: 'of' | 'counted' = 'of') =>
    reportsBehind(courses, question, { figure, part });
  const known = (of: (course: Course, question: Question) => number | null): number[] =>
    courses.map((course) => of(course, question)).filter((value) => value !== null);
  const judged = behind('value').map((course) => ({
    value: worthOf(course, question, policy),
    weight: categoryWeight(policy, course.category),
  }));
  const stars = known(starsIn).map((value) => ({ value, weight: 1 }));
  const whyReturned = behind('returned', 'counted').map((course) => reasonsIn(course, question));
  return {
    value: { reports: judged.length, mean: weightedMean(judged) },
    counts: each(COUNTS, (figure) => behind(figure).length),
    shares: each(SHARES, (figure) => ({
      of: behind(figure).length,
      counted: behind(figure, 'counted').length,
    })),
    durations: each(LENGTHS, (length) => spreadOf(known(DURATIONS[length]))),
    stars: { reports: stars.length, mean: weightedMean(stars) },
    returnReasons: RETURN_REASONS.map((code) => ({
      code,
      reports: whyReturned.filter((reasons) => reasons.has(code)).length,
    }))
      .filter(({ reports }) => reports > 0)
      .sort((a, b) => b.reports - a.reports),
  };
}

/** Over many reports: middle and upper end; empty input has neither. */
interface Spread {
  /** How many there were. */
  reports: number;
  /** The middle one; between the two middle ones where their number is even. */
  median: number | null;
  /** The smallest value that nine in ten do not exceed (nearest rank). */
  p90: number | null;
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const { length } = sorted;
  const at = (index: number): number | null => sorted[index] ?? null;
  const low = at(Math.ceil(length / 2) - 1);
  const high = at(Math.floor(length / 2));
  return {
    reports: length,
    median: low === null || high === null ? null : (low + high) / 2,
    p90: at(Math.ceil(length * 0.9) - 1),
  };
}

function weightedMean(values: readonly { value: number; weight: number }[]): number | null {
  const weight = values.reduce((sum, one) => sum + one.weight, 0);
  return weight > 0 ? values.reduce((sum, one) => sum + one.value * one.weight, 0) / weight : null;
}
