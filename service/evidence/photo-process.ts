/** Entry of the child process that reads photos, makes their copies and compares pictures; it holds no database and no settings. */
import { readFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { PHOTO_COPIES } from '#shared/contract/evidence.ts';
import type { Appearance } from '#shared/evidence/pictures/appearance.ts';
import { type Look, type Relation, relationTo } from '#shared/evidence/pictures/relation.ts';
import { formatOf } from '#shared/evidence/read/format.ts';
import { inheritCity } from '../platform/processes/city.ts';
import { serveTasks } from '../platform/processes/serve-tasks.ts';
import { fromRaw } from './decode.ts';
import { heicPixels } from './heic.ts';
import type { PhotoOutcome } from './photo-outcome.ts';
import { appearanceAt } from './pictures.ts';
import { readPhoto } from './read-photo.ts';

export type Rendition = keyof typeof PHOTO_COPIES;

/** `F`: a photo as the task has it, its bytes or the path of a file. */
export type PhotoTask<F> =
  | { photo: F; as?: Rendition }
  | { appearance: F }
  | { one: Look; others: readonly Look[] };
export type PhotoAnswer =
  | { photo: PhotoOutcome }
  | { copy: Uint8Array | null }
  | { appearance: Appearance | null }
  | { relations: (Relation | null)[] };

// Its fellows work on other photos: a second thread here would only take their turn.
sharp.concurrency(1);
inheritCity();

serveTasks<PhotoTask<string>, PhotoAnswer>(async (task) => {
  if ('one' in task) return { relations: task.others.map(relationTo(task.one)) };
  if ('appearance' in task) return { appearance: await appearanceAt(await readFile(task.appearance)) };
  const { photo, as } = task;
  const bytes = await readFile(photo);
  return as === undefined ? { photo: await readPhoto(bytes) } : { copy: await renderPhoto(bytes, as) };
});

/**
 * A copy for showing: WebP, turned as it is to be seen, without any metadata. Null where there are no pixels to show (a damaged file, a HEIC of unknown coding, no image). Never sharp's `withMetadata()`:
 * it keeps the position and the thumbnail. Without it nothing is carried over.
 */
async function renderPhoto(bytes: Uint8Array, as: Rendition): Promise<Uint8Array | null> {
  const format = formatOf(bytes);
  // Only what was recognised is handed to a decoder: libvips would open SVG and PDF as well.
  if (format === null) return null;
  const edge = PHOTO_COPIES[as];
  try {
    const picture = format === 'heic' ? shownHeic(bytes) : sharp(bytes, { failOn: 'error' }).autoOrient();
    if (picture === null) return null;
    return await picture
      .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .webp({ quality: 80, effort: 2 })
      .toBuffer();
  } catch {
    return null;
  }
}

function shownHeic(bytes: Uint8Array): Sharp | null {
  const pixels = heicPixels(bytes);
  return pixels && fromRaw(pixels);
}
