/** A photo first: handed in by itself, then named by its id in the call that it is for. */
import { z } from 'zod';
import { DAY } from '../time/zone.ts';
import { MAX_UPLOAD_BYTES } from './evidence.ts';
import { post } from './operation.ts';
import { Instant } from './primitives.ts';

/** Whatever a photo is declared to be: its bytes decide. */
export const PHOTO_TYPES = ['application/octet-stream', 'image/*'] as const;

/** ms: so long it waits for the call that names it. */
export const PHOTO_KEPT = DAY;

/** What one uploader may have waiting; a system files for many. */
export const PHOTO_QUOTA = {
  officer: { photos: 100, bytes: 500_000_000 },
  system: { photos: 2_000, bytes: 5_000_000_000 },
} as const;

export const LoosePhoto = z.object({
  id: z.uuid(),
  /** hex, of the bytes as they arrived. */
  sha256: z.string(),
  /** Then it is deleted, unless a call has named it. */
  expiresAt: Instant,
});
export type LoosePhoto = z.infer<typeof LoosePhoto>;

export const PHOTO_OPERATIONS = {
  addPhoto: post('/photos', 'photos:add', {
    upload: { types: PHOTO_TYPES, part: 'photo', maxBytes: MAX_UPLOAD_BYTES },
    status: 201,
    result: LoosePhoto,
  }),
};
