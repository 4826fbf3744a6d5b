/** Entry of the child process that reads photos and compares pictures; it holds no database and no settings. */

import type { Appearance } from '#shared/evidence/pictures/appearance.ts';
import type { Raster } from '#shared/evidence/pictures/raster.ts';
import type { Relation } from '#shared/evidence/pictures/relation.ts';
import { serveTasks } from '../platform/processes/serve-tasks.ts';
import type { PhotoOutcome } from './photo-outcome.ts';
import { appearanceAt, comparePictures } from './pictures.ts';
import { readPhoto } from './read-photo.ts';
import { type Rendition, renderPhoto } from './render-photo.ts';

export type PhotoTask =
  | { bytes: Uint8Array; as?: Rendition }
  | { appearance: Uint8Array }
  | { one: Raster; other: Raster | Uint8Array };
export type PhotoAnswer =
  | { photo: PhotoOutcome }
  | { copy: Uint8Array | null }
  | { appearance: Appearance | null }
  | { relation: Relation | null };

serveTasks<PhotoTask, PhotoAnswer>(async (task) => {
  if ('appearance' in task) return { appearance: await appearanceAt(task.appearance) };
  if ('one' in task) return { relation: await comparePictures(task.one, task.other) };
  const { bytes, as } = task;
  return as === undefined ? { photo: await readPhoto(bytes) } : { copy: await renderPhoto(bytes, as) };
});
