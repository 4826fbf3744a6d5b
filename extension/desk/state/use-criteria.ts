/** The criteria of a category, from the store: there without the service too. */
import type { StoredCriterion } from '../../store/database.ts';
import { useLive } from '../../ui/use-live.ts';
import { criteriaFor } from '../model/criteria.ts';
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
