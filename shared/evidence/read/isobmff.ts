/**
 * HEIC and AVIF: boxes (ISO/IEC 14496-12) that list items and where each lies. exifr never returns from an
 * 80-byte file with an empty box and refuses the long `ftyp` of newer iPhones, so the items are found here,
 * within bounds, and exifr is handed the EXIF block alone.
 */
import type { Blocks } from './blocks.ts';
import { joined, startsWith, u16, u32 } from './bytes.ts';
import { boxes, type Item, readItems } from './items.ts';

const C2PA_UUID = '\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81';

export interface Container {
  items: Map<number, Item>;
  /** Bytes of an item, or null where it lies outside the file or inside another one. */
  bytesOf(item: Item): Uint8Array | null;
  primary: Item;
  /** Of the primary picture as stored, in pixels; null where the file does not say. */
  size: { width: number; height: number; turned: boolean } | null;
  claims: Uint8Array | null;
}

/** Null when the container does not parse: then the photo is damaged. */
export function openContainer(bytes: Uint8Array): Container | null {
  const top = boxes(bytes);
  const meta = top?.find((box) => box.type === 'meta');
  const inner = meta && boxes(meta.body.subarray(4));
  if (!top || !inner) return null;
  const list = readItems(inner);
  const primary = list?.items.get(list.primary);
  if (!list || !primary) return null;
  const idat = inner.find((box) => box.type === 'idat')?.body ?? new Uint8Array();
  const bytesOf = (item: Item): Uint8Array | null => {
    const source = item.inside === 'file' ? bytes : item.inside === 'idat' ? idat : null;
    if (source === null) return null;
    const parts: Uint8Array[] = [];
    for (const { at, length } of item.extents) {
      const end = length === 0 ? source.length : at + length;
      if (at > source.length || end > source.length) return null;
      parts.push(source.subarray(at, end));
    }
    return joined(parts);
  };
  const picture = bytesOf(primary);
  if (picture === null || picture.length === 0) return null;
  const uuid = top.find((box) => box.type === 'uuid' && startsWith(box.body, C2PA_UUID));
  return { items: list.items, bytesOf, primary, size: list.size, claims: uuid?.body.subarray(16) ?? null };
}

export function isobmffBlocks(bytes: Uint8Array): Blocks {
  const container = openContainer(bytes);
  const blocks: Blocks = { tiff: null, xmp: null, iptc: null, claims: null, texts: [], deflated: [] };
  if (!container) return blocks;
  blocks.claims = container.claims;
  for (const item of container.items.values()) {
    if (item.type === 'Exif') blocks.tiff ??= tiffOf(container.bytesOf(item));
    else if (item.type === 'mime' && item.contentType === 'application/rdf+xml') {
      blocks.xmp ??= container.bytesOf(item);
    }
  }
  return blocks;
}

/** The item begins with the distance to the TIFF header, which some writers get wrong. */
function tiffOf(item: Uint8Array | null): Uint8Array | null {
  if (item === null) return null;
  for (const at of [4 + (u32(item, 0) ?? 0), 4, 10]) {
    const order = u16(item, at);
    if (order === 0x4949 || order === 0x4d4d) return item.subarray(at);
  }
  return null;
}

/** The coded pictures without any metadata: what stays the same when only the metadata are rewritten. */
export function codedPictures(container: Container): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (const item of [...container.items.values()].sort((a, b) => a.id - b.id)) {
    if (item.type === 'Exif' || item.type === 'mime' || item.type === 'uri ') continue;
    const data = container.bytesOf(item);
    if (data !== null) parts.push(data);
  }
  return parts;
}
