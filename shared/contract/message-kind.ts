/** What people are written to about: which step of a report leads to which notice, and to whom. */
import type { EventAction } from '../ticket/action.ts';
import { HOUR } from '../time/wib.ts';

/** To whoever filed the report. */
const REPORTER_NOTICES = [
  'diterima',
  'ditanggapi',
  'ditindaklanjuti',
  'selesai',
  'ditolak',
  'digabung',
  'dibuka_kembali',
] as const;
export type ReporterNotice = (typeof REPORTER_NOTICES)[number];

/** To the officers whose turn it is. */
export const OFFICER_NOTICES = ['dikembalikan', 'mendekati_batas'] as const;
export type OfficerNotice = (typeof OFFICER_NOTICES)[number];

export const NOTICE_KINDS = [...REPORTER_NOTICES, ...OFFICER_NOTICES] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export const TO_REPORTER: Partial<Record<EventAction, ReporterNotice>> = {
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

export const TO_OFFICE: Partial<Record<EventAction, OfficerNotice>> = { kembalikan: 'dikembalikan' };

/** Told the first time only: a report that is passed on three times was answered once. */
const TOLD_ONCE: readonly NoticeKind[] = ['ditanggapi'];

/**
 * What a notice is about; the same occasion is never told twice to one person. `step`: sequence number of the event.
 */
export function occasionOf(kind: NoticeKind, step: number): string {
  return TOLD_ONCE.includes(kind) ? kind : `${kind} ${step}`;
}

/** How long before a limit its office, or the validator it is proposed to, is written to (A: no source says). */
export const LIMIT_LEAD = HOUR;
