/**
 * Photos taken inside our own page: what was photographed, where and when is committed before the photo itself is sent,
 * so that it can hardly be made up afterwards. The position stays the phone's word.
 */
import { z } from 'zod';
import { CAPTURE_DOUBTS } from '../evidence/facts.ts';
import { DAY, MINUTE } from '../time/zone.ts';
import { post } from './operation.ts';
import { Instant } from './primitives.ts';

/** A call gives so many: one for each photo of a visit, and some in reserve. */
export const NONCES_AT_ONCE = 10;

/** ms: a nonce vouches for captures that are committed within it. */
export const NONCE_LIVES = 15 * MINUTE;

/** ms: a position older than this at its commitment was waiting for a connection. */
export const CAPTURE_DELAY = 2 * MINUTE;

/** ms: a commitment waits so long for its photo. */
export const CAPTURE_KEPT = 7 * DAY;

export const CaptureNonces = z.object({
  nonces: z.array(
    z.object({
      /** Opaque; good for one capture. */
      nonce: z.string(),
      issuedAt: Instant,
      /** One that is used later still says since when a capture may be, and vouches for nothing. */
      expiresAt: Instant,
    }),
  ),
});
export type CaptureNonces = z.infer<typeof CaptureNonces>;

export const CaptureInput = z.strictObject({
  nonce: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[\w-]+$/),
  /** hex, of the bytes that will be sent as they are. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  position: z.strictObject({
    lat: z.number().min(-90).max(90),
    lon: z.number().min(-180).max(180),
    /** As the browser tells it, metres. */
    accuracyM: z.number().min(0).max(1_000_000),
  }),
  fixedAt: Instant.meta({
    description: "When the position was measured, by the service's clock as the phone reckons it",
  }),
});
export type CaptureInput = z.infer<typeof CaptureInput>;

export const CaptureCommitment = z.object({
  id: z.uuid(),
  committedAt: Instant,
  trusted: z.boolean().meta({
    description:
      'A photo with these bytes, sent by the same account, carries the mark of trust where it fits',
  }),
  /** Why it is not; the photo is judged as any other, and never refused for it. */
  doubt: z.enum(CAPTURE_DOUBTS).optional(),
  /** From when on it may have been taken: its nonce was handed out then. Absent where nobody knows the nonce. */
  since: Instant.optional(),
});
export type CaptureCommitment = z.infer<typeof CaptureCommitment>;

export const CAPTURE_OPERATIONS = {
  issueNonces: post('/captures/nonces', 'captures:commit', { status: 201, result: CaptureNonces }),
  commitCapture: post('/captures', 'captures:commit', {
    body: CaptureInput,
    status: 201,
    result: CaptureCommitment,
    maxBody: 4_096,
  }),
};
