/** Pictures as they are compared: small and grey. */
import sharp, { type Sharp } from 'sharp';
import { type Appearance, appearanceOf } from '#shared/evidence/pictures/appearance.ts';
import { RASTER_EDGE, type Raster } from '#shared/evidence/pictures/raster.ts';

/** Narrower than this nothing can be compared. */
const LEAST_EDGE = 48;

/** Null for a sliver. */
export async function rasterOf(image: Sharp): Promise<Raster | null> {
  const { data, info } = await image
    .resize(RASTER_EDGE, RASTER_EDGE, { fit: 'inside' })
    .removeAlpha()
    .greyscale()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  return Math.min(width, height) < LEAST_EDGE ? null : { width, height, data: new Uint8Array(data) };
}

/** Of a copy made by ourselves, turned as it is to be seen; null where it cannot be opened. */
export async function appearanceAt(copy: Uint8Array): Promise<Appearance | null> {
  try {
    const raster = await rasterOf(sharp(copy, { failOn: 'none' }));
    return raster && appearanceOf(raster);
  } catch {
    return null;
  }
}
