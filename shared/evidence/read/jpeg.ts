/** JPEG: metadata lie in application segments before the first scan. */
import { type Blocks, iptcOf } from './blocks.ts';
import { joined, startsWith, u16, u32 } from './bytes.ts';

const EXIF = 'Exif\0';
const XMP = 'http://ns.adobe.com/xap/1.0/\0';
const EXTENDED_XMP = 'http://ns.adobe.com/xmp/extension/\0';
/** Identifier, GUID of 32 characters, full length and offset. */
const EXTENDED_XMP_HEADER = EXTENDED_XMP.length + 40;
const PHOTOSHOP = 'Photoshop 3.0\0';

export function jpegBlocks(bytes: Uint8Array): Blocks {
  const xmp: Uint8Array[] = [];
  const photoshop: Uint8Array[] = [];
  const claims: Uint8Array[] = [];
  let tiff: Uint8Array | null = null;
  for (const { marker, body } of segments(bytes)) {
    if (marker === 0xe1 && startsWith(body, EXIF)) tiff = fuller(tiff, body.subarray(6));
    else if (marker === 0xe1 && startsWith(body, XMP)) xmp.push(body.subarray(XMP.length));
    else if (marker === 0xe1 && startsWith(body, EXTENDED_XMP)) xmp.push(body.subarray(EXTENDED_XMP_HEADER));
    else if (marker === 0xed && startsWith(body, PHOTOSHOP)) photoshop.push(body.subarray(PHOTOSHOP.length));
    else if (marker === 0xeb && startsWith(body, 'JP')) claims.push(pieceOf(body));
  }
  return {
    tiff,
    xmp: xmp.length > 0 ? joined(xmp) : null,
    iptc: photoshop.length > 0 ? iptcOf(joined(photoshop)) : null,
    claims: claims.length > 0 ? joined(claims) : null,
    texts: [],
    deflated: [],
  };
}

/**
 * JUMBF (ISO 19566-5): identifier, box instance and packet number come before each piece, and from the second on the
 * header of the box once more, 16 bytes of it where its length takes eight.
 */
function pieceOf(segment: Uint8Array): Uint8Array {
  const isFirst = u32(segment, 4) === 1;
  return segment.subarray(isFirst ? 8 : u32(segment, 8) === 1 ? 24 : 16);
}

interface JpegPicture {
  /** Tables, frame and scans in the order of the file: all that is neither application data nor a comment. */
  parts: Uint8Array[];
  /** Whether the end mark is there. */
  ended: boolean;
}

const [SCAN, END, COMMENT] = [0xda, 0xd9, 0xfe];

/** Whatever lies behind the end mark, such as the second picture of a phone, is no part of it. */
export function jpegPicture(bytes: Uint8Array): JpegPicture {
  const parts: Uint8Array[] = [];
  for (let at = 2; ; ) {
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined) return { parts, ended: false };
    if (marker === END) return { parts, ended: true };
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = u16(bytes, at + 2);
    if (length === undefined || length < 2) return { parts, ended: false };
    const end = marker === SCAN ? scanEnd(bytes, at + 2 + length) : at + 2 + length;
    const isMetadata = (marker >= 0xe0 && marker <= 0xef) || marker === COMMENT;
    if (!isMetadata) parts.push(bytes.subarray(at + 1, end));
    at = end;
  }
}

/** Where coded data end: at the first mark that is neither a stuffed byte nor a restart. */
function scanEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; ; at += 2) {
    at = bytes.indexOf(0xff, at);
    if (at < 0) return bytes.length;
    const next = bytes[at + 1];
    const goesOn = next === 0 || (next !== undefined && next >= 0xd0 && next <= 0xd7);
    if (!goesOn) return at;
  }
}

/** Some programs put a new block beside an empty first one: the first that lists anything counts. */
function fuller(found: Uint8Array | null, next: Uint8Array): Uint8Array {
  return found !== null && hasTags(found) ? found : hasTags(next) ? next : (found ?? next);
}

/** Whether the first directory of a TIFF block has an entry. */
function hasTags(tiff: Uint8Array): boolean {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (tiff.length < 10) return false;
  const isLittle = tiff[0] === 0x49;
  const at = view.getUint32(4, isLittle);
  return at + 2 <= tiff.length && view.getUint16(at, isLittle) > 0;
}

function* segments(bytes: Uint8Array): Generator<{ marker: number; body: Uint8Array }> {
  for (let at = 2; bytes[at] === 0xff; ) {
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = u16(bytes, at + 2);
    if (marker === undefined || length === undefined || length < 2) return;
    if (marker === 0xda || marker === 0xd9) return;
    yield { marker, body: bytes.subarray(at + 4, at + 2 + length) };
    at += 2 + length;
  }
}
