/**
 * What was read from one photo, once, before any rule judges it. Facts are stored with the photo and travel
 * in the API, so they hold no pixels and nothing that only a reader library understands.
 */
import { z } from 'zod';

export const PHOTO_FORMATS = ['jpeg', 'png', 'webp', 'avif', 'heic'] as const;
export type PhotoFormat = (typeof PHOTO_FORMATS)[number];

/** What is wrong with a photo that cannot be read: `raw` is TIFF, DNG and what else no phone shows; `too_heavy` took more work than any honest photo takes, whatever the machine's load. */
export const SPOILT = ['empty', 'not_image', 'raw', 'damaged', 'too_heavy'] as const;

/** Why nothing was read from a photo. `pending` is no fault of it: its turn has not come, and a job reads it once it has. */
const UNREADABLE = [...SPOILT, 'pending'] as const;
export type Unreadable = (typeof UNREADABLE)[number];

/** Degrees, signed: south and west are negative. */
export const Coordinates = z.object({ lat: z.number(), lon: z.number() });
export type Coordinates = z.infer<typeof Coordinates>;

export const Position = z.object({
  lat: z.number(),
  lon: z.number(),
  /** 68 % radius in metres, floor 5 m applied. */
  accuracyM: z.number(),
  /**
   * Where the radius comes from: the phone, its DOP, a cell fix, or the default for phones that say nothing. `captured`:
   * the position itself stands in no file, the phone told it as the photo was taken.
   */
  accuracyFrom: z.enum(['stated', 'cell', 'dop', 'assumed', 'captured']),
});
export type Position = z.infer<typeof Position>;

/**
 * Why the commitment of a capture vouches for nothing: its nonce had stood for another · it came late, as after a time
 * without connection · nobody here handed that nonce to this account.
 */
export const CAPTURE_DOUBTS = ['reused', 'late', 'unknown'] as const;
export type CaptureDoubt = (typeof CAPTURE_DOUBTS)[number];

/** What was committed of a photo before it was sent. Where it was taken is the phone's word. */
export const Captured = Coordinates.extend({
  /** 68 % radius in metres, as phones tell it. */
  accuracyM: z.number(),
  /** When the position was measured, by the phone; RFC 3339, as are the others. */
  fixedAt: z.string(),
  /** By the service's clock: then the photo was there. */
  committedAt: z.string(),
  /** By the service's clock: no sooner was it committed. Absent where nobody knows. */
  since: z.string().optional(),
  doubt: z.enum(CAPTURE_DOUBTS).optional(),
});
export type Captured = z.infer<typeof Captured>;

/** Content Credentials (C2PA): who signed the file. */
export const Credentials = z.object({
  /** `changed`: file or claim are no longer what was signed. `unverified`: of a kind that is not followed, or unreadable. */
  state: z.enum(['valid', 'changed', 'unverified']),
  /** As the certificate names them. */
  signedBy: z.string().nullable(),
  /** Whether the certificate leads to one of the trust list; without that anybody may have signed. */
  isListed: z.boolean(),
});
export type Credentials = z.infer<typeof Credentials>;

export const PhotoFacts = z.object({
  sha256: z.string(),
  bytes: z.number().int(),
  format: z.enum(PHOTO_FORMATS).nullable(),
  /** Pixels as shown, orientation applied; null when unreadable. */
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  unreadable: z.enum(UNREADABLE).nullable(),
  /** False where pixels were not looked at: a HEIC of unknown coding, and every photo in the officer's browser. */
  pixelsRead: z.boolean(),
  camera: z.string().nullable(),
  software: z.string().nullable(),
  /** Capture instant, RFC 3339 with the offset it was read with; null when none is usable. */
  takenAt: z.string().nullable(),
  takenAtFrom: z.enum(['camera', 'gps', 'captured']).nullable(),
  /** True when the camera stated its offset; false when the city's was assumed. */
  offsetStated: z.boolean(),
  /**
   * When the file says it was digitized (EXIF's CreateDate), RFC 3339: a second clock, where it differs from
   * `takenAt`. Facts stored by older versions have none.
   */
  digitizedAt: z.string().nullable().default(null),
  /** GPS fix instant (UTC) as written, or the bare date where the phone wrote no time; null when absent. */
  fixAt: z.string().nullable(),
  /** True when the receiver itself said that its position is not current (GPSStatus V). */
  fixVoid: z.boolean(),
  /** How the position in EXIF is to be taken. */
  gps: z.enum(['usable', 'missing', 'invalid', 'out_of_range']),
  /** Only where `gps` is `usable`. */
  position: Position.nullable(),
  /** Only where `gps` is `out_of_range`: it may fit once latitude and longitude are exchanged. */
  impossible: Position.nullable(),
  /** Position in XMP: no measurement, but one that contradicts EXIF is a finding. */
  xmpPosition: Coordinates.nullable(),
  /** The position was typed in, not measured (GPSProcessingMethod MANUAL). */
  positionTyped: z.boolean(),
  screenshot: z.boolean(),
  /** Name of the editing program that the metadata give. */
  editor: z.string().nullable(),
  /** The mark by which the metadata declare generative AI. */
  aiMark: z.string().nullable(),
  /** Null where there are none, or nobody verified them: in a browser, and by older versions. */
  credentials: Credentials.nullable().default(null),
  /** Mean grey difference (0–255) of the embedded thumbnail to the image; null where there is none to compare. */
  thumbnailDifference: z.number().nullable(),
  /** Absent of a photo that nobody committed beforehand. */
  captured: Captured.optional(),
});
export type PhotoFacts = z.infer<typeof PhotoFacts>;

/** What the metadata alone say: everything that a browser can read as well as the service. */
export type MetadataFacts = Omit<
  PhotoFacts,
  | 'sha256'
  | 'bytes'
  | 'format'
  | 'width'
  | 'height'
  | 'unreadable'
  | 'pixelsRead'
  | 'thumbnailDifference'
  | 'captured'
>;

/** Of a photo without any metadata. */
export const NO_METADATA: MetadataFacts = {
  camera: null,
  software: null,
  takenAt: null,
  takenAtFrom: null,
  offsetStated: false,
  digitizedAt: null,
  fixAt: null,
  fixVoid: false,
  gps: 'missing',
  position: null,
  impossible: null,
  xmpPosition: null,
  positionTyped: false,
  screenshot: false,
  editor: null,
  aiMark: null,
  credentials: null,
};

export function isPending({ unreadable }: Pick<PhotoFacts, 'unreadable'>): boolean {
  return unreadable === 'pending';
}

/** By its own fault: it will never be read. */
export function isSpoilt({ unreadable }: Pick<PhotoFacts, 'unreadable'>): boolean {
  return unreadable !== null && unreadable !== 'pending';
}

/** Facts of bytes of which nothing was read. Nothing else can be said of them. */
export function unreadableFacts(
  file: Pick<PhotoFacts, 'sha256' | 'bytes' | 'format'>,
  why: Unreadable,
): PhotoFacts {
  return {
    ...NO_METADATA,
    ...file,
    width: null,
    height: null,
    unreadable: why,
    pixelsRead: false,
    thumbnailDifference: null,
  };
}
