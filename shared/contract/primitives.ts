/** The small schemas the whole API is built from. */
import { z } from 'zod';
import { exampleNumber, isReportNumber } from '../ticket/number.ts';
import { DAY, startOfDate } from '../time/zone.ts';

/** Longest prose taken in one field. Longer texts are refused, never cut. */
export const MAX_TEXT = 10_000;

/** SQLite's C API ends text at NUL, so a NUL would silently cut what an officer wrote. */
const withoutNul = (text: string): boolean => !text.includes('\u0000');

/** One line of text, up to `max` characters. */
export const line = (max: number) => z.string().max(max).refine(withoutNul, 'must not contain NUL');
export const Text = line(MAX_TEXT);
/** Prose that must say something: spaces alone are no reason. */
export const RequiredText = z.string().trim().min(1).max(MAX_TEXT).refine(withoutNul, 'must not contain NUL');
export const Code = z.string().trim().min(1).max(64).refine(withoutNul, 'must not contain NUL');

/** RFC 3339 with an offset, on the wire; integer milliseconds UTC inside. */
export const Instant = z.iso
  .datetime({ offset: true, abort: true, error: ({ input }) => notAnInstant(input) })
  .refine(isShowable, 'must lie between 1970 and 9990')
  .meta({ description: 'RFC 3339 with offset' });

/** In an address a plus that is not encoded is a space. */
function notAnInstant(input: unknown): string {
  return typeof input === 'string' && / \d\d:?\d\d$/.test(input)
    ? 'has a space for its plus: in an address write + as %2B, or the instant in UTC with Z'
    : 'must be RFC 3339 with an offset, such as 2025-03-10T09:00:00Z';
}

const moment = (description: string, ofDay: (date: string) => number) =>
  z
    .string()
    .max(40)
    .transform((text, context) => {
      if (z.iso.date().safeParse(text).success) return ofDay(text);
      const instant = Instant.safeParse(text);
      if (instant.success) return Date.parse(text);
      for (const { message } of instant.error.issues) {
        context.addIssue({ code: 'custom', message: `${message}, or a day such as 2025-03-10` });
      }
      return z.NEVER;
    })
    .meta({ description, example: '2025-03-10' });

/** `?from=`, `?to=`, in ms UTC: an instant, or a day of the city's clock, which is included whole. */
export const From = moment("From this instant on, or from this day of the city's clock", startOfDate);
export const Until = moment(
  "Before this instant, or until this day of the city's clock and with it",
  (date) => startOfDate(date) + DAY,
);

/** Beyond these years an offset can need a fifth digit or a sign: taken in, it could never be shown again. */
function isShowable(text: string): boolean {
  const at = Date.parse(text);
  return at >= 0 && at < Date.UTC(9990, 0);
}

export const Point = z.object({
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  /** 68 % radius in metres; 0 or absent means unknown. */
  accuracyM: z.number().min(0).max(1_000_000).optional(),
});
export type Point = z.infer<typeof Point>;

export const ReportNumber = z
  .string()
  .trim()
  .toUpperCase()
  .refine(isReportNumber, { error: () => `is not a report number such as ${exampleNumber()}` });

export const Named = z.object({ code: z.string(), name: z.string() });
export type Named = z.infer<typeof Named>;

/** `?limit=`: a plain positive integer; empty text is refused rather than read as 0. */
export const Limit = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, 'must be 1 to 200')
  .transform(Number)
  .pipe(z.number().max(200));

/** Opaque; only ever handed back as it was received. */
export const Cursor = z.string().max(400);

/** `?after=`: a sequence number of the log. */
export const Sequence = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a sequence number')
  .transform(Number);

/** What a list in pages is asked for, beside what it is filtered by. */
export const paging = { cursor: Cursor.optional(), limit: Limit.optional() };
export const Paging = z.object(paging);

/** A page of a list; `next` is the cursor of the one after it. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

/** What other systems call the same thing besides. */
export const Aliases = z.array(line(200).trim().min(1)).max(50);

/** Photos that were handed in before (`POST /photos`), by id. */
export const photoIds = (most: number) =>
  z
    .array(z.uuid())
    .max(most)
    .refine((ids) => new Set(ids).size === ids.length, 'names a photo twice')
    .optional();
