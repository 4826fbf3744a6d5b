/** Which criteria stand beside a report, and which of them the chosen return reasons rest on. Pure. */
import type { Criterion } from '#shared/contract/criteria.ts';
import type { ReturnReason } from '#shared/ticket/reason.ts';
import type { StoredCriterion } from '../../store/database.ts';

/** Those that hold for the category, its own before those for every one. */
export function criteriaFor(all: readonly StoredCriterion[], category: string): StoredCriterion[] {
  return all
    .filter((each) => each.holds && (each.category === null || each.category === category))
    .sort((a, b) => Number(a.category === null) - Number(b.category === null) || a.id - b.id);
}

export function linkedTo<C extends Criterion>(criteria: readonly C[], reasons: readonly ReturnReason[]): C[] {
  return criteria.filter(({ reasonCodes }) => reasonCodes.some((code) => reasons.includes(code)));
}

/** Regulation, article and meeting, as far as they are known. */
export function citationOf({ citation }: Pick<Criterion, 'citation'>): string {
  return [citation.regulation, citation.article].filter(Boolean).join(', ');
}
