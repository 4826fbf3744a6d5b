/** Entry of the child process that reads photos; it holds no database and no settings. */
import sharp from 'sharp';
import { serveTasks } from '../platform/processes/serve-tasks.ts';
import type { PhotoOutcome } from './photo-outcome.ts';
import { readPhoto } from './read-photo.ts';
import { type Rendition, renderPhoto } from './render-photo.ts';

export type PhotoTask = { bytes: Uint8Array; as?: Rendition };
export type PhotoAnswer = { photo: PhotoOutcome } | { copy: Uint8Array | null };

// Its fellows work on other photos: a second thread here would only take their turn.
sharp.concurrency(1);

serveTasks<PhotoTask, PhotoAnswer>(async ({ bytes, as }) =>
  as === undefined ? { photo: await readPhoto(bytes) } : { copy: await renderPhoto(bytes, as) },
);
