/**
 * What was read from one photo, once, before any rule judges it. Facts are stored with the photo and travel
 * in the API, so they hold no pixels and nothing that only a reader library understands.
 */
import { z } from 'zod';

export const PHOTO_FORMATS = ['jpeg', 'png', 'webp', 'avif', 'heic'] as const;

/** Why a photo could not be read; `timeout` means the reader was stopped at its time limit. */
export const UNREADABLE = ['empty', 'not_image', 'damaged', 'timeout'] as const;

export const Position = z.object({
  lat: z.number(),
  lon: z.number(),
  /** 68 % radius in metres, floor 5 m applied. */
  accuracyM: z.number(),
  /** Where the radius comes from: the phone, its DOP, a cell fix, or the default for phones that say nothing. */
  accuracyFrom: z.enum(['stated', 'cell', 'dop', 'assumed']),
});
export type Position = z.infer<typeof Position>;

export const PhotoFacts = z.object({
  sha256: z.string(),
  bytes: z.number().int(),
  format: z.enum(PHOTO_FORMATS).nullable(),
  /** Pixels as shown, orientation applied; null when unreadable. */
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  unreadable: z.enum(UNREADABLE).nullable(),
  camera: z.string().nullable(),
  software: z.string().nullable(),
  /** Capture instant, RFC 3339 with the offset it was read with; null when none is usable. */
  takenAt: z.string().nullable(),
  takenAtFrom: z.enum(['camera', 'gps']).nullable(),
  /** True when the camera stated its offset; false when WIB was assumed. */
  offsetStated: z.boolean(),
  /** GPS fix instant (UTC), or the bare date where the phone wrote no time; null when absent. */
  fixAt: z.string().nullable(),
  /** How the position in EXIF is to be taken. */
  gps: z.enum(['usable', 'missing', 'invalid', 'out_of_range']),
  position: Position.nullable(),
});
export type PhotoFacts = z.infer<typeof PhotoFacts>;
