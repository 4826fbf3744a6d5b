/** WebP: RIFF chunks of even length. exifr does not know the container, so the EXIF block is found here. */
import type { Blocks } from './blocks.ts';
import { latin1, startsWith, u32le } from './bytes.ts';

export function webpBlocks(bytes: Uint8Array): Blocks {
  const blocks: Blocks = { tiff: null, xmp: null, iptc: null, claims: null, texts: [], deflated: [] };
  for (let at = 12; ; ) {
    const length = u32le(bytes, at + 4);
    if (length === undefined || at + 8 + length > bytes.length) return blocks;
    const type = latin1(bytes.subarray(at, at + 4));
    const body = bytes.subarray(at + 8, at + 8 + length);
    // Some writers keep the prefix that EXIF carries in JPEG.
    if (type === 'EXIF') blocks.tiff ??= startsWith(body, 'Exif\0') ? body.subarray(6) : body;
    else if (type === 'XMP ') blocks.xmp ??= body;
    else if (type === 'C2PA') blocks.claims ??= body;
    at += 8 + length + (length % 2);
  }
}
