/** The figures of a period for each category that had any report in it, the most reported first. */
import type { PerformancePolicy } from '../rules/performance.ts';
import type { Course } from './course.ts';
import { type Figures, figuresOf } from './figures.ts';
import type { Question } from './table.ts';

export interface OfCategory {
  category: string;
  figures: Figures;
}

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
