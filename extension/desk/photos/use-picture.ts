/** What can be shown of one photo just now: its pixels from the store, or why there are none. */
import { useEffect, useState } from 'preact/hooks';
import type { Photo } from '#shared/contract/ticket.ts';
import { isSpoilt } from '#shared/evidence/facts.ts';
import { ask } from '../../connection/messages.ts';
import type { Store } from '../../store/database.ts';
import { hasCopies } from '../../store/photos.ts';
import { useLive } from '../../ui/hooks.ts';
import { useSurroundings } from '../state/context.ts';

export type PictureState =
  | { state: 'shown'; url: string; rough: boolean; onBroken(): void }
  | { state: 'loading' }
  | { state: 'unavailable'; again(): void }
  /** The service cannot show it, and says why. */
  | { state: 'lost'; why: string; again(): void }
  /** To be downloaded and opened elsewhere. */
  | { state: 'undecodable' | 'unreadable' };

/** For a component that lives as long as its photo: `key` it with the photo's id. */
export function usePicture(photo: Photo): PictureState {
  const { store } = useSurroundings();
  const { url, rough, failed, lost, again } = usePhoto(store, hasCopies(photo) ? photo.id : null);
  const [broken, setBroken] = useState<string | null>(null);
  if (photo.facts && isSpoilt(photo.facts)) return { state: 'unreadable' };
  if (!hasCopies(photo)) return { state: 'undecodable' };
  if (url === null && lost !== null) return { state: 'lost', why: lost, again };
  if (url === null) return failed ? { state: 'unavailable', again } : { state: 'loading' };
  if (url === broken) return { state: 'unreadable' };
  return { state: 'shown', url, rough, onBroken: () => setBroken(url) };
}

interface ShownPhoto {
  /** Object URL; null while there is nothing to show. */
  url: string | null;
  /** True while only the thumbnail is there. */
  rough: boolean;
  failed: boolean;
  /** Why the service cannot show it, in its words. */
  lost: string | null;
  again(): void;
}

const UNKNOWN = { word: 'unknown', message: '' };

function usePhoto(store: Store, id: string | null): ShownPhoto {
  const [failed, setFailed] = useState<{ id: string; lost: string | null } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const live = useLive(async () => ({ id, ...(id === null ? {} : await stored(store, id)) }), [store, id]);
  const found = live.state === 'ready' && live.value.id === id ? live.value : null;
  const url = useObjectUrl(found?.blob, found?.key);

  useEffect(() => {
    if (id === null) return;
    let gone = false;
    void ask('photo', { id, as: 'display' })
      .then((outcome) => (outcome.ok ? null : outcome.error))
      .catch(() => UNKNOWN)
      .then((error) => {
        const lost = error?.word === 'photo-lost' ? error.message : null;
        if (!gone) setFailed(error && { id, lost });
      });
    return () => {
      gone = true;
    };
  }, [id, attempt]);

  const isFailed = id !== null && failed?.id === id && found?.blob === undefined;
  return {
    url,
    rough: found?.rough ?? false,
    failed: isFailed,
    lost: isFailed ? failed.lost : null,
    again: () => {
      setFailed(null);
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

/**
 * An address that is given back as soon as nobody looks at it: a day's photos would fill the memory. Made anew
 * for another key only: each read hands out another Blob of the same photo, and the picture would flash.
 */
function useObjectUrl(blob: Blob | undefined, key: string | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) {
      setUrl(null);
      return;
    }
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [key]);
  return url;
}
