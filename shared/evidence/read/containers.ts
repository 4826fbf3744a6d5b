/** Where each format keeps its metadata: found without decoding a pixel, in the service and in a browser. */
import type { PhotoFormat } from '../facts.ts';
import type { Blocks } from './blocks.ts';
import { latin1, startsWith, u32le } from './bytes.ts';
import { isobmffBlocks } from './isobmff.ts';
import { jpegBlocks } from './jpeg.ts';
import { pngBlocks } from './png.ts';

const READERS: Record<PhotoFormat, (bytes: Uint8Array) => Blocks> = {
  jpeg: jpegBlocks,
  png: pngBlocks,
  webp: webpBlocks,
  avif: isobmffBlocks,
  heic: isobmffBlocks,
};

/** Damage ends the search, it is no error: whether the photo is readable is decided by its pixels. */
export function metadataBlocks(bytes: Uint8Array, format: PhotoFormat): Blocks {
  return READERS[format](bytes);
}

/** WebP: exifr does not know the container, so the EXIF block is found here. */
export function webpBlocks(bytes: Uint8Array): Blocks {
  const blocks: Blocks = { tiff: null, xmp: null, iptc: null, claims: null, texts: [], deflated: [] };
  for (const { type, body } of chunksOf(bytes)) {
    // Some writers keep the prefix that EXIF carries in JPEG.
    if (type === 'EXIF') blocks.tiff ??= startsWith(body, 'Exif\0') ? body.subarray(6) : body;
    else if (type === 'XMP ') blocks.xmp ??= body;
    else if (type === 'C2PA') blocks.claims ??= body;
  }
  return blocks;
}

/** RIFF chunks of a WebP up to the first that is not whole. */
export function* chunksOf(bytes: Uint8Array): Generator<{ type: string; body: Uint8Array }> {
  for (let at = 12; ; ) {
    const length = u32le(bytes, at + 4);
    if (length === undefined || at + 8 + length > bytes.length) return;
    yield { type: latin1(bytes.subarray(at, at + 4)), body: bytes.subarray(at + 8, at + 8 + length) };
    at += 8 + length + (length % 2);
  }
}
