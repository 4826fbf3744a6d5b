/** What people are written to about: which step of a report leads to which message, and to whom. */
import type { EventAction } from '../ticket/action.ts';
import { HOUR } from '../time/wib.ts';

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
export const OFFICER_MESSAGES = ['dikembalikan', 'mendekati_batas'] as const;
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

export const TO_OFFICE: Partial<Record<EventAction, OfficerMessage>> = { kembalikan: 'dikembalikan' };

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
