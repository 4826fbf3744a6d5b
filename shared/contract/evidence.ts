/** The stateless evidence check and the stored verdict. */
import { z } from 'zod';
import { PhotoFacts } from '../evidence/facts.ts';
import { FINDING_CODES, type FindingCode, SEVERITIES, VERDICTS } from '../evidence/finding.ts';
import { Instant, line, PointInput, photoIds, ReportNumber, Text } from './primitives.ts';

/** 25 MB for the whole call; 50 megapixels for one photo. More is refused with a hint, never judged. */
export const MAX_UPLOAD_BYTES = 25 * 1024 * 1024;
export const MAX_PIXELS = 50_000_000;
/** With a report that is filed. */
export const MAX_REPORT_PHOTOS = 10;
export const MAX_AFTER_PHOTOS = 10;
export const MAX_BEFORE_PHOTOS = 3;
export const MAX_LETTERS = 3;
/** With one visit. */
export const MAX_FIELD_PHOTOS = 10;
/** px: the longest edge of the copies that are made of a photo. */
export const PHOTO_COPIES = { thumb: 320, display: 1600 } as const;

export const Reason = z.object({
  code: z.enum(FINDING_CODES as [FindingCode, ...FindingCode[]]),
  severity: z.enum(SEVERITIES).meta({
    description: '`info` is a reason to trust: it does not count for the verdict',
  }),
  /** Index of the after-photo it speaks of, from 0. */
  photo: z.number().int().optional(),
  measure: z.record(z.string(), z.union([z.number(), z.string(), z.array(z.string())])).optional(),
  /** The other report it refers to; for validators and supervisors only. */
  ref: z.string().optional(),
  /** Id of the stored photo that it is like, of the other report or of this one; for validators and supervisors only. */
  otherPhoto: z.string().optional(),
  /** What is and by how much, in the caller's language. */
  message: z.string(),
  /** What the officer should do about it. */
  advice: z.string(),
});
export type Reason = z.infer<typeof Reason>;

export const Verdict = z.object({
  verdict: z.enum(VERDICTS),
  reasons: z.array(Reason),
  checkedAt: Instant,
});
export type Verdict = z.infer<typeof Verdict>;

export const CheckInput = z.strictObject({
  report: z.strictObject({
    point: PointInput.optional(),
    reportedAt: Instant,
    category: line(200).optional(),
  }),
  narrative: Text,
  /** Defaults to now. */
  submittedAt: Instant.optional(),
  /** The report it is checked for: its own photos are no reuse, its before-photos count. */
  ticket: ReportNumber.optional(),
  after: photoIds(MAX_AFTER_PHOTOS),
  before: photoIds(MAX_BEFORE_PHOTOS),
});

export const CheckResult = z.object({
  verdict: z.enum(VERDICTS),
  reasons: z.array(Reason),
  /** Facts of the after-photos, in the order sent. */
  photos: z.array(PhotoFacts),
});
export type CheckResult = z.infer<typeof CheckResult>;
