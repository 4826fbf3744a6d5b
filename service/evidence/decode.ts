/**
 * Pixels of a photo as stored, decoded to the end, so that a broken picture behind a fine header is noticed, and only
 * as large as whatever looks at them needs: a JPEG's decoder leaves out what would be thrown away.
 */
import sharp, { type Region, type Sharp } from 'sharp';
import type { PhotoFormat } from '#shared/evidence/facts.ts';
import { type Appearance, appearanceOf } from '#shared/evidence/pictures/appearance.ts';
import { RASTER_EDGE } from '#shared/evidence/pictures/raster.ts';
import { meanDifference } from '#shared/evidence/pixels.ts';
import { heicPixels } from './heic.ts';
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

/**
 * Rejects when the picture is damaged; null where no decoder here knows its coding. Colours are left as stored: a profile
 * is metadata, not picture.
 */
export async function decode(bytes: Uint8Array, format: PhotoFormat): Promise<Raw | null> {
  if (format === 'heic') {
    const whole = heicPixels(bytes);
    return whole && smaller(fromRaw(whole));
  }
  try {
    return await decodeWith(bytes, 'warning');
  } catch (error) {
    if (error instanceof Error && HARMLESS.test(error.message)) return decodeWith(bytes, 'error');
    throw error;
  }
}

function decodeWith(bytes: Uint8Array, failOn: 'warning' | 'error'): Promise<Raw> {
  return smaller(sharp(bytes, { failOn, ignoreIcc: true, limitInputPixels: false }));
}

async function smaller(picture: Sharp): Promise<Raw> {
  const { data, info } = await picture
    .resize(RASTER_EDGE, RASTER_EDGE, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return { data, width, height, channels };
}

/** As shown; null for a sliver. */
export async function appearanceOfPhoto(raw: Raw, orientation: number): Promise<Appearance | null> {
  const raster = await rasterOf(fromRaw(orientation > 1 ? turned(raw, orientation) : raw));
  return raster && appearanceOf(raster);
}

/** As shown by EXIF's Orientation, 1 to 8. */
function turned({ data, width, height, channels }: Raw, orientation: number): Raw {
  const [right, bottom] = [width - 1, height - 1];
  const isOnItsSide = orientation >= 5;
  const shown: Raw = {
    data: Buffer.alloc(data.length),
    width: isOnItsSide ? height : width,
    height: isOnItsSide ? width : height,
    channels,
  };
  let at = 0;
  for (let y = 0; y < shown.height; y++) {
    for (let x = 0; x < shown.width; x++, at += channels) {
      const [along, across] = isOnItsSide ? [y, x] : [x, y];
      const column = [2, 3, 7, 8].includes(orientation) ? right - along : along;
      const row = [3, 4, 6, 7].includes(orientation) ? bottom - across : across;
      const from = (row * width + column) * channels;
      for (let i = 0; i < channels; i++) shown.data[at + i] = data[from + i] ?? 0;
    }
  }
  return shown;
}

export function fromRaw({ data, width, height, channels }: Raw): Sharp {
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
