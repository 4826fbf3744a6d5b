/** Pixels of a photo as stored: decoded to the end, so that a broken picture behind a fine header is noticed. */
import { createHash } from 'node:crypto';
import sharp, { type Region, type Sharp } from 'sharp';
import { type Appearance, appearanceOf } from '#shared/evidence/pictures/appearance.ts';
import { meanDifference } from '#shared/evidence/pixels.ts';
import { rasterOf } from './pictures.ts';

sharp.cache(false);

/** Complaints of libjpeg that leave every pixel intact; phones and cameras earn them daily. */
const HARMLESS =
  /extraneous bytes before marker|Invalid SOS parameters|unknown Adobe color|inconsistent progression/i;

export interface Raw {
  data: Buffer;
  width: number;
  height: number;
  channels: 1 | 2 | 3 | 4;
}

/** Rejects when the picture is damaged. Colours are left as stored: a profile is metadata, not picture. */
export async function decode(bytes: Uint8Array): Promise<Raw> {
  try {
    return await decodeWith(bytes, 'warning');
  } catch (error) {
    if (error instanceof Error && HARMLESS.test(error.message)) return decodeWith(bytes, 'error');
    throw error;
  }
}

async function decodeWith(bytes: Uint8Array, failOn: 'warning' | 'error'): Promise<Raw> {
  const image = sharp(bytes, { failOn, ignoreIcc: true, limitInputPixels: false });
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return { data, width, height, channels };
}

/** Hash of the picture alone: the same whatever the metadata say, Orientation included. */
export function pixelHashOf({ data, width, height, channels }: Raw): string {
  return createHash('sha256').update(`${width}x${height}x${channels}\n`).update(data).digest('hex');
}

/** As shown; null for a sliver. */
export async function appearanceOfPhoto(
  bytes: Uint8Array,
  raw: Raw,
  orientation: number,
): Promise<Appearance | null> {
  const shown =
    orientation > 1
      ? sharp(bytes, { failOn: 'none', ignoreIcc: true, limitInputPixels: false }).autoOrient()
      : fromRaw(raw);
  const raster = await rasterOf(shown);
  return raster && appearanceOf(raster);
}

function fromRaw({ data, width, height, channels }: Raw): Sharp {
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
}

async function greyOf(image: Sharp, width: number, height: number): Promise<Uint8Array> {
  const data = await image
    .resize(width, height, { fit: 'fill' })
    .removeAlpha()
    .greyscale()
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  return new Uint8Array(data);
}

const [THUMB_WIDTH, THUMB_HEIGHT] = [16, 12];

/** How far the embedded thumbnail differs from the picture; null where it cannot be decoded. */
export async function thumbnailDifference(raw: Raw, thumbnail: Uint8Array): Promise<number | null> {
  try {
    const small = sharp(thumbnail, { failOn: 'none', limitInputPixels: 4_000_000 });
    const { width, height } = await small.metadata();
    const picture = await greyOf(fromRaw(raw), THUMB_WIDTH, THUMB_HEIGHT);
    const inner = withoutBars(width, height, raw);
    const candidates = inner ? [small.clone(), small.clone().extract(inner)] : [small];
    const differences = candidates.map(async (candidate) =>
      meanDifference(picture, await greyOf(candidate, THUMB_WIDTH, THUMB_HEIGHT)),
    );
    return Math.min(...(await Promise.all(differences)));
  } catch {
    return null;
  }
}

/** EXIF wants thumbnails of 160 × 120: cameras pad wider pictures with black bars, which are no other scene. */
function withoutBars(width: number, height: number, raw: Raw): Region | null {
  const scale = Math.min(width / raw.width, height / raw.height);
  const inner = { width: Math.round(raw.width * scale), height: Math.round(raw.height * scale) };
  if (width - inner.width < 3 && height - inner.height < 3) return null;
  const left = Math.floor((width - inner.width) / 2);
  return { ...inner, left, top: Math.floor((height - inner.height) / 2) };
}
