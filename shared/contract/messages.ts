/** What people are written to about: which step of a report leads to which message, to whom, and in which words. */
import { z } from 'zod';
import type { EventAction } from '../ticket/action.ts';
import { HOUR } from '../time/zone.ts';
import { field } from '../words/field.ts';
import { inEach } from '../words/locale.ts';
import { Instant } from './primitives.ts';

/** To whoever filed the report. */
const REPORTER_MESSAGES = [
  'diterima',
  'ditanggapi',
  'ditindaklanjuti',
  'selesai',
  'ditolak',
  'digabung',
  'dibuka_kembali',
] as const;
export type ReporterMessage = (typeof REPORTER_MESSAGES)[number];

/** To the officers whose turn it is. */
export const OFFICER_MESSAGES = ['dikembalikan', 'tunda_berakhir', 'mendekati_batas'] as const;
export type OfficerMessage = (typeof OFFICER_MESSAGES)[number];

export const MESSAGE_KINDS = [...REPORTER_MESSAGES, ...OFFICER_MESSAGES] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export const TO_REPORTER: Partial<Record<EventAction, ReporterMessage>> = {
  lapor: 'diterima',
  proses: 'ditanggapi',
  koordinasi: 'ditanggapi',
  disposisi: 'ditanggapi',
  disposisi_unit: 'ditanggapi',
  tindak_lanjut: 'ditindaklanjuti',
  setujui: 'selesai',
  tolak: 'ditolak',
  gabung: 'digabung',
  buka_kembali: 'dibuka_kembali',
};

export const TO_OFFICERS: Partial<Record<EventAction, OfficerMessage>> = {
  kembalikan: 'dikembalikan',
  tunda_berakhir: 'tunda_berakhir',
};

/** Told the first time only: a report that is passed on three times was answered once. */
const TOLD_ONCE: readonly MessageKind[] = ['ditanggapi'];

/**
 * What a message is about; the same occasion is never told twice to one person. `step`: sequence number of the event.
 */
export function occasionOf(kind: MessageKind, step: number): string {
  return TOLD_ONCE.includes(kind) ? kind : `${kind} ${step}`;
}

/** How long before a limit its office, or the validator it is proposed to, is written to (A: no source says). */
export const LIMIT_LEAD = HOUR;

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
  .refine((text) => !CONTROL.test(text), field('one_line'))
  .refine(hasKnownGaps, KNOWN_GAPS);
const Body = z
  .string()
  .trim()
  .min(1)
  .max(2_000)
  .transform((text) => text.replaceAll('\r\n', '\n'))
  .refine((text) => !CONTROL.test(text.replaceAll(/[\n\t]/g, '')), field('no_control'))
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
