/** How stored photos look: those of the last checks stay at hand, so that none is opened twice in a row. */
import { LRUCache } from 'lru-cache';
import type { Appearance } from '#shared/evidence/pictures/appearance.ts';
import type { PhotoReader } from './reader.ts';
import type { PhotoShelf } from './shelf.ts';

export interface Gallery {
  /** As it was read just now. */
  hang(sha256: string, appearance: Appearance): void;
  /** Null where there is nothing to see. `signal` ends the waiting. */
  find(sha256: string, signal?: AbortSignal): Promise<Appearance | null | 'put_off'>;
}

/** Some 250 kB each. */
const MOST = 64;

export function openGallery(
  photos: Pick<PhotoShelf, 'copy'>,
  reader: Pick<PhotoReader, 'appearance'>,
  most = MOST,
): Gallery {
  const known = new LRUCache<string, Appearance>({ max: most });
  return {
    hang(sha256, appearance) {
      known.set(sha256, appearance);
    },
    async find(sha256, signal) {
      const at = known.get(sha256);
      if (at) return at;
      const copy = await photos.copy(sha256, 'display');
      const found = copy && (await reader.appearance(copy, signal));
      if (found !== null && found !== 'put_off') known.set(sha256, found);
      return found;
    },
  };
}
