/** Boxes of ISO/IEC 14496-12: a size, four characters, a body. */
import { latin1, u32 } from './bytes.ts';

export interface Box {
  type: string;
  body: Uint8Array;
}

/** More than any camera writes; a file of empty boxes must not keep anybody busy. */
const MAX_BOXES = 1_000;

/** Null when a box is shorter than its own header, runs past the end, or there are too many. */
export function boxes(bytes: Uint8Array): Box[] | null {
  const found: Box[] = [];
  for (let at = 0; at < bytes.length; ) {
    let size = u32(bytes, at);
    if (size === undefined) return null;
    const type = latin1(bytes.subarray(at + 4, at + 8));
    let header = 8;
    if (size === 1) {
      size = (u32(bytes, at + 8) ?? 0) * 2 ** 32 + (u32(bytes, at + 12) ?? 0);
      header = 16;
    }
    // Size 0, "to the end of the file", is allowed to picture data only.
    if (size === 0 && type === 'mdat') size = bytes.length - at;
    if (size < header || at + size > bytes.length || found.length === MAX_BOXES) return null;
    found.push({ type, body: bytes.subarray(at + header, at + size) });
    at += size;
  }
  return found;
}
