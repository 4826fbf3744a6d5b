/** How large a HEIC photo may be, how long it may take, and what becomes of it. Pure. */
import { MAX_PIXELS, PHOTO_COPIES } from '#shared/contract/evidence.ts';

export const HEIC_TIME_LIMIT_MS = 20_000;

export interface Size {
  width: number;
  height: number;
}

/** RGBA of more does not fit a tab's memory beside the decoder's. */
export function isWithinBounds({ width, height }: Size): boolean {
  return width > 0 && height > 0 && width * height <= MAX_PIXELS;
}

/** The size at which it is shown, that of the service's copies: its shape kept, never enlarged. */
export function displaySize({ width, height }: Size): Size {
  const scale = Math.min(1, PHOTO_COPIES.display / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
