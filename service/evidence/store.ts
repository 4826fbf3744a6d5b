/**
 * Photo files on disk, named by the SHA-256 of their original: two folders deep, so that none grows large.
 * Nothing that is not such a hash reaches a path, so no id leads outside the folder. What is read is compared with that
 * hash, a copy with its seal.
 */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPhotoName, openSeals, placeOf, requirePhotoName, STORED, type Stored } from './store-seal.ts';

export interface PhotoStore {
  /** Answers once the bytes are safe. Storing the same again changes nothing. Throws `unavailable` where the store is away. */
  put(sha256: string, as: Stored, bytes: Uint8Array): Promise<void>;
  /** Null for what is not there, and for what is no hash; `altered` for what is not as it was put. Throws as `put` does. */
  get(sha256: string, as: Stored): Promise<Buffer<ArrayBuffer> | 'altered' | null>;
  /** The original and every copy; what is not there is no error. */
  remove(sha256: string): Promise<void>;
}

/** Where what is being written lies, on the same disk: a power cut leaves it there, and the next start takes it away. */
const DRAFTS = 'drafts';

/**
 * `key` seals copies. `durable: false` skips waiting for the disk: only for photos that can be made again, such as the
 * demo's.
 */
export function folderPhotoStore(root: string, key: string, { durable = true } = {}): PhotoStore {
  const drafts = join(root, DRAFTS);
  const seals = openSeals(key);
  const folderOf = (sha256: string) => join(root, placeOf(sha256));
  const fileOf = (sha256: string, as: Stored) => join(folderOf(sha256), `${sha256}.${as}`);

  return {
    async put(sha256, as, bytes) {
      requirePhotoName(sha256);
      const folder = folderOf(sha256);
      await mkdir(folder, { recursive: true });
      await mkdir(drafts, { recursive: true });
      const draft = join(drafts, `${randomUUID()}.part`);
      try {
        const parts = seals.partsOf(sha256, as, bytes);
        await (durable ? writeSafely(draft, parts) : writeFile(draft, parts, { flag: 'wx', mode: 0o600 }));
        // Whole or not at all: readers never see a file half written.
        await rename(draft, fileOf(sha256, as));
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      if (durable) await flush(folder);
    },

    async get(sha256, as) {
      if (!isPhotoName(sha256)) return null;
      try {
        return await seals.whole(sha256, as, await readFile(fileOf(sha256, as)));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
    },

    async remove(sha256) {
      if (!isPhotoName(sha256)) return;
      await Promise.all(STORED.map((as) => rm(fileOf(sha256, as), { force: true })));
    },
  };
}

async function writeSafely(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for (const part of parts) await file.writeFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The rename itself is safe only once the folder is. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What was cut off while it was written: at a start, before anybody writes. */
export function removeDrafts(root: string): void {
  rmSync(join(root, DRAFTS), { recursive: true, force: true });
}
