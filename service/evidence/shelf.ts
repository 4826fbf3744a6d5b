/** Stored photos and their copies: a copy is made when it is first looked at, and kept. */
import type { PhotoReader } from './reader.ts';
import type { Rendition } from './render-photo.ts';
import { type PhotoStore, STORED } from './store.ts';

export interface PhotoShelf {
  /** Answers once the original is safe on disk. */
  keep(sha256: string, bytes: Uint8Array): Promise<void>;
  original(sha256: string): Promise<Buffer<ArrayBuffer> | null>;
  /** With every copy; one that is being made meanwhile goes as well. */
  remove(sha256: string): Promise<void>;
  /** WebP without metadata; null where the photo cannot be shown (HEIC, damaged) or is not there. */
  copy(sha256: string, as: Rendition): Promise<Buffer<ArrayBuffer> | null>;
}

export function openShelf(store: PhotoStore, reader: PhotoReader): PhotoShelf {
  /** Ten thumbnails of one photo asked for at once are made once. */
  const making = new Map<string, Promise<Buffer<ArrayBuffer> | null>>();

  async function make(sha256: string, as: Rendition): Promise<Buffer<ArrayBuffer> | null> {
    const original = await store.get(sha256, 'original');
    const copy = original && (await reader.render(original, as));
    if (!copy) return null;
    await store.put(sha256, as, copy);
    return Buffer.from(copy);
  }

  return {
    keep: (sha256, bytes) => store.put(sha256, 'original', bytes),
    original: (sha256) => store.get(sha256, 'original'),
    async remove(sha256) {
      await Promise.all(STORED.map((as) => making.get(`${sha256} ${as}`)));
      await store.remove(sha256);
    },
    async copy(sha256, as) {
      const kept = await store.get(sha256, as);
      if (kept) return kept;
      const key = `${sha256} ${as}`;
      const running = making.get(key) ?? make(sha256, as).finally(() => making.delete(key));
      making.set(key, running);
      return running;
    },
  };
}
