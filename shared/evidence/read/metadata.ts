/** From blocks of metadata to facts: the same code in the service's reader and in the officer's browser. */
import type { EvidencePolicy } from '../../rules/evidence.ts';
import type { MetadataFacts } from '../facts.ts';
import type { Blocks } from './blocks.ts';
import { utf8 } from './bytes.ts';
import { type ParseTiff, readExif, TAG, textOf, thumbnailOf } from './exif.ts';
import { readInstants } from './instant.ts';
import { pngText, readMarks } from './marks.ts';
import { readPosition, readXmpPosition } from './position.ts';
import { xmpValue } from './xmp.ts';

/** What is asked for stands in the first packet; the rest is depth maps and thumbnails. */
const XMP_LIMIT = 512 * 1024;

/** A larger block than any camera writes would only keep the reader busy. */
const TIFF_LIMIT = 16 * 1024 * 1024;

export async function metadataFacts(
  blocks: Blocks,
  parse: ParseTiff,
  policy: EvidencePolicy,
): Promise<{ facts: MetadataFacts; thumbnail: Uint8Array | null }> {
  const tiff = blocks.tiff?.subarray(0, TIFF_LIMIT) ?? null;
  const exif = await readExif(tiff, parse);
  const xmp = blocks.xmp === null ? '' : utf8(blocks.xmp.subarray(0, XMP_LIMIT));
  const camera = [
    textOf(exif.ifd0[TAG.ifd0.make]) ?? pngText(blocks, 'Make'),
    textOf(exif.ifd0[TAG.ifd0.model]) ?? pngText(blocks, 'Model'),
  ].filter(Boolean);
  return {
    facts: {
      camera: camera.length > 0 ? camera.join(' ').slice(0, 200) : null,
      ...readInstants(exif),
      ...readPosition(exif, policy.location),
      xmpPosition: readXmpPosition(xmpValue(xmp, 'GPSLatitude'), xmpValue(xmp, 'GPSLongitude')),
      ...readMarks(exif, blocks, xmp),
      // Who signed is the service's to verify.
      credentials: null,
    },
    thumbnail: thumbnailOf(tiff, exif),
  };
}
