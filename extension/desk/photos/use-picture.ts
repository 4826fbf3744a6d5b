/** What can be shown of one photo just now: its pixels from the store, or why there are none. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Photo } from '#shared/contract/ticket.ts';
import { isSpoilt } from '#shared/evidence/facts.ts';
import { ask, type Failure } from '../../connection/messages.ts';
import { t } from '../../platform/i18n.ts';
import type { Store } from '../../store/database.ts';
import { hasCopies } from '../../store/photos.ts';
import { useLive, useObjectUrl } from '../../ui/hooks.ts';
import { useSurroundings } from '../state/context.ts';

export type PictureState =
  | { state: 'shown'; url: string; preview: Preview | null; onBroken(): void }
  | { state: 'loading' }
  | { state: 'unavailable'; again(): void }
  /** The service cannot show it, and says why. */
  | { state: 'lost'; why: string; again(): void }
  /** To be downloaded and opened elsewhere. */
  | { state: 'undecodable' | 'unreadable' };

/** Only the small copy is there. `coming`: the full photo is on its way; else it could not be fetched, and why. */
export interface Preview {
  coming: boolean;
  why: string;
  again(): void;
}

/** Null while there are no pixels to lay over others. */
export function urlOf(picture: PictureState): string | null {
  return picture.state === 'shown' ? picture.url : null;
}

/** For a component that lives as long as its photo: `key` it with the photo's id. */
export function usePicture(photo: Photo): PictureState {
  const { store } = useSurroundings();
  const { url, rough, failed, lost, why, again } = usePhoto(store, hasCopies(photo) ? photo.id : null);
  const [broken, setBroken] = useState<string | null>(null);
  if (photo.facts && isSpoilt(photo.facts)) return { state: 'unreadable' };
  if (!hasCopies(photo)) return { state: 'undecodable' };
  if (url === null && lost !== null) return { state: 'lost', why: lost, again };
  if (url === null) return failed ? { state: 'unavailable', again } : { state: 'loading' };
  if (url === broken) return { state: 'unreadable' };
  const preview = rough ? { coming: !failed, why, again } : null;
  return { state: 'shown', url, preview, onBroken: () => setBroken(url) };
}

/**
 * The address of its thumbnail, or of the photo where that is here already. Null while there is none; undefined where
 * there will be none: its number stands for it.
 */
export function useThumbnail(photo: Photo): string | null | undefined {
  const { store } = useSurroundings();
  const id = hasCopies(photo) && !(photo.facts && isSpoilt(photo.facts)) ? photo.id : null;
  const [failed, setFailed] = useState(false);
  const live = useLive(async () => {
    if (id === null) return undefined;
    const [thumb, display] = await store.photos.bulkGet([`${id}:thumb`, `${id}:display`]);
    return thumb ?? display;
  }, [store, id]);
  const row = live.state === 'ready' ? live.value : undefined;
  const url = useObjectUrl(row?.blob, row?.key);
  const missing = id !== null && live.state === 'ready' && row === undefined;
  useEffect(() => {
    if (!missing) return;
    let gone = false;
    void ask('photo', { id, as: 'thumb' })
      .then((outcome) => outcome.ok)
      .catch(() => false)
      .then((fetched) => {
        if (!gone && !fetched) setFailed(true);
      });
    return () => {
      gone = true;
    };
  }, [id, missing]);
  if (url !== null) return url;
  return id === null || failed || live.state === 'failed' ? undefined : null;
}

interface ShownPhoto {
  /** Object URL; null while there is nothing to show. */
  url: string | null;
  /** True while only the thumbnail is there. */
  rough: boolean;
  failed: boolean;
  /** Why the service cannot show it, in its words. */
  lost: string | null;
  /** Why the full photo is not here, in the officer's language; empty where nobody said. */
  why: string;
  again(): void;
}

const UNKNOWN = { word: 'unknown', message: '' };

function usePhoto(store: Store, id: string | null): ShownPhoto {
  const [failed, setFailed] = useState<{ id: string; lost: string | null; error: Failure } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const live = useLive(async () => ({ id, ...(id === null ? {} : await stored(store, id)) }), [store, id]);
  const found = live.state === 'ready' && live.value.id === id ? live.value : null;
  const url = useObjectUrl(found?.blob, found?.key);

  useEffect(() => {
    if (id === null) return;
    let gone = false;
    void ask('photo', { id, as: 'display' })
      // Where there was no room for it, it came and is not there.
      .then(async (outcome) =>
        outcome.ok ? ((await stored(store, id)).rough ? UNKNOWN : null) : outcome.error,
      )
      .catch(() => UNKNOWN)
      .then((error) => {
        const lost = error?.word === 'photo-lost' ? error.message : null;
        if (!gone) setFailed(error && { id, lost, error });
      });
    return () => {
      gone = true;
    };
  }, [id, attempt]);

  const full = useRef<string | null>(null);
  if (found?.rough === false) full.current = id;
  // Put out while it was looked at: nothing better follows by itself.
  const isPutOut = id !== null && found?.rough === true && full.current === id;
  useEffect(() => {
    if (isPutOut) setFailed({ id, lost: null, error: UNKNOWN });
  }, [isPutOut]);

  // Of the full photo: the small one may be there all the same.
  const isFailed = id !== null && failed?.id === id && found?.rough !== false;
  return {
    url,
    rough: found?.rough ?? false,
    failed: isFailed,
    lost: isFailed ? failed.lost : null,
    why: isFailed ? whyMissing(failed.error) : '',
    again: () => {
      setFailed(null);
      setAttempt((count) => count + 1);
    },
  };
}

/** In the language that is spoken now. */
function whyMissing({ word, message }: Failure): string {
  if (word === 'offline') return t('desk.photos.preview_offline');
  if (word === 'signed-out' || word === 'unauthenticated') return t('desk.photos.preview_session');
  return message;
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
