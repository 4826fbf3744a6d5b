/** Turns a painted scene into what a phone would have written: grain, a lens's soft corners, JPEG. No metadata yet. */
import sharp from 'sharp';
import { createRandom } from '../random.ts';
import { HEIGHT, WIDTH } from './camera.ts';
import { paintShot } from './scene.ts';
import type { Shot } from './shot.ts';

/** One sheet of grain, larger than a photo: each photo takes its own cut of it. */
const SHEET = { width: 1100, height: 840 };
const CHANNELS = 3;
/** A lens darkens towards the corners. */
const CORNERS = Float32Array.from({ length: WIDTH * HEIGHT }, (_, pixel) => {
  const across = (pixel % WIDTH) / WIDTH - 0.5;
  const down = Math.floor(pixel / WIDTH) / HEIGHT - 0.5;
  return 1 - 0.42 * (across ** 2 + down ** 2);
});
let sheet: Promise<Int8Array> | null = null;

export async function renderShot(shot: Shot): Promise<Buffer> {
  sheet ??= makeGrain();
  const grain = await sheet;
  const die = createRandom(`grain/${shot.place}/${shot.state}/${shot.take}`);
  const left = die.whole(0, SHEET.width - WIDTH);
  const top = die.whole(0, SHEET.height - HEIGHT);
  const painted = await sharp(Buffer.from(paintShot(shot)))
    .removeAlpha()
    .raw()
    .toBuffer();
  for (let y = 0, pixel = 0; y < HEIGHT; y++) {
    const row = (top + y) * SHEET.width + left;
    for (let x = 0; x < WIDTH; x++, pixel++) {
      const noise = grain[row + x] ?? 0;
      const gain = (CORNERS[pixel] ?? 1) * (1.14 + noise / 480);
      const lift = noise / 14;
      for (let at = pixel * CHANNELS, end = at + CHANNELS; at < end; at++) {
        const value = (painted[at] ?? 0) * gain + lift;
        painted[at] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    }
  }
  return sharp(painted, { raw: { width: WIDTH, height: HEIGHT, channels: CHANNELS } })
    .jpeg({ quality: 80 })
    .toBuffer();
}

/** Fine grain over patches of two sizes, −128 … 127. */
async function makeGrain(): Promise<Int8Array> {
  const die = createRandom('grain');
  const [broad, small] = await Promise.all([
    patches(die.branch('broad'), 18),
    patches(die.branch('small'), 150),
  ]);
  return Int8Array.from({ length: SHEET.width * SHEET.height }, (_, i) => {
    const fine = (die.next() + die.next() - 1) * 52;
    const patch = ((broad[i] ?? 128) - 128) * 0.45 + ((small[i] ?? 128) - 128) * 0.28;
    return Math.min(127, Math.max(-128, fine + patch));
  });
}

/** Random greys, `across` of them in a row, drawn out to the sheet's size. */
async function patches(die: { whole(low: number, high: number): number }, across: number): Promise<Buffer> {
  const down = Math.ceil((across * SHEET.height) / SHEET.width);
  const greys = Buffer.from(Array.from({ length: across * down }, () => die.whole(48, 208)));
  return sharp(greys, { raw: { width: across, height: down, channels: 1 } })
    .resize(SHEET.width, SHEET.height, { kernel: 'cubic', fit: 'fill' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
}
