/**
 * Ready photos: painted once, kept outside the data folder, and only stamped anew for each demo, because a
 * stamp's times hang on when the demo is opened and pixels do not.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { PlannedPhoto } from '../follow-ups.ts';
import { HEIGHT, WIDTH } from './camera.ts';
import { renderShot } from './render.ts';
import type { Shot } from './shot.ts';
import { stamp } from './stamp.ts';

/** Raise it when a painter changes: kept photos of other pictures are then painted again. */
const PICTURES = 3;

export type Shelf = ReturnType<typeof openShelf>;

/** `folder` is made where missing; it may be shared by several services and deleted at any time. */
export function openShelf(folder: string) {
  const held = new Map<string, Promise<Buffer>>();
  /** A demo takes each photo twice: to read it ahead, and to hand it in. */
  const taken = new Map<PlannedPhoto, Promise<Buffer>>();

  function pixelsOf(shot: Shot, finish: PlannedPhoto['finish']): Promise<Buffer> {
    const name = createHash('sha256')
      .update(
        JSON.stringify([
          ...[PICTURES, shot.place, shot.subject, shot.state, shot.take, finish === 'resaved'],
          shot.night ?? false,
        ]),
      )
      .digest('hex')
      .slice(0, 32);
    const pixels = held.get(name) ?? readOrPaint(name, shot, finish);
    held.set(name, pixels);
    return pixels;
  }

  async function readOrPaint(name: string, shot: Shot, finish: PlannedPhoto['finish']): Promise<Buffer> {
    const path = join(folder, `${name}.jpg`);
    if (existsSync(path)) return readFileSync(path);
    const fresh = finish === 'resaved' ? await resave(await pixelsOf(shot, 'plain')) : await renderShot(shot);
    mkdirSync(folder, { recursive: true });
    // Renamed into place, so that nobody ever reads half a photo.
    const draft = `${path}.${randomUUID()}`;
    writeFileSync(draft, fresh);
    renameSync(draft, path);
    return fresh;
  }

  async function handIn({ shot, finish, meta }: PlannedPhoto): Promise<Buffer> {
    const pixels = await pixelsOf(shot, finish);
    const whole = meta === null ? pixels : stamp(pixels, meta);
    return finish === 'cut' ? whole.subarray(0, Math.round(whole.length * 0.4)) : whole;
  }

  return {
    /** The bytes as handed in; painted where they are not there yet. */
    take(photo: PlannedPhoto) {
      const bytes = taken.get(photo) ?? handIn(photo);
      taken.set(photo, bytes);
      return bytes;
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
