/** One photo as an address an `<img>` can show: from the store at once, else after asking the worker for it. */
import { useEffect, useState } from 'preact/hooks';
import { ask } from '../../connection/messages.ts';
import type { Store } from '../../store/database.ts';
import { useLive } from '../../ui/use-live.ts';
import { useObjectUrl } from './use-object-url.ts';

export interface ShownPhoto {
  /** Object URL; null while there is nothing to show. */
  url: string | null;
  /** True while only the thumbnail is there. */
  rough: boolean;
  failed: boolean;
  again(): void;
}

export function usePhoto(store: Store, id: string | null): ShownPhoto {
  const [failedId, setFailedId] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const live = useLive(async () => ({ id, ...(id === null ? {} : await stored(store, id)) }), [store, id]);
  const found = live.state === 'ready' && live.value.id === id ? live.value : null;
  const url = useObjectUrl(found?.blob, found?.key);

  useEffect(() => {
    if (id === null) return;
    let gone = false;
    void ask('photo', { id, as: 'display' })
      .then((outcome) => outcome.ok)
      .catch(() => false)
      .then((there) => {
        if (!gone) setFailedId(there ? null : id);
      });
    return () => {
      gone = true;
    };
  }, [id, attempt]);

  return {
    url,
    rough: found?.rough ?? false,
    failed: id !== null && failedId === id && found?.blob === undefined,
    again: () => {
      setFailedId(null);
      setAttempt((count) => count + 1);
    },
  };
}

interface BestCopy {
  blob?: Blob;
  key?: string;
  rough: boolean;
}

async function stored(store: Store, id: string): Promise<BestCopy> {
  const [display, thumb] = await store.photos.bulkGet([`${id}:display`, `${id}:thumb`]);
  const row = display ?? thumb;
  return { ...(row ? { blob: row.blob, key: row.key } : {}), rough: display === undefined };
}

/** Has the worker fetch what will be looked at next. */
export function prefetchPhotos(ids: readonly string[]): void {
  for (const id of ids) void ask('photo', { id, as: 'display' }).catch(() => undefined);
}
