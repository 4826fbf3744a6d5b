/** How stored photos look: those of the last checks stay at hand, so that none is opened twice in a row. */
import { LRUCache } from 'lru-cache';
import type { Appearance } from '#shared/evidence/pictures/appearance.ts';
import { HttpProblem } from '../platform/http/problem.ts';
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
      const copy = await copyOf(photos, sha256);
      const found = copy instanceof Uint8Array ? await reader.appearance(copy, signal) : copy;
      if (found !== null && found !== 'put_off') known.set(sha256, found);
      return found;
    },
  };
}

async function copyOf(
  photos: Pick<PhotoShelf, 'copy'>,
  sha256: string,
): Promise<Uint8Array | null | 'put_off'> {
  try {
    return await photos.copy(sha256, 'display');
  } catch (error) {
    if (error instanceof HttpProblem && error.word === 'unavailable') return 'put_off';
    throw error;
  }
}

/** What was just read is at hand when it is compared. */
export function hanging(reader: PhotoReader, gallery: Gallery): PhotoReader {
  return {
    ...reader,
    async read(bytes, signal) {
      const outcome = await reader.read(bytes, signal);
      const { appearance = null, sha256 = '' } = outcome.kind === 'photo' ? outcome.print : {};
      if (appearance) gallery.hang(sha256, appearance);
      return outcome;
    },
  };
}
