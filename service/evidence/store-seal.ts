/**
 * What tells whether a stored photo is still what was put: an original is named by its own hash, and a copy, of which
 * that hash says nothing, begins with a seal that only the service's key makes.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** `original` as handed in; the others are re-encoded copies without metadata. */
export const STORED = ['original', 'display', 'thumb'] as const;
export type Stored = (typeof STORED)[number];

/** Name of the key that seals copies. */
export const COPY_KEY = 'photo-copies';

/** Bytes of a seal. */
const SEAL = 32;

const SHA256 = /^[0-9a-f]{64}$/;

/** Whatever is no such hash reaches neither a path nor an address. */
export function isPhotoName(sha256: string): boolean {
  return SHA256.test(sha256);
}

export function requirePhotoName(sha256: string): void {
  if (!isPhotoName(sha256)) throw new TypeError('A photo is stored under its SHA-256 only');
}

/** The same in a folder and in a store: two levels deep, so that none grows large. */
export function placeOf(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}`;
}

export function openSeals(key: string) {
  const sealOf = (sha256: string, as: Stored, bytes: Uint8Array) =>
    createHmac('sha256', key).update(`${sha256} ${as}\n`).update(bytes).digest();
  return {
    /** What is written, one part after the other. */
    partsOf(sha256: string, as: Stored, bytes: Uint8Array): readonly Uint8Array[] {
      return as === 'original' ? [bytes] : [sealOf(sha256, as, bytes), bytes];
    },
    /** The photo in what was read, where it is as it was put. */
    async whole(sha256: string, as: Stored, file: Buffer<ArrayBuffer>) {
      if (as === 'original') return (await sha256Of(file)) === sha256 ? file : 'altered';
      const [seal, bytes] = [file.subarray(0, SEAL), file.subarray(SEAL)];
      return seal.length === SEAL && timingSafeEqual(seal, sealOf(sha256, as, bytes)) ? bytes : 'altered';
    },
  };
}

/** Hashed by another thread: a large photo takes longer than others may wait. */
async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
}
