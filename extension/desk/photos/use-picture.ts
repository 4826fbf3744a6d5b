/** What can be shown of one photo just now: its pixels, or why there are none. */
import { useState } from 'preact/hooks';
import type { Photo } from '#shared/contract/ticket.ts';
import { isSpoilt } from '#shared/evidence/facts.ts';
import { hasCopies } from '../../store/photos.ts';
import { useSurroundings } from '../state/context.ts';
import { useHeic } from './use-heic.ts';
import { usePhoto } from './use-photo.ts';

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
