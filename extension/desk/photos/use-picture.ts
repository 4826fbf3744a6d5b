/** What can be shown of one photo just now: its pixels, or why there are none. */
import { useState } from 'preact/hooks';
import type { Photo } from '#shared/contract/ticket.ts';
import { useSurroundings } from '../context.ts';
import { unshowable } from '../model/photos.ts';
import { usePhoto } from './use-photo.ts';

export type PictureState =
  | { state: 'shown'; url: string; rough: boolean; onBroken(): void }
  | { state: 'loading' }
  | { state: 'unavailable'; again(): void }
  | { state: 'heic' | 'unreadable' };

export function usePicture(photo: Photo): PictureState {
  const { replica } = useSurroundings();
  const hidden = unshowable(photo);
  const { url, rough, failed, again } = usePhoto(replica, hidden ? null : photo.id);
  const [broken, setBroken] = useState<string | null>(null);
  if (hidden) return { state: hidden };
  if (url !== null && url === broken) return { state: 'unreadable' };
  if (url !== null) return { state: 'shown', url, rough, onBroken: () => setBroken(url) };
  return failed ? { state: 'unavailable', again } : { state: 'loading' };
}
