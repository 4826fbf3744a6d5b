/** Renders the mark into the sizes browsers ask for: `node extension/icon/render.mjs`. */
import { mkdir } from 'node:fs/promises';
import sharp from 'sharp';

const here = new URL('./', import.meta.url);
const out = new URL('../public/icon/', here);
await mkdir(out, { recursive: true });

for (const size of [16, 32, 48, 128]) {
  const source = size === 16 ? 'mark-small.svg' : 'mark.svg';
  await sharp(new URL(source, here).pathname, { density: 600 })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toFile(new URL(`${size}.png`, out).pathname);
}
