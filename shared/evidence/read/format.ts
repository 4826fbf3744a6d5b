/** What kind of file the bytes are. Names and declared types are claims; only the bytes decide. */
import type { PhotoFormat, Unreadable } from '../facts.ts';
import { latin1, startsWith, u32 } from './bytes.ts';

const AVIF_BRANDS = ['avif', 'avis'];
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** Null for everything that is none of the five formats. */
export function formatOf(bytes: Uint8Array): PhotoFormat | null {
  if (startsWith(bytes, '\xff\xd8\xff')) return 'jpeg';
  if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) return 'png';
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return 'webp';
  if (startsWith(bytes, 'ftyp', 4)) return brandOf(bytes);
  return null;
}

/** What is told of bytes that are none of them. Cameras' raw files are all TIFF inside. */
export function whyNoPhoto(bytes: Uint8Array): Unreadable {
  const isTiff = startsWith(bytes, 'II*\0') || startsWith(bytes, 'MM\0*') || startsWith(bytes, 'II+\0');
  return isTiff ? 'raw' : 'not_image';
}

function brandOf(bytes: Uint8Array): PhotoFormat | null {
  const end = Math.min(u32(bytes, 0) ?? 0, bytes.length);
  const brands = [latin1(bytes.subarray(8, 12))];
  // Newer iPhones list dozens of compatible brands, so the length is the box's own.
  for (let at = 16; at + 4 <= end && brands.length < 256; at += 4) {
    brands.push(latin1(bytes.subarray(at, at + 4)));
  }
  // Both kinds list mif1 as well, so AVIF is asked for first.
  if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return 'avif';
  return brands.some((brand) => HEIC_BRANDS.includes(brand)) ? 'heic' : null;
}
