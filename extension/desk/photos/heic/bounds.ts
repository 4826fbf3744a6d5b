/** How large a HEIC photo may be, how long it may take, and what becomes of it. Pure. */

/** The service's own limit for photos, in pixels: RGBA of more does not fit a tab's memory beside the decoder's. */
const MOST_PIXELS = 50_000_000;
/** Longest edge of the picture shown, in pixels: as long as the service's display copies. */
const LONGEST_EDGE = 1600;

export const HEIC_TIME_LIMIT_MS = 20_000;

export interface Size {
  width: number;
  height: number;
}

export function isWithinBounds({ width, height }: Size): boolean {
  return width > 0 && height > 0 && width * height <= MOST_PIXELS;
}

/** The size at which it is shown: its shape kept, never enlarged. */
export function displaySize({ width, height }: Size): Size {
  const scale = Math.min(1, LONGEST_EDGE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
