/** Boxes (ISO/IEC 14496-12): a size, four characters, a body; and the tables of items in the `meta` box of HEIC and AVIF (23008-12). */
import { latin1, u16, u32 } from './bytes.ts';

export interface Item {
  id: number;
  /** Four characters, e.g. `hvc1`, `grid`, `Exif`, `mime`. */
  type: string;
  contentType: string;
  inside: 'file' | 'idat' | 'elsewhere';
  extents: { at: number; length: number }[];
}

export interface Items {
  items: Map<number, Item>;
  primary: number;
  size: { width: number; height: number; turned: boolean } | null;
}

/** Items and extents of one file; a phone's 12-megapixel HEIC has about fifty of each. */
const MAX_ITEMS = 4_000;

/** Null when a table that a picture needs is missing or does not parse. */
export function readItems(meta: readonly Box[]): Items | null {
  const of = (type: string) => meta.find((box) => box.type === type)?.body;
  const [pitm, iinf, iloc, iprp] = [of('pitm'), of('iinf'), of('iloc'), of('iprp')];
  if (!pitm || !iinf || !iloc) return null;
  const primary = pitm[0] === 0 ? u16(pitm, 4) : u32(pitm, 4);
  const items = readInformation(iinf);
  if (primary === undefined || items === null || !readLocations(iloc, items)) return null;
  return { items, primary, size: iprp ? sizeOf(iprp, primary) : null };
}

function readInformation(iinf: Uint8Array): Map<number, Item> | null {
  const entries = boxes(iinf.subarray(iinf[0] === 0 ? 6 : 8));
  if (!entries) return null;
  const items = new Map<number, Item>();
  for (const { type, body } of entries) {
    const version = body[0];
    if (type !== 'infe' || (version !== 2 && version !== 3)) continue;
    const id = version === 2 ? u16(body, 4) : u32(body, 4);
    if (id === undefined) return null;
    const at = version === 2 ? 8 : 10;
    const [, contentType = ''] = latin1(body.subarray(at + 4)).split('\0');
    items.set(id, {
      id,
      type: latin1(body.subarray(at, at + 4)),
      contentType,
      inside: 'elsewhere',
      extents: [],
    });
  }
  return items;
}

/** By construction method. */
const INSIDE: readonly Item['inside'][] = ['file', 'idat'];

/** Fills in where each item lies. False when the table ends early. */
function readLocations(iloc: Uint8Array, items: Map<number, Item>): boolean {
  const version = iloc[0] ?? 0;
  const sizes = u16(iloc, 4) ?? 0;
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version === 0 ? 0 : sizes & 15;
  const table = numbersFrom(iloc, 6);
  const { take } = table;
  const wide = version < 2 ? 2 : 4;
  const count = take(wide);
  let extentsLeft = MAX_ITEMS;
  for (let i = 0; i < count && !table.ended; i++) {
    const item = items.get(take(wide));
    const method = version === 0 ? 0 : take(2) & 15;
    take(2);
    const base = take(baseSize);
    const extents = take(2);
    extentsLeft -= extents;
    if (extentsLeft < 0) return false;
    for (let e = 0; e < extents && !table.ended; e++) {
      take(indexSize);
      const offset = take(offsetSize);
      const length = take(lengthSize);
      item?.extents.push({ at: base + offset, length });
    }
    if (item) item.inside = INSIDE[method] ?? 'elsewhere';
  }
  return !table.ended;
}

/** Whole numbers of so many bytes, one after another; `ended` once there were fewer bytes than asked for. */
function numbersFrom(bytes: Uint8Array, start: number): { ended: boolean; take(size: number): number } {
  let at = start;
  const table = {
    ended: false,
    take(size: number): number {
      const own = bytes.subarray(at, at + size);
      at += size;
      if (own.length < size) table.ended = true;
      return own.reduce((value, byte) => value * 256 + byte, 0);
    },
  };
  return table;
}

/** Of the primary item: `ispe` says its size, `irot` whether it is turned by a quarter. */
function sizeOf(iprp: Uint8Array, primary: number): Items['size'] {
  const inner = boxes(iprp);
  const properties = inner && boxes(inner.find((box) => box.type === 'ipco')?.body ?? new Uint8Array());
  if (!properties) return null;
  const own = inner
    .filter((box) => box.type === 'ipma')
    .flatMap((box) => associations(box.body, primary))
    .map((index) => properties[index - 1]);
  const ispe = own.find((box) => box?.type === 'ispe')?.body;
  const [width, height] = ispe ? [u32(ispe, 4), u32(ispe, 8)] : [];
  if (width === undefined || height === undefined) return null;
  const quarter = own.find((box) => box?.type === 'irot')?.body[0] ?? 0;
  return { width, height, turned: quarter % 2 === 1 };
}

/** One-based indexes of the properties that belong to an item. */
function associations(ipma: Uint8Array, item: number): number[] {
  const wide = ipma[0] !== 0;
  const long = ((ipma[3] ?? 0) & 1) === 1;
  const count = Math.min(u32(ipma, 4) ?? 0, MAX_ITEMS);
  let at = 8;
  for (let i = 0; i < count; i++) {
    const id = wide ? u32(ipma, at) : u16(ipma, at);
    at += wide ? 4 : 2;
    const number = ipma[at] ?? 0;
    at += 1;
    if (id === item) {
      return Array.from({ length: number }, (_, n) =>
        long ? (u16(ipma, at + 2 * n) ?? 0) & 0x7fff : (ipma[at + n] ?? 0) & 0x7f,
      );
    }
    at += number * (long ? 2 : 1);
  }
  return [];
}

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
