/** The words of messages as dated data: plain text with named gaps. Pure; nothing in it is ever markup. */
import { z } from 'zod';
import { MESSAGE_KINDS } from '../contract/message-kind.ts';
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

const MessageWords = z.strictObject({ subject: Subject, body: Body });

/** Every language: what the reporter speaks nobody knows, so all are sent, Indonesian first. */
export const MessageTemplate = z.strictObject(inEach(() => MessageWords));
export type MessageTemplate = z.infer<typeof MessageTemplate>;

/** A template to come: of which message, and from when on it is used. */
export const NewMessageTemplate = MessageTemplate.extend({
  kind: z.enum(MESSAGE_KINDS),
  /** Not in the past; absent = from now. */
  from: Instant.optional(),
});
export type NewMessageTemplate = z.infer<typeof NewMessageTemplate>;
