/** The criteria of a category, from the replica: there without the service too. */
import type { ReplicaCriterion } from '../../store/database.ts';
import { useLive } from '../../ui/use-live.ts';
import { criteriaFor } from '../model/criteria.ts';
import { useSurroundings } from './context.ts';

/** `null` until they are read, and where none was ever fetched. */
export function useCriteria(category: string): ReplicaCriterion[] | null {
  const { replica } = useSurroundings();
  const live = useLive(
    async () => ({
      all: await replica.criteria.toArray(),
      isRead: (await replica.meta.get('sync'))?.libraryReadAt != null,
    }),
    [replica],
  );
  if (live.state !== 'ready') return null;
  const { all, isRead } = live.value;
  return all.length === 0 && !isRead ? null : criteriaFor(all, category);
}

/** Also what no longer holds: a history refers to it. */
export function useEveryCriterion(): readonly ReplicaCriterion[] | null {
  const { replica } = useSurroundings();
  const live = useLive(() => replica.criteria.toArray(), [replica]);
  return live.state === 'ready' ? live.value : null;
}
