/**
 * Photo files on disk, named by the SHA-256 of their original: two folders deep, so that none grows large.
 * Nothing that is not such a hash reaches a path, so no id leads outside the folder. What is read is compared with that
 * hash; a copy, which it says nothing of, begins with a seal that only the service's key makes.
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** `original` as handed in; the others are re-encoded copies without metadata. */
export const STORED = ['original', 'display', 'thumb'] as const;
type Stored = (typeof STORED)[number];

export interface PhotoStore {
  /** Answers once the bytes are safe on disk. Storing the same again changes nothing. */
  put(sha256: string, as: Stored, bytes: Uint8Array): Promise<void>;
  /** Null for what is not there, and for what is no hash; `altered` for what is not as it was put. */
  get(sha256: string, as: Stored): Promise<Buffer<ArrayBuffer> | 'altered' | null>;
  /** The original and every copy; what is not there is no error. */
  remove(sha256: string): Promise<void>;
}

const SHA256 = /^[0-9a-f]{64}$/;

/** Name of the key that seals copies. */
export const COPY_KEY = 'photo-copies';

/** Where what is being written lies, on the same disk: a power cut leaves it there, and the next start takes it away. */
const DRAFTS = 'drafts';

/** Bytes of a seal. */
const SEAL = 32;

/**
 * `key` seals copies. `durable: false` skips waiting for the disk: only for photos that can be made again, such as the
 * demo's.
 */
export function folderPhotoStore(root: string, key: string, { durable = true } = {}): PhotoStore {
  const drafts = join(root, DRAFTS);
  const place = (sha256: string) => join(root, sha256.slice(0, 2), sha256.slice(2, 4));
  const fileOf = (sha256: string, as: Stored) => join(place(sha256), `${sha256}.${as}`);
  const sealOf = (sha256: string, as: Stored, bytes: Uint8Array) =>
    createHmac('sha256', key).update(`${sha256} ${as}\n`).update(bytes).digest();

  async function whole(sha256: string, as: Stored, file: Buffer<ArrayBuffer>) {
    if (as === 'original') return (await sha256Of(file)) === sha256 ? file : 'altered';
    const [seal, bytes] = [file.subarray(0, SEAL), file.subarray(SEAL)];
    return seal.length === SEAL && timingSafeEqual(seal, sealOf(sha256, as, bytes)) ? bytes : 'altered';
  }

  return {
    async put(sha256, as, bytes) {
      if (!SHA256.test(sha256)) throw new TypeError('A photo is stored under its SHA-256 only');
      const folder = place(sha256);
      await mkdir(folder, { recursive: true });
      await mkdir(drafts, { recursive: true });
      const draft = join(drafts, `${randomUUID()}.part`);
      try {
        const parts = as === 'original' ? [bytes] : [sealOf(sha256, as, bytes), bytes];
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
      if (!SHA256.test(sha256)) return null;
      try {
        return await whole(sha256, as, await readFile(fileOf(sha256, as)));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
    },

    async remove(sha256) {
      if (!SHA256.test(sha256)) return;
      await Promise.all(STORED.map((as) => rm(fileOf(sha256, as), { force: true })));
    },
  };
}

/** Hashed by another thread: a large photo takes longer than others may wait. */
async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
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
