/** Bytes in, facts and print out. Runs in a child process: whatever the bytes do, they do it there. */
import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import exifr from 'exifr';
import sharp from 'sharp';
import { MAX_PIXELS } from '#shared/contract/evidence.ts';
import type { PhotoFormat } from '#shared/evidence/facts.ts';
import type { Blocks } from '#shared/evidence/read/blocks.ts';
import { codedPicture } from '#shared/evidence/read/coded.ts';
import { metadataBlocks } from '#shared/evidence/read/containers.ts';
import { formatOf, whyNoPhoto } from '#shared/evidence/read/format.ts';
import { openContainer } from '#shared/evidence/read/isobmff.ts';
import { jpegPicture } from '#shared/evidence/read/jpeg.ts';
import { metadataFacts } from '#shared/evidence/read/metadata.ts';
import { withInflated } from '#shared/evidence/read/png.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { verifyCredentials } from './credentials/verify.ts';
import { appearanceOfPhoto, decode, thumbnailDifference } from './decode.ts';
import { type PhotoFile, type PhotoOutcome, unreadablePhoto } from './photo-outcome.ts';

/** Larger than any metadata that are looked into. */
const INFLATE_LIMIT = 4 * 1024 * 1024;

export async function readPhoto(bytes: Uint8Array): Promise<PhotoOutcome> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const format = formatOf(bytes);
  const file = { sha256, bytes: bytes.length, format };
  if (bytes.length === 0) return unreadablePhoto(file, 'empty');
  if (format === null) return unreadablePhoto(file, whyNoPhoto(bytes));
  try {
    return await readImage(bytes, format, file);
  } catch {
    return unreadablePhoto(file, 'damaged');
  }
}

async function readImage(bytes: Uint8Array, format: PhotoFormat, file: PhotoFile): Promise<PhotoOutcome> {
  const header = format === 'heic' ? heicHeader(bytes) : await readHeader(bytes);
  const { width, height, orientation } = header;
  if (width !== null && height !== null && width * height > MAX_PIXELS) {
    return { kind: 'too_many_pixels', width, height };
  }
  const raw = await decode(format === 'jpeg' ? ended(bytes) : bytes, format);
  const found = inflated(metadataBlocks(bytes, format));
  // Where our own search finds nothing, libvips may know another hiding place.
  const blocks: Blocks = { ...found, tiff: found.tiff ?? header.tiff, xmp: found.xmp ?? header.xmp };
  const { facts, thumbnail } = await metadataFacts(blocks, parseTiff, EVIDENCE_POLICY);
  // What a HEIC shows was turned by the file; the thumbnail in its EXIF was not.
  const compared = format === 'heic' ? null : thumbnail;
  const turned = orientation >= 5;
  return {
    kind: 'photo',
    facts: {
      ...facts,
      ...file,
      width: turned ? height : width,
      height: turned ? width : height,
      unreadable: null,
      pixelsRead: raw !== null,
      credentials: blocks.claims && verifyCredentials(blocks.claims, bytes),
      thumbnailDifference: raw && compared && (await thumbnailDifference(raw, compared)),
    },
    print: {
      sha256: file.sha256,
      pixelHash: pictureHash(bytes, format),
      appearance: raw && (await appearanceOfPhoto(raw, orientation)),
    },
  };
}

/** `width` and `height` as stored, or null where the file does not say. */
interface Header extends Pick<Blocks, 'tiff' | 'xmp'> {
  width: number | null;
  height: number | null;
  orientation: number;
}

async function readHeader(bytes: Uint8Array): Promise<Header> {
  const header = await sharp(bytes, { failOn: 'none', limitInputPixels: false }).metadata();
  const { width, height, orientation = 1, exif, xmp = null } = header;
  return { width, height, orientation, tiff: withoutPrefix(exif), xmp };
}

/** Turned as its pixels will be; whatever EXIF says of that counts in other formats only. Throws where the container does not parse. */
function heicHeader(bytes: Uint8Array): Header {
  const container = openContainer(bytes);
  if (container === null) throw new Error('the container does not parse');
  const { width = null, height = null, turned = false } = container.size ?? {};
  const [across, down] = turned ? [height, width] : [width, height];
  return { width: across, height: down, orientation: 1, tiff: null, xmp: null };
}

/**
 * Some phones and programs leave the end mark out, and lose nothing by it. Data that break off before the last row of
 * blocks are missed all the same: the decoder complains of them by itself.
 */
function ended(jpeg: Uint8Array): Uint8Array {
  return jpegPicture(jpeg).ended ? jpeg : Buffer.concat([jpeg, Buffer.from([0xff, 0xd9])]);
}

/** The same whatever the metadata say, Orientation included; null where no coded picture was found. */
function pictureHash(bytes: Uint8Array, format: PhotoFormat): string | null {
  const parts = codedPicture(bytes, format);
  if (parts.length === 0) return null;
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}\n`).update(part);
  return hash.digest('hex');
}

function parseTiff(tiff: Uint8Array, options: object): Promise<unknown> {
  return exifr.parse(tiff, options);
}

function inflated(blocks: Blocks): Blocks {
  let whole = blocks;
  for (const { keyword, data } of blocks.deflated) {
    try {
      whole = withInflated(whole, keyword, inflateSync(data, { maxOutputLength: INFLATE_LIMIT }));
    } catch {
      // A broken or oversized text block says nothing; the picture is judged without it.
    }
  }
  return whole;
}

function withoutPrefix(exif: Buffer | undefined): Uint8Array | null {
  if (!exif) return null;
  return exif.subarray(0, 4).toString('latin1') === 'Exif' ? exif.subarray(6) : exif;
}
