/**
 * What exifr is asked for, and how its raw answer is taken. It is asked by tag number and for raw values:
 * it would turn local times into the server's zone, drop signs of positions, and take `s` for north.
 */

import { latin1 } from './bytes.ts';

/** Tag numbers of EXIF 3.0. */
export const TAG = {
  ifd0: { processingSoftware: 11, description: 270, make: 271, model: 272, software: 305, artist: 315 },
  ifd0Rights: { copyright: 33432 },
  pointer: { exif: 34665, gps: 34853 },
  exif: {
    takenAt: 36867,
    digitizedAt: 36868,
    /** Of the file, of the capture, of the digitizing. */
    offset: 36880,
    takenOffset: 36881,
    digitizedOffset: 36882,
    userComment: 37510,
  },
  gps: {
    latitudeRef: 1,
    latitude: 2,
    longitudeRef: 3,
    longitude: 4,
    time: 7,
    status: 9,
    dop: 11,
    method: 27,
    date: 29,
    errorM: 31,
  },
  thumbnail: { at: 513, length: 514 },
} as const;

/**
 * Only the tags that are needed, each once: a block of 64 KB can otherwise list thousands of long values and
 * keep exifr busy for seconds.
 */
export const EXIFR_OPTIONS = {
  tiff: true,
  ifd0: {
    pick: [
      ...Object.values(TAG.ifd0),
      ...Object.values(TAG.ifd0Rights),
      TAG.pointer.exif,
      TAG.pointer.gps,
    ] as number[],
  },
  exif: { pick: Object.values(TAG.exif) as number[] },
  gps: { pick: Object.values(TAG.gps) as number[] },
  ifd1: { pick: Object.values(TAG.thumbnail) as number[] },
  interop: false,
  makerNote: false,
  userComment: true,
  xmp: false,
  icc: false,
  iptc: false,
  jfif: false,
  translateKeys: false,
  translateValues: false,
  reviveValues: false,
  sanitize: false,
  mergeOutput: false,
};

/** exifr's `parse`, handed in: this folder knows no library that touches the platform. */
export type ParseTiff = (tiff: Uint8Array, options: typeof EXIFR_OPTIONS) => Promise<unknown>;

type Directory = Readonly<Record<string, unknown>>;

export interface Exif {
  ifd0: Directory;
  exif: Directory;
  gps: Directory;
  ifd1: Directory;
}

export const NO_EXIF: Exif = { ifd0: {}, exif: {}, gps: {}, ifd1: {} };

export async function readExif(tiff: Uint8Array | null, parse: ParseTiff): Promise<Exif> {
  if (tiff === null) return NO_EXIF;
  let answer: unknown;
  try {
    answer = await parse(tiff, EXIFR_OPTIONS);
  } catch {
    // A damaged EXIF block says nothing; whether the photo is readable is decided by its pixels.
    return NO_EXIF;
  }
  const directory = (name: keyof Exif): Directory => {
    const found: unknown = isRecord(answer) ? answer[name] : undefined;
    return isRecord(found) ? found : {};
  };
  return {
    ifd0: directory('ifd0'),
    exif: directory('exif'),
    gps: directory('gps'),
    ifd1: directory('ifd1'),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** ASCII value without padding; null when absent or blank. */
export function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.replaceAll('\0', '').trim();
  return text === '' ? null : text;
}

/** One number or several; 0/0 arrives as NaN and stays it. */
export function numbersOf(value: unknown): number[] | null {
  if (typeof value === 'number') return [value];
  if (!Array.isArray(value)) return null;
  return value.map((part: unknown) => (typeof part === 'number' ? part : Number.NaN));
}

export function numberOf(value: unknown): number | null {
  const [first] = numbersOf(value) ?? [];
  return first !== undefined && Number.isFinite(first) ? first : null;
}

/** Prompts are long, and what tells them for one stands behind them. */
const COMMENT_LIMIT = 32_768;

/** Text behind an eight-byte code of its character set (UserComment, GPSProcessingMethod). */
export function codedTextOf(value: unknown): string | null {
  if (typeof value === 'string') return textOf(value);
  if (!(value instanceof Uint8Array)) return null;
  const raw = latin1(value.subarray(0, COMMENT_LIMIT));
  // UTF-16 of either byte order and Latin letters alike: only ASCII marks are looked for in it.
  return textOf(raw.replace(/^(?:ASCII|UNICODE|JIS|\0{5})\0*/, '').replaceAll('\0', ''));
}

/** The embedded thumbnail; null where there is none inside the block. */
export function thumbnailOf(tiff: Uint8Array | null, exif: Exif): Uint8Array | null {
  const at = numberOf(exif.ifd1[TAG.thumbnail.at]);
  const length = numberOf(exif.ifd1[TAG.thumbnail.length]);
  if (tiff === null || at === null || length === null || length === 0) return null;
  return at + length <= tiff.length ? tiff.subarray(at, at + length) : null;
}
