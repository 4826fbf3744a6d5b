/** Copies for showing: re-encoded, turned as they are to be seen, without any metadata. */
import sharp from 'sharp';
import { PHOTO_COPIES } from '#shared/contract/evidence.ts';
import { formatOf } from '#shared/evidence/read/format.ts';

export type Rendition = keyof typeof PHOTO_COPIES;

/**
 * WebP. Null where there are no pixels to show (HEIC, a damaged file, no image). Never sharp's `withMetadata()`:
 * it keeps the position and the thumbnail. Without it nothing is carried over.
 */
export async function renderPhoto(bytes: Uint8Array, as: Rendition): Promise<Uint8Array | null> {
  const format = formatOf(bytes);
  // Only what was recognised is handed to a decoder: libvips would open SVG and PDF as well.
  if (format === null || format === 'heic') return null;
  const edge = PHOTO_COPIES[as];
  try {
    return await sharp(bytes, { failOn: 'error' })
      .autoOrient()
      .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .webp({ quality: 80, effort: 2 })
      .toBuffer();
  } catch {
    return null;
  }
}
