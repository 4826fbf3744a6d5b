/** The criteria beside a report, from the store and so without the service too, and which of them a reason rests on. */
import type { Criterion } from '#shared/contract/criteria.ts';
import type { ReturnReason } from '#shared/ticket/reason.ts';
import type { StoredCriterion } from '../../store/database.ts';
import { useLive } from '../../ui/hooks.ts';
import { useSurroundings } from './context.ts';

/** `null` until they are read, and where none was ever fetched. */
export function useCriteria(category: string): StoredCriterion[] | null {
  const { store } = useSurroundings();
  const live = useLive(
    async () => ({
      all: await store.criteria.toArray(),
      isRead: (await store.meta.get('sync'))?.libraryReadAt != null,
    }),
    [store],
  );
  if (live.state !== 'ready') return null;
  const { all, isRead } = live.value;
  return all.length === 0 && !isRead ? null : criteriaFor(all, category);
}

/** Also what no longer holds: a history refers to it. */
export function useEveryCriterion(): readonly StoredCriterion[] | null {
  const { store } = useSurroundings();
  const live = useLive(() => store.criteria.toArray(), [store]);
  return live.state === 'ready' ? live.value : null;
}

/** Those that hold for the category, its own before those for every one. */
function criteriaFor(all: readonly StoredCriterion[], category: string): StoredCriterion[] {
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
