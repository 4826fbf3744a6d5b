/** Entry of the child process that reads photos; it holds no database and no settings. */

import { serveTasks } from '../platform/processes/serve-tasks.ts';
import type { PhotoOutcome } from './photo-outcome.ts';
import { readPhoto } from './read-photo.ts';
import { type Rendition, renderPhoto } from './render-photo.ts';

export type PhotoTask = { bytes: Uint8Array; as?: Rendition };
export type PhotoAnswer = { photo: PhotoOutcome } | { copy: Uint8Array | null };

serveTasks<PhotoTask, PhotoAnswer>(async ({ bytes, as }) =>
  as === undefined ? { photo: await readPhoto(bytes) } : { copy: await renderPhoto(bytes, as) },
);
