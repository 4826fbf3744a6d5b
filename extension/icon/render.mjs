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

// What a phone puts among its apps: as large as its launchers ask for, and one that they may cut as they like.
const field = new URL('../field/icon/', here);
await mkdir(field, { recursive: true });
for (const [source, size, name] of /** @type {const} */ ([
  ['mark.svg', 192, 'app-192'],
  ['mark.svg', 512, 'app-512'],
  ['mark-whole.svg', 512, 'maskable-512'],
])) {
  await sharp(new URL(source, here).pathname, { density: 300 })
    .resize(size, size)
    .png({ compressionLevel: 9, palette: true })
    .toFile(new URL(`${name}.png`, field).pathname);
}
