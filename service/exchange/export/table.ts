/** An exported report as a row: what each column is called, and of which type it is. The import knows these names. */
import type { Report } from '#shared/contract/ticket.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { type Language, say } from '../../platform/http/language.ts';

/** A report as the API shows it, with when its follow-up came in and when its work ended (ms UTC). */
export interface Exported {
  item: Report;
  followedUpAt: number | null;
  closedAt: number | null;
}

export type Cell = string | number | null | { instant: number };

interface ExportColumn {
  head: Phrase;
  cell(exported: Exported, language: Language): Cell;
}

const at = (instant: string | null | undefined): Cell =>
  instant == null ? null : { instant: Date.parse(instant) };
const since = (instant: number | null): Cell => (instant === null ? null : { instant });

export const EXPORT_COLUMNS: readonly ExportColumn[] = [
  { head: 'exchange.column.number', cell: ({ item }) => item.number },
  { head: 'exchange.column.external_number', cell: ({ item }) => item.externalNumber ?? null },
  { head: 'exchange.column.category', cell: ({ item }) => item.category },
  {
    head: 'exchange.column.status',
    cell: ({ item }, language) => say(`common.status.${item.status}`, language),
  },
  { head: 'exchange.column.received', cell: ({ item }) => at(item.receivedAt) },
  { head: 'exchange.column.reported', cell: ({ item }) => at(item.reportedAt) },
  { head: 'exchange.column.followed_up', cell: ({ followedUpAt }) => since(followedUpAt) },
  { head: 'exchange.column.closed', cell: ({ closedAt }) => since(closedAt) },
  { head: 'exchange.column.due', cell: ({ item }) => at(item.nextDueAt) },
  {
    head: 'exchange.column.channel',
    cell: ({ item }, language) => say(`common.channel_in_full.${item.channel}`, language),
  },
  { head: 'exchange.column.unit_code', cell: ({ item }) => item.unit?.code ?? null },
  { head: 'exchange.column.unit_name', cell: ({ item }) => item.unit?.name ?? null },
  { head: 'exchange.column.kelurahan_code', cell: ({ item }) => item.kelurahan?.code ?? null },
  { head: 'exchange.column.place', cell: ({ item }) => item.kelurahan?.name ?? null },
  { head: 'exchange.column.address', cell: ({ item }) => item.address ?? null },
  { head: 'exchange.column.latitude', cell: ({ item }) => item.point?.lat ?? null },
  { head: 'exchange.column.longitude', cell: ({ item }) => item.point?.lon ?? null },
  { head: 'exchange.column.description', cell: ({ item }) => item.description },
  { head: 'exchange.column.narrative', cell: ({ item }) => item.narrative ?? null },
  { head: 'exchange.column.verdict', cell: ({ item }) => item.verdict?.verdict ?? null },
  { head: 'exchange.column.photos', cell: ({ item }) => item.photos.length },
  { head: 'exchange.column.merged_into', cell: ({ item }) => item.mergedInto ?? null },
];

export function headsIn(language: Language): string[] {
  return EXPORT_COLUMNS.map(({ head }) => say(head, language));
}

export function cellsOf(exported: Exported, language: Language): Cell[] {
  return EXPORT_COLUMNS.map(({ cell }) => cell(exported, language));
}
