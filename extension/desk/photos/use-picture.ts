/** What can be shown of one photo just now: its pixels, from the store or decoded here, or why there are none. */
import { useEffect, useState } from 'preact/hooks';
import type { Photo } from '#shared/contract/ticket.ts';
import { isSpoilt } from '#shared/evidence/facts.ts';
import { ask } from '../../connection/messages.ts';
import type { Store } from '../../store/database.ts';
import { hasCopies } from '../../store/photos.ts';
import { useLive } from '../../ui/hooks.ts';
import { useSurroundings } from '../state/context.ts';
import { decodeHeic, type HeicOutcome } from './heic/decode.ts';

export type PictureState =
  | { state: 'shown'; url: string; rough: boolean; onBroken(): void }
  | { state: 'loading' }
  /** It takes a second or two, and so has words. */
  | { state: 'loading_heic' }
  | { state: 'unavailable'; again(): void }
  /** An officer may not have the original, which is all there is. */
  | { state: 'heic_denied' }
  /** To be downloaded and opened elsewhere. */
  | { state: 'heic' | 'heic_too_large' | 'unreadable' };

/** For a component that lives as long as its photo: `key` it with the photo's id. */
export function usePicture(photo: Photo): PictureState {
  const { store } = useSurroundings();
  const heic = photo.facts?.format === 'heic' && !isSpoilt(photo.facts);
  const copy = usePhoto(store, hasCopies(photo) ? photo.id : null);
  const decoded = useHeic(store, heic ? photo.id : null);
  const [broken, setBroken] = useState<string | null>(null);
  if (photo.facts && isSpoilt(photo.facts)) return { state: 'unreadable' };
  const url = heic ? (decoded.state === 'shown' ? decoded.url : null) : copy.url;
  if (url !== null && url === broken) return { state: 'unreadable' };
  if (url !== null) {
    return { state: 'shown', url, rough: !heic && copy.rough, onBroken: () => setBroken(url) };
  }
  if (!heic) return copy.failed ? { state: 'unavailable', again: copy.again } : { state: 'loading' };
  switch (decoded.state) {
    case 'unavailable':
      return { state: 'unavailable', again: decoded.again };
    case 'denied':
      return { state: 'heic_denied' };
    case 'too_large':
      return { state: 'heic_too_large' };
    case 'undecodable':
      return { state: 'heic' };
    default:
      return { state: 'loading_heic' };
  }
}

interface ShownPhoto {
  /** Object URL; null while there is nothing to show. */
  url: string | null;
  /** True while only the thumbnail is there. */
  rough: boolean;
  failed: boolean;
  again(): void;
}

function usePhoto(store: Store, id: string | null): ShownPhoto {
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

type HeicState =
  | { state: 'loading' }
  | { state: 'shown'; url: string }
  | { state: 'unavailable' | 'denied' | 'too_large' | 'undecodable' };

type Failed = Exclude<HeicState['state'], 'loading' | 'shown'>;
type Decoded = { id: string; attempt: number } & ({ picture: Blob } | { failed: Failed });

const WHY: Record<Extract<HeicOutcome, { ok: false }>['why'], Failed> = {
  too_large: 'too_large',
  damaged: 'undecodable',
  stopped: 'undecodable',
};

/** `id`: null where the photo is no HEIC. */
function useHeic(store: Store, id: string | null): HeicState & { again(): void } {
  const [attempt, setAttempt] = useState(0);
  const [decoded, setDecoded] = useState<Decoded | null>(null);
  useEffect(() => {
    if (id === null) return;
    const gone = new AbortController();
    void picture(store, id, gone.signal).then((found) => {
      if (!gone.signal.aborted) setDecoded({ id, attempt, ...found });
    });
    return () => gone.abort();
  }, [store, id, attempt]);

  const current = decoded?.id === id && decoded?.attempt === attempt ? decoded : null;
  const blob = current && 'picture' in current ? current.picture : undefined;
  const url = useObjectUrl(blob, `${current?.id} ${current?.attempt}`);
  const again = (): void => setAttempt((count) => count + 1);
  if (current && 'failed' in current) return { state: current.failed, again };
  return url === null ? { state: 'loading', again } : { state: 'shown', url, again };
}

async function picture(
  store: Store,
  id: string,
  unwanted: AbortSignal,
): Promise<{ picture: Blob } | { failed: Failed }> {
  try {
    const outcome = await ask('photo', { id, as: 'original' });
    // A validator's right: an original carries its metadata.
    if (!outcome.ok) return { failed: outcome.error.word === 'forbidden' ? 'denied' : 'unavailable' };
    const original = await store.photos.get(`${id}:original`);
    if (!original) return { failed: 'unavailable' };
    const result = await decodeHeic(original.blob, unwanted);
    return result.ok ? { picture: result.picture } : { failed: WHY[result.why] };
  } catch {
    return { failed: 'unavailable' };
  }
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
