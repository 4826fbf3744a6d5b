/**
 * Decodes one HEIC photo, in a thread of its own: bytes made to hang or exhaust a decoder end with it. The wasm
 * build of libheif evaluates no strings, so `wasm-unsafe-eval` is all that the extension's policy has to allow.
 */
import libheif, { type HeifImage } from 'libheif-js/libheif-wasm/libheif.js';
import wasmUrl from 'libheif-js/libheif-wasm/libheif.wasm?url';
import { displaySize, isWithinBounds } from './bounds.ts';

export type HeicAnswer = { ok: true; picture: Blob } | { ok: false; why: 'too_large' | 'damaged' };

addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
  void answer(data)
    .catch((): HeicAnswer => ({ ok: false, why: 'damaged' }))
    .then((message) => postMessage(message));
});

async function answer(bytes: ArrayBuffer): Promise<HeicAnswer> {
  const wasmBinary = await (await fetch(wasmUrl)).arrayBuffer();
  const { HeifDecoder } = libheif({ wasmBinary });
  const images = new HeifDecoder().decode(bytes);
  const image = images.find((each) => each.is_primary()) ?? images[0];
  if (!image) return { ok: false, why: 'damaged' };
  const size = { width: image.get_width(), height: image.get_height() };
  if (!isWithinBounds(size)) return { ok: false, why: 'too_large' };
  const pixels = await pixelsOf(image, new ImageData(size.width, size.height));
  return pixels ? { ok: true, picture: await smaller(pixels) } : { ok: false, why: 'damaged' };
}

function pixelsOf(image: HeifImage, target: ImageData): Promise<ImageData | null> {
  return new Promise((resolve) => image.display(target, resolve));
}

async function smaller(pixels: ImageData): Promise<Blob> {
  const { width, height } = displaySize(pixels);
  const canvas = new OffscreenCanvas(width, height);
  const whole = await createImageBitmap(pixels);
  canvas.getContext('2d')?.drawImage(whole, 0, 0, width, height);
  return canvas.convertToBlob({ type: 'image/webp', quality: 0.8 });
}
