/**
 * A photo first: handed in by itself, whole or in pieces, then named by its id in the call that it is for. Pieces come by
 * the tus protocol 1.0.0 (https://tus.io/protocols/resumable-upload): its core, creation, termination and expiration.
 */
import { z } from 'zod';
import { PHOTO_FORMATS } from '../evidence/facts.ts';
import { DAY } from '../time/zone.ts';
import { MAX_UPLOAD_BYTES } from './evidence.ts';
import { del, get, patch, post } from './operation.ts';
import { Instant } from './primitives.ts';

/** Whatever a photo is declared to be: its bytes decide. */
export const PHOTO_TYPES = ['application/octet-stream', 'image/*'] as const;

/** ms: so long it waits for the call that names it. */
export const PHOTO_KEPT = DAY;

/** What one uploader may have waiting, what is still under way counted as whole; a system files for many. */
export const PHOTO_QUOTA = {
  officer: { photos: 100, bytes: 500_000_000 },
  system: { photos: 2_000, bytes: 5_000_000_000 },
} as const;

export const LoosePhoto = z.object({
  id: z.uuid(),
  format: z.enum(PHOTO_FORMATS).nullable().optional().meta({
    description:
      'What its bytes are, whatever was declared. Null: no photo that can be read, as a check will find. Absent where it came in pieces',
  }),
  /** hex, of the bytes as they arrived. */
  sha256: z.string(),
  /** Then it is deleted, unless a call has named it. */
  expiresAt: Instant,
});
export type LoosePhoto = z.infer<typeof LoosePhoto>;

/** A photo that comes in pieces, as far as it is there. */
export const PhotoUpload = z.object({
  /** Of the photo as well, once it is whole. */
  id: z.uuid(),
  /** Bytes that are there, and that there will be. */
  offset: z.number().int(),
  length: z.number().int(),
  /** Then it is deleted, whole or not. */
  expiresAt: Instant,
  /** hex; of a photo that is whole. */
  sha256: z.string().optional(),
});
export type PhotoUpload = z.infer<typeof PhotoUpload>;

export const TUS_VERSION = '1.0.0';
export const TUS_TYPE = 'application/offset+octet-stream';

export const PHOTO_OPERATIONS = {
  addPhoto: post('/photos', 'photos:add', {
    upload: { types: PHOTO_TYPES, part: 'photo', maxBytes: MAX_UPLOAD_BYTES },
    status: 201,
    result: LoosePhoto,
  }),
  startUpload: post('/photos/uploads', 'photos:add', {
    status: 201,
    result: PhotoUpload,
    headers: ['tus-resumable', 'upload-length', 'upload-metadata'],
    tells: ['location', 'upload-offset', 'upload-expires'],
    refuses: ['too-large', 'malformed'],
  }),
  getUpload: get('/photos/uploads/{id}', 'photos:add', {
    result: PhotoUpload,
    tells: ['upload-offset', 'upload-length', 'upload-expires'],
  }),
  continueUpload: patch('/photos/uploads/{id}', 'photos:add', {
    upload: { types: [TUS_TYPE], maxBytes: MAX_UPLOAD_BYTES },
    status: 204,
    headers: ['tus-resumable', 'upload-offset'],
    tells: ['upload-offset', 'upload-expires'],
    refuses: ['in-progress', 'wrong-offset'],
  }),
  endUpload: del('/photos/uploads/{id}', 'photos:add', { status: 204, headers: ['tus-resumable'] }),
};
