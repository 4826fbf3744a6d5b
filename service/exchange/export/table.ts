/** An exported report as a row: what each column is called, and of which type it is. The import knows these names. */
import type { QueueItem } from '#shared/contract/ticket.ts';
import { CHANNEL_LIST } from '#shared/ticket/channel.ts';
import { STATUS_NAMES } from '#shared/ticket/status-words.ts';
import type { Language, Said } from '../../platform/http/language.ts';

/** A report as the API shows it, with when its follow-up came in and when its work ended (ms UTC). */
export interface Exported {
  item: QueueItem;
  followedUpAt: number | null;
  closedAt: number | null;
}

export type Cell = string | number | null | { instant: number };

interface ExportColumn {
  head: Said;
  cell(exported: Exported, language: Language): Cell;
}

const at = (instant: string | null | undefined): Cell =>
  instant == null ? null : { instant: Date.parse(instant) };
const since = (instant: number | null): Cell => (instant === null ? null : { instant });

export const EXPORT_COLUMNS: readonly ExportColumn[] = [
  { head: { id: 'Nomor', en: 'Number' }, cell: ({ item }) => item.number },
  { head: { id: 'Nomor eksternal', en: 'External number' }, cell: ({ item }) => item.externalNumber ?? null },
  { head: { id: 'Kategori', en: 'Category' }, cell: ({ item }) => item.category },
  { head: { id: 'Status', en: 'Status' }, cell: ({ item }, language) => STATUS_NAMES[item.status][language] },
  { head: { id: 'Tanggal masuk', en: 'Received' }, cell: ({ item }) => at(item.receivedAt) },
  { head: { id: 'Tanggal laporan', en: 'Reported' }, cell: ({ item }) => at(item.reportedAt) },
  { head: { id: 'Tgl TL', en: 'Followed up' }, cell: ({ followedUpAt }) => since(followedUpAt) },
  { head: { id: 'Tanggal selesai', en: 'Closed' }, cell: ({ closedAt }) => since(closedAt) },
  { head: { id: 'Jatuh tempo', en: 'Due' }, cell: ({ item }) => at(item.nextDueAt) },
  {
    head: { id: 'Kanal', en: 'Channel' },
    cell: ({ item }, language) =>
      CHANNEL_LIST.find(({ code }) => code === item.channel)?.label[language] ?? null,
  },
  { head: { id: 'Kode unit', en: 'Unit code' }, cell: ({ item }) => item.unit?.code ?? null },
  { head: { id: 'Nama unit', en: 'Unit name' }, cell: ({ item }) => item.unit?.name ?? null },
  { head: { id: 'Kode kelurahan', en: 'Kelurahan code' }, cell: ({ item }) => item.kelurahan?.code ?? null },
  { head: { id: 'Wilayah', en: 'Place' }, cell: ({ item }) => item.kelurahan?.name ?? null },
  { head: { id: 'Alamat', en: 'Address' }, cell: ({ item }) => item.address ?? null },
  { head: { id: 'Lintang', en: 'Latitude' }, cell: ({ item }) => item.point?.lat ?? null },
  { head: { id: 'Bujur', en: 'Longitude' }, cell: ({ item }) => item.point?.lon ?? null },
  { head: { id: 'Isi laporan', en: 'Description' }, cell: ({ item }) => item.description },
  { head: { id: 'Narasi TL', en: 'Narrative' }, cell: ({ item }) => item.narrative ?? null },
  { head: { id: 'Hasil pemeriksaan', en: 'Verdict' }, cell: ({ item }) => item.verdict?.verdict ?? null },
  { head: { id: 'Foto', en: 'Photos' }, cell: ({ item }) => item.photos.length },
  { head: { id: 'Digabung ke', en: 'Merged into' }, cell: ({ item }) => item.mergedInto ?? null },
];

export function headsIn(language: Language): string[] {
  return EXPORT_COLUMNS.map(({ head }) => head[language]);
}

export function cellsOf(exported: Exported, language: Language): Cell[] {
  return EXPORT_COLUMNS.map(({ cell }) => cell(exported, language));
}
