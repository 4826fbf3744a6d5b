/**
 * A HEIC photo, decoded here: the service makes no copies of it. Its pixels come from the original, and the service
 * logs each look at one, so it is fetched when it is shown and not before.
 */
import { useEffect, useState } from 'preact/hooks';
import { ask } from '../../connection/messages.ts';
import type { Store } from '../../store/database.ts';
import { decodeHeic, type HeicOutcome } from './heic/decode.ts';
import { useObjectUrl } from './use-object-url.ts';

export type HeicState =
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
export function useHeic(store: Store, id: string | null): HeicState & { again(): void } {
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
