/**
 * Pictures of the map on disk, by their address, up to so many bytes: what nobody looked at for longest goes. How long one
 * is good stands in its file's time, so that a restart knows it.
 */
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { type Picture, pictureType } from './tile.ts';

export interface Kept extends Picture {
  /** ms UTC; from then on its source is asked first. */
  until: number;
}

/** `source`: the folder within `folder` that is this source's; those of earlier ones are taken away. */
export function openTileCache(folder: string, source: string, mostBytes: number) {
  const own = join(folder, source);
  const held = new LRUCache<string, { until: number; bytes: number }>({
    maxSize: mostBytes,
    sizeCalculation: ({ bytes }) => bytes,
    dispose: (_, key, reason) => {
      if (reason === 'evict') void forget(key);
    },
  });
  let parts = 0;
  // A folder that cannot be read or made keeps nothing; every picture is fetched then.
  const ready = take().catch(() => undefined);

  const forget = (name: string): Promise<void> => rm(join(own, name), { force: true }).catch(() => undefined);

  async function take(): Promise<void> {
    await mkdir(own, { recursive: true, mode: 0o700 });
    for (const name of await readdir(folder)) {
      if (name !== source) await rm(join(folder, name), { recursive: true, force: true });
    }
    const files: { name: string; until: number; bytes: number }[] = [];
    for (const name of await readdir(own)) {
      if (name.startsWith('.')) await forget(name);
      else {
        const { mtimeMs, size } = await stat(join(own, name));
        files.push({ name, until: mtimeMs, bytes: Math.max(1, size) });
      }
    }
    // What is good for longest came last.
    for (const { name, ...file } of files.sort((a, b) => a.until - b.until)) held.set(name, file);
  }

  return {
    async get(key: string): Promise<Kept | null> {
      await ready;
      const known = held.get(key);
      if (!known) return null;
      const bytes = await readFile(join(own, key)).catch(() => null);
      const type = bytes && pictureType(bytes);
      if (bytes && type) return { bytes: new Uint8Array(bytes), type, until: known.until };
      // Taken away by somebody, or cut off by a power failure.
      held.delete(key);
      await forget(key);
      return null;
    },

    /** A disk that is full keeps nothing and hinders nobody. */
    async put(key: string, bytes: Uint8Array, until: number): Promise<void> {
      await ready;
      const part = join(own, `.${++parts}`);
      try {
        await writeFile(part, bytes, { mode: 0o600 });
        await utimes(part, until / 1_000, until / 1_000);
        await rename(part, join(own, key));
        held.set(key, { until, bytes: Math.max(1, bytes.length) });
      } catch {
        await rm(part, { force: true }).catch(() => undefined);
      }
    },

    /** Everything that is being taken over has been. */
    close: () => ready,
  };
}
