/** The metadata of a photo as blocks of bytes, whatever container they came in. */
import { startsWith, u16, u32 } from './bytes.ts';

export interface Blocks {
  /** The TIFF structure that holds EXIF, from its byte order mark on. */
  tiff: Uint8Array | null;
  /** XMP packets, UTF-8. */
  xmp: Uint8Array | null;
  /** IPTC IIM records. */
  iptc: Uint8Array | null;
  /** Content Credentials (C2PA), as stored. */
  claims: Uint8Array | null;
  /** Plain texts of a PNG: exiftool writes Make, Model and Software there rather than into EXIF. */
  texts: { keyword: string; text: string }[];
  /** Blocks that a PNG keeps deflated, by keyword; inflating is the platform's business. */
  deflated: { keyword: string; data: Uint8Array }[];
}

/** IPTC is resource 0x0404 among Photoshop's image resources. */
export function iptcOf(resources: Uint8Array): Uint8Array | null {
  for (let at = 0; startsWith(resources, '8BIM', at); ) {
    const name = (resources[at + 6] ?? 0) + 1;
    const sizeAt = at + 6 + name + (name % 2);
    const size = u32(resources, sizeAt);
    if (size === undefined) return null;
    if (u16(resources, at + 4) === 0x0404) return resources.subarray(sizeAt + 4, sizeAt + 4 + size);
    at = sizeAt + 4 + size + (size % 2);
  }
  return null;
}
