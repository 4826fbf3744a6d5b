/** The policy as a form and as a table: each rule's words, unit, and where its source and mark of estimate stand. */
import { CATEGORIES, categoryKey } from '#shared/ticket/category.ts';
import type { Field } from '../../pages/form.ts';
import type { Said } from '../../platform/http/language.ts';

const MINUTE = 60_000;

export const POLICY_WORDS = {
  title: { id: 'Ketentuan', en: 'Policy' },
  intro: {
    id: 'Batas waktu dan ambang pemeriksaan bukti yang berlaku. Yang bertanda perkiraan tidak disebut sumber mana pun.',
    en: 'The limits and the thresholds of the evidence check in force. What is marked as an estimate no source states.',
  },
  rule: { id: 'Ketentuan', en: 'Rule' },
  value: { id: 'Nilai', en: 'Value' },
  source: { id: 'Sumber', en: 'Source' },
  assumed: { id: 'Perkiraan', en: 'Estimate' },
  hours: { id: 'jam', en: 'hours' },
  current: { id: 'Berlaku sekarang', en: 'In force now' },
  coming: { id: 'Akan berlaku', en: 'To come' },
  past: { id: 'Sudah diganti', en: 'Replaced' },
  history: { id: 'Semua versi', en: 'All versions' },
  version: { id: 'Versi', en: 'Version' },
  from: { id: 'Berlaku sejak (WIB)', en: 'Holds from (WIB)' },
  fromHint: {
    id: 'Kosong berarti sekarang; tidak boleh berlaku surut.',
    en: 'Empty means now; never in the past.',
  },
  recompute: {
    id: 'Hitung ulang tenggat yang sedang berjalan',
    en: 'Compute clocks that are running anew',
  },
  reason: { id: 'Alasan perubahan', en: 'Why it changes' },
  set: { id: 'Tetapkan versi baru', en: 'Set a new version' },
  setWhy: {
    id: 'Versi lama tetap tersimpan. Ubah hanya yang berubah; yang lain tetap seperti sekarang.',
    en: 'Old versions stay. Change only what changes; the rest stays as it is now.',
  },
  days: { id: 'hari', en: 'days' },
  retention: { id: 'Lama penyimpanan data pelapor', en: 'How long a reporter’s data is kept' },
  sameDay: { id: 'Target hari yang sama: masuk sampai pukul', en: 'Same-day target: received by' },
  clocks: { id: 'Tenggat', en: 'Clocks' },
  byCategory: { id: 'Tenggat penyelesaian per kategori', en: 'Completion limits by category' },
  evidence: { id: 'Pemeriksaan bukti', en: 'Evidence check' },
  performance: { id: 'Nilai tindak lanjut', en: 'What a follow-up is worth' },
  performanceWhy: {
    id: 'Laporan yang ditutup bernilai 100 % bila tanggapan dan penyelesaian tepat waktu; yang terlambat dan belum selesai bernilai 0. Rumus Pergub 39/2019 belum kami peroleh: angka di sini perkiraan.',
    en: 'A closed report is worth 100 % when response and completion were in time; one that is overdue and unfinished is worth 0. The formula of Pergub 39/2019 is not known to us: these numbers are estimates.',
  },
  weights: { id: 'Bobot per kategori (kosong = 1)', en: 'Weight by category (empty = 1)' },
  standoffs: { id: 'Jarak pemotret per kategori', en: 'Stand-off by category' },
  none: { id: 'Tidak ada.', en: 'None.' },
  done: { id: 'Versi baru sudah ditetapkan.', en: 'The new version is set.' },
} satisfies Record<string, Said>;

const W = POLICY_WORDS;
const named = (name: string): Said => ({ id: name, en: name });
const MOST_HOURS = 366 * 24;

/** A rule that says its own source. */
export interface Rule {
  path: string;
  label: Said;
}

/** A number of the policy, and where its source and mark of estimate stand: several may share one. */
export interface Marked {
  label: Said;
  /** Path of the number. */
  value: string;
  mark: string;
  unit: Said;
}

/** In clock hours, each with its source. */
export const CLOCKS: readonly Rule[] = [
  { path: 'clocks.response', label: { id: 'Tanggapan pertama', en: 'First response' } },
  { path: 'clocks.completion', label: { id: 'Penyelesaian', en: 'Completion' } },
  { path: 'clocks.redFlag', label: { id: 'Tanda merah', en: 'Red flag' } },
  { path: 'clocks.validation', label: { id: 'Validasi', en: 'Validation' } },
];

export const CATEGORY_CLOCKS: readonly Rule[] = CATEGORIES.map(({ name }) => ({
  path: `clocks.completionByCategory.${categoryKey(name)}`,
  label: named(name),
}));

function clockFields({ path, label }: Rule, optional: Pick<Field, 'optional'>): Field[] {
  const hours = { id: `${label.id} (jam)`, en: `${label.en} (hours)` };
  return [
    { kind: 'number', path: `${path}.hours`, label: hours, min: 0.1, max: MOST_HOURS, ...optional },
    ...sourceFields(path, optional),
  ];
}

export function sourceFields(path: string, optional: Pick<Field, 'optional'>): Field[] {
  return [
    { kind: 'line', path: `${path}.source`, label: W.source, max: 500, ...optional },
    { kind: 'flag', path: `${path}.assumed`, label: W.assumed },
  ];
}

export const CLOCK_FIELDS: readonly Field[] = [
  ...CLOCKS.flatMap((clock) => clockFields(clock, {})),
  {
    kind: 'line',
    path: 'clocks.sameDay.until',
    label: W.sameDay,
    hint: { id: 'Jam dan menit WIB, contoh 15:30.', en: 'Hours and minutes WIB, for example 15:30.' },
    max: 5,
  },
  { kind: 'line', path: 'clocks.sameDay.source', label: W.source, max: 500 },
  { kind: 'flag', path: 'clocks.sameDay.assumed', label: W.assumed },
];
export const CATEGORY_FIELDS: readonly Field[] = CATEGORY_CLOCKS.flatMap((clock) =>
  clockFields(clock, { optional: 'unsaid' }),
);

const metres = (path: string, id: string, en: string, min = 1): Field => ({
  kind: 'number',
  path: `evidence.location.${path}`,
  label: { id: `${id} (meter)`, en: `${en} (metres)` },
  min,
  max: 10_000,
});
const minutes = (path: string, id: string, en: string): Field => ({
  kind: 'number',
  path: `evidence.time.${path}`,
  label: { id: `${id} (menit)`, en: `${en} (minutes)` },
  min: 0,
  max: 1_440,
  scale: MINUTE,
});
const count = (path: string, id: string, en: string): Field => ({
  kind: 'number',
  path: `evidence.narrative.${path}`,
  label: { id, en },
  min: 1,
  max: 100,
  step: 1,
});

const FROM_CLOSING: Said = { id: 'hari setelah laporan ditutup', en: 'days after closing' };
const FROM_RECORDING: Said = { id: 'hari setelah dicatat', en: 'days after being recorded' };

const kept = (path: string, id: string, en: string, from = FROM_CLOSING): Rule & { from: Said } => ({
  path: `retention.${path}`,
  label: { id, en },
  from,
});

/** In days from what `from` says, each with its source. */
export const KEEPS = [
  kept('identity', 'Identitas pelapor', 'The reporter’s identity'),
  kept('photos', 'Foto pelapor', 'The reporter’s photos'),
  kept('texts', 'Isi laporan, alamat dan titik', 'Description, address and point'),
  kept('receipts', 'Catatan pemberitahuan', 'What became of notifications', FROM_RECORDING),
];
export const RETENTION_FIELDS: readonly Field[] = KEEPS.flatMap(({ path, label, from }): Field[] => [
  {
    kind: 'number',
    path: `${path}.days`,
    label: { id: `${label.id} (${from.id})`, en: `${label.en} (${from.en})` },
    min: 30,
    max: 30 * 365,
    step: 1,
  },
  ...sourceFields(path, {}),
]);

export const EVIDENCE_FIELDS: readonly Field[] = [
  metres('standoffM', 'Jarak pemotret dari objek', 'Stand-off of the photographer', 0),
  metres('failFloorM', 'Tidak dikembalikan di dalam', 'Never a return within'),
  metres('reportR68M', 'Galat titik laporan yang ditaruh tangan', 'Error of a point set by hand'),
  metres('impreciseR68M', 'Posisi terlalu kasar di atas', 'Position too coarse above'),
  metres('conflictM', 'Dua posisi bertentangan di atas', 'Two positions contradict above'),
  minutes('toleranceMs', 'Selisih jam kamera yang diterima', 'Camera clock may be off by'),
  minutes('fixToleranceMs', 'Umur posisi yang masih dipakai', 'Oldest position that counts'),
  {
    kind: 'number',
    path: 'evidence.edits.thumbnailDifference',
    label: { id: 'Beda gambar kecil yang dicurigai (1–255)', en: 'Suspect thumbnail difference (1–255)' },
    min: 1,
    max: 255,
  },
  count('words', 'Narasi: kata paling sedikit', 'Narrative: fewest words'),
  count('contentWords', 'Narasi: kata berisi paling sedikit', 'Narrative: fewest content words'),
  count(
    'contentWordsWithAction',
    'Narasi: kata berisi bila ada tindakan',
    'Narrative: content words beside an action',
  ),
  count('copies', 'Narasi: salinan yang dicurigai', 'Narrative: copies that are suspect'),
];

export const STANDOFF_FIELDS: readonly Field[] = CATEGORIES.map(({ name }) => ({
  kind: 'number',
  path: `evidence.location.standoffByCategory.${categoryKey(name)}`,
  label: named(name),
  min: 0,
  max: 10_000,
  optional: 'unsaid',
}));

export const THRESHOLD_FIELDS: readonly Field[] = [
  ...CLOCK_FIELDS,
  ...CATEGORY_FIELDS,
  ...EVIDENCE_FIELDS,
  ...STANDOFF_FIELDS,
  ...RETENTION_FIELDS,
];
export const CHANGE_FIELDS: readonly Field[] = [
  { kind: 'wib', path: 'from', label: W.from, hint: W.fromHint, optional: true },
  { kind: 'flag', path: 'recompute', label: W.recompute },
  { kind: 'prose', path: 'reason', label: W.reason },
];
