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
    return format === 'heic' ? await readHeic(bytes, file) : await readPixels(bytes, format, file);
  } catch {
    return unreadablePhoto(file, 'damaged');
  }
}

async function readPixels(bytes: Uint8Array, format: PhotoFormat, file: PhotoFile): Promise<PhotoOutcome> {
  const header = await sharp(bytes, { failOn: 'none', limitInputPixels: false }).metadata();
  const { width, height, orientation = 1 } = header;
  if (width * height > MAX_PIXELS) return { kind: 'too_many_pixels', width, height };
  const raw = await decode(format === 'jpeg' ? ended(bytes) : bytes);
  const found = inflated(metadataBlocks(bytes, format));
  // Where our own search finds nothing, libvips may know another hiding place.
  const blocks: Blocks = {
    ...found,
    tiff: found.tiff ?? withoutPrefix(header.exif),
    xmp: found.xmp ?? header.xmp ?? null,
  };
  const { facts, thumbnail } = await metadataFacts(blocks, parseTiff, EVIDENCE_POLICY);
  const turned = orientation >= 5;
  return {
    kind: 'photo',
    facts: {
      ...facts,
      ...file,
      width: turned ? height : width,
      height: turned ? width : height,
      unreadable: null,
      pixelsRead: true,
      thumbnailDifference: thumbnail === null ? null : await thumbnailDifference(raw, thumbnail),
    },
    print: {
      sha256: file.sha256,
      pixelHash: pictureHash(bytes, format),
      appearance: await appearanceOfPhoto(raw, orientation),
    },
  };
}

/**
 * Some phones and programs leave the end mark out, and lose nothing by it. Data that break off before the last row of
 * blocks are missed all the same: the decoder complains of them by itself.
 */
function ended(jpeg: Uint8Array): Uint8Array {
  return jpegPicture(jpeg).ended ? jpeg : Buffer.concat([jpeg, Buffer.from([0xff, 0xd9])]);
}

/** sharp's build cannot decode HEIC: the container must parse. */
async function readHeic(bytes: Uint8Array, file: PhotoFile): Promise<PhotoOutcome> {
  const container = openContainer(bytes);
  if (container === null) return unreadablePhoto(file, 'damaged');
  const { size } = container;
  if (size && size.width * size.height > MAX_PIXELS) {
    return { kind: 'too_many_pixels', width: size.width, height: size.height };
  }
  const { facts } = await metadataFacts(metadataBlocks(bytes, 'heic'), parseTiff, EVIDENCE_POLICY);
  return {
    kind: 'photo',
    facts: {
      ...facts,
      ...file,
      width: (size?.turned ? size.height : size?.width) ?? null,
      height: (size?.turned ? size.width : size?.height) ?? null,
      unreadable: null,
      pixelsRead: false,
      thumbnailDifference: null,
    },
    print: { sha256: file.sha256, pixelHash: pictureHash(bytes, 'heic'), appearance: null },
  };
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
