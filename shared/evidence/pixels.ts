/** What is kept of a photo's pixels, and how far two small pictures are from each other. */
import type { Appearance } from './pictures/appearance.ts';

/** What a photo is recognised by. */
export interface PhotoPrint {
  /** Of the file. */
  sha256: string;
  /** Of the picture without its metadata; null where it could not be decoded. */
  pixelHash: string | null;
  /** As shown, turned by its Orientation; null where pixels were not read, and of what comes from the database. */
  appearance: Appearance | null;
}

/** Mean absolute difference of two grey pictures of equal size once each has lost its mean brightness. */
export function meanDifference(a: Uint8Array, b: Uint8Array): number {
  const mean = (grey: Uint8Array) => grey.reduce((sum, value) => sum + value, 0) / grey.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  return a.reduce((sum, value, i) => sum + Math.abs(value - meanA - ((b[i] ?? 0) - meanB)), 0) / a.length;
}
