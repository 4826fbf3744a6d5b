/** The statuses in words, and the status that a word means: CRM's own labels, however they are spelt. */
import type { Locale } from '../words/locale.ts';
import { STATUSES, type Status } from './status.ts';

export const STATUS_NAMES: Record<Status, Record<Locale, string>> = {
  menunggu: { id: 'Menunggu', en: 'Waiting' },
  koordinasi: { id: 'Koordinasi', en: 'Coordination' },
  disposisi: { id: 'Disposisi', en: 'Disposition' },
  ditolak: { id: 'Laporan ditolak', en: 'Report refused' },
  proses: { id: 'Proses', en: 'In progress' },
  tindak_lanjut: { id: 'Tindak lanjut', en: 'Followed up' },
  validasi: { id: 'Menunggu validasi', en: 'Awaiting validation' },
  tl_ditolak: { id: 'TL ditolak', en: 'Follow-up returned' },
  selesai: { id: 'Selesai', en: 'Done' },
};

/** Other spellings of the same. "Ditolak" alone is the report's refusal: a follow-up's always says so. */
const ALSO: Partial<Record<Status, readonly string[]>> = {
  proses: ['diproses', 'dalam proses'],
  tindak_lanjut: ['ditindaklanjuti'],
  tl_ditolak: ['tindak lanjut ditolak'],
};

const BY_WORD = new Map(
  STATUSES.flatMap((status) =>
    [status, STATUS_NAMES[status].id, STATUS_NAMES[status].en, ...(ALSO[status] ?? [])].map(
      (word) => [keyOf(word), status] as const,
    ),
  ),
);

export function statusNamed(text: string): Status | undefined {
  return BY_WORD.get(keyOf(text));
}

function keyOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim();
}
