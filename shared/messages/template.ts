/** The words of notices as dated data: plain text with named gaps. Pure; nothing in it is ever markup. */
import { z } from 'zod';
import { NOTICE_KINDS } from '../contract/message-kind.ts';
import { Instant } from '../contract/primitives.ts';
import { inEach } from '../words/locale.ts';

/** What each gap is filled with: facts of the report that the public may know, and links. */
export const GAPS = ['nomor', 'kategori', 'kelurahan', 'tautan', 'nomor_lain', 'batas'] as const;
type Gap = (typeof GAPS)[number];
export type GapValues = Record<Gap, string>;

const GAP = /\{(\w+)\}/g;

function isGap(name: string | undefined): name is Gap {
  return GAPS.some((gap) => gap === name);
}

const hasKnownGaps = (text: string): boolean => [...text.matchAll(GAP)].every(([, name]) => isGap(name));
const KNOWN_GAPS = `may name only ${GAPS.map((gap) => `{${gap}}`).join(', ')}`;

/** Characters that end a line or do worse in a header; a mail's subject is one. */
const CONTROL = /\p{Cc}/u;

/** Longest that still fits a header line once it is encoded, and a telephone's list of mails. */
const Subject = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .refine((text) => !CONTROL.test(text), 'is one line')
  .refine(hasKnownGaps, KNOWN_GAPS);
const Body = z
  .string()
  .trim()
  .min(1)
  .max(2_000)
  .transform((text) => text.replaceAll('\r\n', '\n'))
  .refine((text) => !CONTROL.test(text.replaceAll(/[\n\t]/g, '')), 'must not contain control characters')
  .refine(hasKnownGaps, KNOWN_GAPS);

const NoticeWords = z.strictObject({ subject: Subject, body: Body });

/** Every language: what the reporter speaks nobody knows, so all are sent, Indonesian first. */
export const NoticeTemplate = z.strictObject(inEach(() => NoticeWords));
export type NoticeTemplate = z.infer<typeof NoticeTemplate>;

/** A template to come: of which notice, and from when on it is used. */
export const NewNoticeTemplate = NoticeTemplate.extend({
  kind: z.enum(NOTICE_KINDS),
  /** Not in the past; absent = from now. */
  from: Instant.optional(),
});
export type NewNoticeTemplate = z.infer<typeof NewNoticeTemplate>;
