/**
 * Pixels of a HEIC photo, which sharp's build cannot decode: by libheif in WebAssembly, a new instance for each photo, so
 * that none meets what another one left behind.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import libheif, { type Status } from 'libheif-js/libheif-wasm/libheif.js';
import { MAX_PIXELS } from '#shared/contract/evidence.ts';

// In pages of 64 KB: 50 megapixels take 330 MB; what asks for more than 512 is refused by the decoder itself.
setFlagsFromString('--wasm-max-mem-pages=8192');

/** Unsupported file or feature, no memory, no decoder built in (`heif_error_code`): no fault of the photo. */
const BEYOND_US = [3, 4, 6, 11];

/** The primary item, which the container has, is of a kind that libheif leaves out (`heif_suberror_code`). */
const UNKNOWN_ITEM = 2000;

let wasmBinary: Uint8Array | null = null;

interface Pixels {
  data: Buffer;
  width: number;
  height: number;
  channels: 3;
}

/** As shown, 8-bit RGB. Null where it is coded in a way that this decoder does not know. Throws where it is damaged. */
export function heicPixels(bytes: Uint8Array): Pixels | null {
  wasmBinary ??= readFileSync(createRequire(import.meta.url).resolve('libheif-js/libheif-wasm/libheif.wasm'));
  const heif = libheif({ wasmBinary });
  const context = heif.heif_context_alloc();
  const parsed = heif.heif_context_read_from_memory(context, bytes);
  if (parsed.code.value !== 0) return failed(parsed);
  const image = heif.heif_js_context_get_primary_image_handle(context);
  if (image.code) return failed(image);
  if (heif.heif_image_handle_get_width(image) * heif.heif_image_handle_get_height(image) > MAX_PIXELS) {
    throw new RangeError('the picture is larger than its file says');
  }
  const { heif_colorspace_RGB: rgb } = heif.heif_colorspace;
  const picture = heif.heif_js_decode_image2(image, rgb, heif.heif_chroma.heif_chroma_interleaved_RGB);
  if (picture.code) return failed(picture);
  const [channel] = picture.channels;
  if (!channel) throw new Error('a picture without a channel');
  const { width, height, stride, data } = channel;
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++)
    pixels.set(data.subarray(y * stride, y * stride + width * 3), y * width * 3);
  return { data: pixels, width, height, channels: 3 };
}

function failed({ code, subcode }: Status): null {
  if (BEYOND_US.includes(code.value) || subcode.value === UNKNOWN_ITEM) return null;
  throw new Error(`libheif gave up with error ${code.value}`);
}
