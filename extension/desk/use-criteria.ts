/** The criteria of a category, from the replica: there without the service too. */
import type { ReplicaCriterion } from '../replica/database.ts';
import { useSurroundings } from './context.ts';
import { criteriaFor } from './model/criteria.ts';
import { useLive } from './use-live.ts';

/** `null` until they are read, and where none was ever fetched. */
export function useCriteria(category: string): ReplicaCriterion[] | null {
  const all = useEveryCriterion();
  return all === null || all.length === 0 ? null : criteriaFor(all, category);
}

/** Also what no longer holds: a history refers to it. */
export function useEveryCriterion(): readonly ReplicaCriterion[] | null {
  const { replica } = useSurroundings();
  const live = useLive(() => replica.criteria.toArray(), [replica]);
  return live.state === 'ready' ? live.value : null;
}
