/** The photo whose standpoint is looked for: what was taken on arrival, else what the citizen sent, where one may see it. */
import type { Photo } from '#shared/contract/ticket.ts';
import type { Store } from '../../store/database.ts';
import { useLive, useObjectUrl } from '../../ui/hooks.ts';

/** An address of its pixels; null where there is none to be laid over. */
export function useEarlier(
  store: Store,
  arrival: File | undefined,
  reported: Photo | undefined,
): string | null {
  const id = reported?.id ?? null;
  const stored = useLive(async () => {
    if (id === null) return null;
    const [display, thumb] = await store.photos.bulkGet([`${id}:display`, `${id}:thumb`]);
    return (display ?? thumb)?.blob ?? null;
  }, [store, id]);
  const blob = arrival ?? (stored.state === 'ready' ? stored.value : null);
  return useObjectUrl(blob, arrival ?? id);
}
