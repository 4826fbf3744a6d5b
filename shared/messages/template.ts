/** The words of notices as dated data: plain text with named gaps. Pure; nothing in it is ever markup. */
import { z } from 'zod';
import { NOTICE_KINDS, type NoticeKind } from '../contract/message-kind.ts';
import { Instant } from '../contract/primitives.ts';

/** What each gap is filled with: facts of the report that the public may know, and links. */
export const GAPS = {
  nomor: { id: 'nomor laporan', en: 'report number' },
  kategori: { id: 'kategori', en: 'category' },
  kelurahan: { id: 'kelurahan, atau tanda hubung', en: 'kelurahan, or a dash' },
  tautan: { id: 'alamat laporan', en: 'address of the report' },
  nomor_lain: { id: 'laporan yang digabungi, atau tanda hubung', en: 'the report merged into, or a dash' },
  batas: { id: 'batas waktu, atau tanda hubung', en: 'time limit, or a dash' },
} as const satisfies Record<string, { id: string; en: string }>;
export type Gap = keyof typeof GAPS;
export type GapValues = Record<Gap, string>;

const GAP = /\{(\w+)\}/g;

function isGap(name: string | undefined): name is Gap {
  return name !== undefined && Object.hasOwn(GAPS, name);
}

const hasKnownGaps = (text: string): boolean => [...text.matchAll(GAP)].every(([, name]) => isGap(name));
const KNOWN_GAPS = `may name only ${Object.keys(GAPS)
  .map((gap) => `{${gap}}`)
  .join(', ')}`;

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

export const NoticeWords = z.strictObject({ subject: Subject, body: Body });

/** Both languages: what the reporter speaks nobody knows, so both are sent, Indonesian first. */
export const NoticeTemplate = z.strictObject({ id: NoticeWords, en: NoticeWords });
export type NoticeTemplate = z.infer<typeof NoticeTemplate>;

/** A template to come: of which notice, and from when on it is used. */
export const NewNoticeTemplate = NoticeTemplate.extend({
  kind: z.enum(NOTICE_KINDS),
  /** Not in the past; absent = from now. */
  from: Instant.optional(),
});
export type NewNoticeTemplate = z.infer<typeof NewNoticeTemplate>;

export function fill(text: string, values: GapValues): string {
  return text.replace(GAP, (whole, name: string) => (isGap(name) ? values[name] : whole));
}

function words(id: readonly [string, string], en: readonly [string, string]): NoticeTemplate {
  return { id: { subject: id[0], body: id[1] }, en: { subject: en[0], body: en[1] } };
}

/** The words Tuntas starts with; from then on the database's count. */
export const FIRST_TEMPLATES: Record<NoticeKind, NoticeTemplate> = {
  diterima: words(
    [
      'Laporan {nomor} sudah diterima',
      'Laporan Anda tentang {kategori} sudah kami terima dengan nomor {nomor}.\n\nIkuti perkembangannya di {tautan}',
    ],
    [
      'Report {nomor} was received',
      'We received your report about {kategori} under the number {nomor}.\n\nFollow it at {tautan}',
    ],
  ),
  ditanggapi: words(
    [
      'Laporan {nomor} mulai ditangani',
      'Kantor yang berwenang sudah menanggapi laporan Anda tentang {kategori}.\n\nIkuti perkembangannya di {tautan}',
    ],
    [
      'Report {nomor} is being taken care of',
      'The office in charge has answered your report about {kategori}.\n\nFollow it at {tautan}',
    ],
  ),
  ditindaklanjuti: words(
    [
      'Laporan {nomor} sudah ditindaklanjuti',
      'Kantor menyampaikan hasil kerjanya atas laporan Anda tentang {kategori}. Hasil itu sekarang diperiksa.\n\nIkuti perkembangannya di {tautan}',
    ],
    [
      'Report {nomor} was followed up',
      'The office handed in its result on your report about {kategori}. The result is being checked now.\n\nFollow it at {tautan}',
    ],
  ),
  selesai: words(
    [
      'Laporan {nomor} selesai',
      'Hasil kerja atas laporan Anda tentang {kategori} sudah diperiksa dan disetujui.\n\nLihat dan nilai hasilnya di {tautan}\nUntuk menilai, pakai kode pelacakan yang Anda terima saat melapor.',
    ],
    [
      'Report {nomor} is done',
      'The work on your report about {kategori} was checked and approved.\n\nSee and rate the result at {tautan}\nTo rate it, use the tracking code you were given when you reported.',
    ],
  ),
  ditolak: words(
    [
      'Laporan {nomor} tidak dapat diproses',
      'Laporan Anda tentang {kategori} tidak dapat diproses.\n\nKeterangannya ada di {tautan}',
    ],
    [
      'Report {nomor} could not be taken up',
      'Your report about {kategori} could not be taken up.\n\nSee {tautan}',
    ],
  ),
  digabung: words(
    [
      'Laporan {nomor} digabung dengan {nomor_lain}',
      'Hal yang sama sudah dilaporkan dengan nomor {nomor_lain}. Laporan Anda digabung dengan laporan itu dan diselesaikan bersama.\n\nIkuti perkembangannya di {tautan}',
    ],
    [
      'Report {nomor} was merged with {nomor_lain}',
      'The same matter was reported under the number {nomor_lain}. Your report was merged with it, and both are dealt with together.\n\nFollow it at {tautan}',
    ],
  ),
  dibuka_kembali: words(
    [
      'Laporan {nomor} dibuka kembali',
      'Laporan Anda tentang {kategori} dikerjakan lagi.\n\nIkuti perkembangannya di {tautan}',
    ],
    [
      'Report {nomor} was reopened',
      'Your report about {kategori} is being worked on again.\n\nFollow it at {tautan}',
    ],
  ),
  dikembalikan: words(
    [
      'Tindak lanjut {nomor} dikembalikan',
      'Validator mengembalikan tindak lanjut laporan {nomor} ({kategori}, {kelurahan}). Batas waktunya {batas}.\n\nAlasannya terbaca di meja Tuntas.',
    ],
    [
      'The follow-up of {nomor} was returned',
      'A validator returned the follow-up of report {nomor} ({kategori}, {kelurahan}). It is due {batas}.\n\nThe reasons are on the Tuntas desk.',
    ],
  ),
  mendekati_batas: words(
    [
      'Batas waktu {nomor} hampir tiba',
      'Laporan {nomor} ({kategori}, {kelurahan}) harus ditangani sebelum {batas}.',
    ],
    ['{nomor} is due soon', 'Report {nomor} ({kategori}, {kelurahan}) has to be dealt with before {batas}.'],
  ),
};
