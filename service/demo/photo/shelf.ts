/**
 * Ready photos: painted once, kept outside the data folder, and only stamped anew for each demo, because a
 * stamp's times hang on when the demo is opened and pixels do not.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { PlannedPhoto } from '../follow-ups.ts';
import { HEIGHT, WIDTH } from './camera.ts';
import { renderShot } from './render.ts';
import type { Shot } from './shot.ts';
import { stamp } from './stamp.ts';

/** Raise it when a painter changes: kept photos of other pictures are then painted again. */
const PICTURES = 1;
const AT_ONCE = 3;

export interface Shelf {
  /** Paints what is not there yet. */
  fill(photos: readonly PlannedPhoto[]): Promise<void>;
  /** The bytes as handed in. */
  take(photo: PlannedPhoto): Promise<Buffer>;
}

/** `folder` is made where missing; it may be shared by several services and deleted at any time. */
export function openShelf(folder: string): Shelf {
  async function pixelsOf(shot: Shot, finish: PlannedPhoto['finish']): Promise<Buffer> {
    const name = createHash('sha256')
      .update(
        JSON.stringify([PICTURES, shot.place, shot.subject, shot.state, shot.take, finish === 'resaved']),
      )
      .digest('hex')
      .slice(0, 32);
    const path = join(folder, `${name}.jpg`);
    const kept = await readFile(path).catch(() => null);
    if (kept) return kept;
    const fresh = finish === 'resaved' ? await resave(await pixelsOf(shot, 'plain')) : await renderShot(shot);
    await mkdir(folder, { recursive: true });
    // Renamed into place, so that nobody ever reads half a photo.
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, fresh);
    await rename(draft, path);
    return fresh;
  }

  return {
    async fill(photos) {
      const waiting = [...photos];
      const workers = Array.from({ length: AT_ONCE }, async () => {
        for (let next = waiting.pop(); next; next = waiting.pop()) await pixelsOf(next.shot, next.finish);
      });
      await Promise.all(workers);
    },
    async take({ shot, finish, meta }) {
      const pixels = await pixelsOf(shot, finish);
      const whole = meta === null ? pixels : stamp(pixels, meta);
      return finish === 'cut' ? whole.subarray(0, Math.round(whole.length * 0.4)) : whole;
    },
  };
}

/** What a messenger or a gallery makes of a photo: a little smaller, a little brighter, encoded again. */
function resave(jpeg: Buffer): Promise<Buffer> {
  return sharp(jpeg)
    .resize(Math.round(WIDTH * 0.94), Math.round(HEIGHT * 0.94))
    .modulate({ brightness: 1.05 })
    .jpeg({ quality: 72 })
    .toBuffer();
}
