/**
 * The picture of a file as it was coded, without a word of metadata: the same bytes as long as nothing but the metadata
 * is rewritten, Orientation included, and found without decoding a pixel.
 */
import type { PhotoFormat } from '../facts.ts';
import { joined } from './bytes.ts';
import { chunksOf } from './containers.ts';
import { codedPictures, openContainer } from './isobmff.ts';
import { jpegPicture } from './jpeg.ts';
import { pngChunks } from './png.ts';

const READERS: Record<PhotoFormat, (bytes: Uint8Array) => Uint8Array[]> = {
  jpeg: (bytes) => jpegPicture(bytes).parts,
  png: pngPicture,
  webp: webpPicture,
  avif: isobmffPicture,
  heic: isobmffPicture,
};

/** In the order of the file; none where no picture was found. */
export function codedPicture(bytes: Uint8Array, format: PhotoFormat): Uint8Array[] {
  return READERS[format](bytes);
}

/** Header, palette and transparency, then the data as one piece: into how many they are cut says nothing. */
function pngPicture(bytes: Uint8Array): Uint8Array[] {
  const chunks = [...pngChunks(bytes)];
  const of = (...types: string[]) =>
    chunks.filter(({ type }) => types.includes(type)).map(({ body }) => body);
  const data = of('IDAT');
  return data.length === 0 ? [] : [...of('IHDR', 'PLTE', 'tRNS'), joined(data)];
}

const WEBP_PICTURES = ['VP8 ', 'VP8L', 'ALPH', 'ANMF'];

function webpPicture(bytes: Uint8Array): Uint8Array[] {
  return [...chunksOf(bytes)].filter(({ type }) => WEBP_PICTURES.includes(type)).map(({ body }) => body);
}

function isobmffPicture(bytes: Uint8Array): Uint8Array[] {
  const container = openContainer(bytes);
  return container === null ? [] : codedPictures(container);
}
