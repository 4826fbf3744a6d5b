/** Where each format keeps its metadata: found without decoding a pixel, in the service and in a browser. */
import type { PhotoFormat } from '../facts.ts';
import type { Blocks } from './blocks.ts';
import { isobmffBlocks } from './isobmff.ts';
import { jpegBlocks } from './jpeg.ts';
import { pngBlocks } from './png.ts';
import { webpBlocks } from './webp.ts';

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
