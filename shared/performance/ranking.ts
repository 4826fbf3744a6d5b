/** Units beside one another, by what their follow-ups are worth, and categories. Kelurahan and dinas are ranked openly (S). */
import type { PerformancePolicy } from '../rules/performance.ts';
import type { Course } from './course.ts';
import { type Figures, figuresOf } from './figures.ts';
import type { Question } from './table.ts';

/** A unit and the offices whose work is its own: itself and those below it. */
export interface Contender {
  code: string;
  units: ReadonlySet<string>;
}

export interface Ranked {
  code: string;
  /** From 1; equal values share one and the next is left out. Null with too few reports to judge by. */
  rank: number | null;
  figures: Figures;
}

/** Best first, then those without a rank; `contenders` in the order that decides between equals. */
export function rankingOf(
  courses: Iterable<Course>,
  question: Omit<Question, 'units'>,
  contenders: readonly Contender[],
  policy: PerformancePolicy,
): Ranked[] {
  const own = new Map(contenders.map(({ code }) => [code, new Set<Course>()]));
  const contendersOf = new Map<string, string[]>();
  for (const { code, units } of contenders) {
    for (const unit of units) contendersOf.set(unit, [...(contendersOf.get(unit) ?? []), code]);
  }
  // Each report goes only to those it concerns: all of them over all reports would be hundreds of times the work.
  for (const course of courses) {
    for (const unit of unitsOf(course)) {
      for (const code of contendersOf.get(unit) ?? []) own.get(code)?.add(course);
    }
  }
  const figures = contenders.map(({ code, units }) => ({
    code,
    figures: figuresOf(own.get(code) ?? [], { ...question, units }, policy),
  }));
  const { leastReports } = policy.ranking;
  const isRanked = ({ figures: { value } }: Pick<Ranked, 'figures'>): boolean =>
    value.mean !== null && value.reports >= leastReports;
  const sorted = figures.filter(isRanked).toSorted((a, b) => meanOf(b) - meanOf(a));
  const rest = figures.filter((one) => !isRanked(one));
  return [
    ...sorted.map((one) => ({
      ...one,
      rank: 1 + sorted.filter((other) => meanOf(other) > meanOf(one)).length,
    })),
    ...rest.map((one) => ({ ...one, rank: null })),
  ];
}

function meanOf({ figures }: Pick<Ranked, 'figures'>): number {
  return figures.value.mean ?? 0;
}

/** Every office that it ever concerned. */
function unitsOf({ unit, arrivals, answers, decisions }: Course): Set<string> {
  const all = [unit, ...[...arrivals, ...answers, ...decisions].map((part) => part.unit)];
  return new Set(all.filter((code) => code !== null));
}

export interface OfCategory {
  category: string;
  figures: Figures;
}

/** The figures of a period for each category that had any report in it, the most reported first. */
export function categoriesOf(
  courses: Iterable<Course>,
  question: Question,
  policy: PerformancePolicy,
): OfCategory[] {
  const groups = new Map<string, Course[]>();
  for (const course of courses) {
    const group = groups.get(course.category);
    if (group) group.push(course);
    else groups.set(course.category, [course]);
  }
  return [...groups]
    .map(([category, group]) => ({ category, figures: figuresOf(group, question, policy) }))
    .filter(({ figures: { counts, value } }) => counts.received + counts.backlog + value.reports > 0)
    .sort(
      (a, b) => b.figures.counts.received - a.figures.counts.received || (a.category < b.category ? -1 : 1),
    );
}
