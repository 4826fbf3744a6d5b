/** One row of a table as a report, or every reason why it is none. Names of places are left to who knows them. */
import { z } from 'zod';
import {
  type ColumnOrder,
  DATE_COLUMNS,
  type ImportColumn,
  LINE_REFUSALS,
  type LineRefusal,
} from '../contract/imports.ts';
import { MAX_TEXT } from '../contract/primitives.ts';
import { CHANNELS, type Channel } from '../ticket/channel.ts';
import { isReportNumber } from '../ticket/number.ts';
import { STATUSES, type Status } from '../ticket/status.ts';
import { MINUTE } from '../time/zone.ts';
import { LOCALES, type Locale } from '../words/locale.ts';
import { speaker } from '../words/speak.ts';
import type { DateColumn } from './date-order.ts';
import { notBefore, type ReadInstant, readInstant } from './instant.ts';
import { plainText } from './text.ts';

/** Numbers where a spreadsheet has numbers. */
export type Cells = ReadonlyMap<ImportColumn, string | number>;

/** A report as another system tells it. Instants in ms UTC; absent = not told. */
export const ForeignReport = z.object({
  number: z.string(),
  /** As written there; a code or a name. */
  category: z.string(),
  status: z.enum(STATUSES),
  channel: z.enum(CHANNELS).optional(),
  receivedAt: z.number(),
  reportedAt: z.number().optional(),
  followedUpAt: z.number().optional(),
  closedAt: z.number().optional(),
  description: z.string().optional(),
  narrative: z.string().optional(),
  address: z.string().optional(),
  point: z.object({ lat: z.number(), lon: z.number() }).optional(),
  /** As written there: a code or a name. */
  kelurahan: z.string().optional(),
  unit: z.string().optional(),
});
export type ForeignReport = z.infer<typeof ForeignReport>;

/** What is wrong with a line, and in which column; none where it is the line as a whole. */
export const Fault = z.object({
  column: z.string().nullable(),
  reason: z.enum(LINE_REFUSALS),
  /** What stood there, of a column that holds no prose. */
  value: z.string().optional(),
});
export type Fault = z.infer<typeof Fault>;

export type ReadRow = { report: ForeignReport } | { faults: Fault[] };

/** They hold words of a kind, dates and numbers; of what people write nothing is repeated. */
const SHORT: readonly ImportColumn[] = [
  ...DATE_COLUMNS,
  ...(['number', 'status', 'channel', 'lat', 'lon', 'point'] as const),
];
/** Characters: of a text that stands in the wrong column no more is told. */
const LONGEST_VALUE = 40;

/** A clock a little fast is no fault. */
const TOLERANCE = 5 * MINUTE;

/** `orders`: of the columns whose dates need one. */
export function readRow(cells: Cells, now: number, orders: readonly ColumnOrder[] = []): ReadRow {
  const faults: Fault[] = [];
  const fault = (column: ImportColumn, reason: LineRefusal): undefined => {
    const value = SHORT.includes(column) ? text(column).replace(/\s+/g, ' ').slice(0, LONGEST_VALUE) : '';
    faults.push({ column, reason, ...(value === '' ? {} : { value }) });
    return undefined;
  };
  const text = (column: ImportColumn): string => String(cells.get(column) ?? '').trim();

  const prose = (column: ImportColumn): string | undefined => {
    const written = plainText(text(column));
    if (written === '') return undefined;
    // SQLite ends a text at NUL; half a surrogate pair has no canonical form, so no event could hold its hash.
    const isSound =
      written.length <= MAX_TEXT && !written.includes('\u0000') && !/\p{Surrogate}/u.test(written);
    return isSound ? written : fault(column, 'teks_tidak_sah');
  };
  const instant = (column: DateColumn): ReadInstant | undefined => {
    const cell = cells.get(column);
    if (cell === undefined || String(cell).trim() === '') return undefined;
    const read = readInstant(cell, orders.find((one) => one.column === column)?.order);
    if (!read) return fault(column, 'tanggal_tidak_terbaca');
    return read.at > now + TOLERANCE ? fault(column, 'tanggal_di_masa_depan') : read;
  };
  const known = <T>(column: ImportColumn, found: T | undefined, reason: LineRefusal): T | undefined =>
    found ?? fault(column, reason);

  // Spreadsheets put an apostrophe before what they shall leave as it is.
  const number = text('number')
    .replace(/^'|[\s\u200B\uFEFF]+/g, '')
    .toUpperCase();
  if (!isReportNumber(number)) fault('number', 'nomor_tidak_sah');
  const category = prose('category')?.replace(/\s+/g, ' ');
  if (category === undefined) fault('category', 'kategori_tidak_dikenal');
  const status = known('status', statusNamed(text('status')), 'status_tidak_dikenal');
  const channel =
    text('channel') === ''
      ? undefined
      : known('channel', channelNamed(text('channel')), 'kanal_tidak_dikenal');

  const received = instant('receivedAt');
  if (!received && text('receivedAt') === '') fault('receivedAt', 'tanggal_tidak_terbaca');
  const reported = instant('reportedAt');
  const [followedUp, closed] = [instant('followedUpAt'), instant('closedAt')];
  const after = (column: ImportColumn, later: ReadInstant | undefined, earlier: number | undefined) => {
    if (!later || earlier === undefined) return later?.at;
    const at = notBefore(later, earlier);
    return at < earlier ? fault(column, 'tanggal_terbalik') : at;
  };
  const followedUpAt = after('followedUpAt', followedUp, received?.at);
  const closedAt = after('closedAt', closed, followedUpAt ?? received?.at);

  const point = pointOf(text('lat'), text('lon'), text('point'));
  if (point === null) fault(text('point') === '' ? 'lat' : 'point', 'titik_tidak_sah');
  const told = {
    reportedAt: reported?.at,
    followedUpAt,
    closedAt,
    channel,
    point: point ?? undefined,
    description: prose('description'),
    narrative: prose('narrative'),
    address: prose('address'),
    kelurahan: prose('kelurahan'),
    unit: prose('unit'),
  };
  if (faults.length > 0 || !category || !status || !received) return { faults };
  return {
    report: ForeignReport.parse({
      number,
      category,
      status,
      receivedAt: received.at,
      ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)),
    }),
  };
}

function channelNamed(name: string) {
  const wanted = name.toLowerCase();
  const isCalled = (code: Channel, locale: Locale): boolean =>
    speaker(locale)(`common.channel_in_full.${code}`).toLowerCase() === wanted;
  return CHANNELS.find((code) => code === wanted || LOCALES.some((locale) => isCalled(code, locale)));
}

/** Characters; longer ones take time to be taken apart, and are none. */
const LONGEST_POINT = 100;

/** Undefined: none is told (0,0 is how systems write that). Null: what is told is no point. */
function pointOf(lat: string, lon: string, both: string): ForeignReport['point'] | null {
  if ([lat, lon, both].some((cell) => cell.length > LONGEST_POINT)) return null;
  const [first = '', second = '', ...more] =
    both === '' ? [lat, lon] : both.split(/\s*[;,]\s+|\s*;\s*|,(?=\s*-?\d+\.)|\s+/);
  if (first === '' && second === '') return undefined;
  const [y, x] = [first, second].map((part) => Number(part.replace(',', '.')));
  if (first === '' || second === '' || more.length > 0 || y === undefined || x === undefined) return null;
  if (!(Math.abs(y) <= 90 && Math.abs(x) <= 180)) return null;
  return y === 0 && x === 0 ? undefined : { lat: y, lon: x };
}

/** Other spellings of the same. "Ditolak" alone is the report's refusal: a follow-up's always says so. */
const ALSO: Partial<Record<Status, readonly string[]>> = {
  proses: ['diproses', 'dalam proses'],
  tindak_lanjut: ['ditindaklanjuti'],
  tl_ditolak: ['tindak lanjut ditolak'],
};

/** Made at the first question: what a city's people say is known only once the city is. */
let byWord: ReadonlyMap<string, Status> | null = null;

/** CRM's own labels, however they are spelt. */
function statusNamed(text: string): Status | undefined {
  byWord ??= new Map(
    STATUSES.flatMap((status) =>
      [
        status,
        ...LOCALES.map((locale) => speaker(locale)(`common.status.${status}`)),
        ...(ALSO[status] ?? []),
      ].map((word) => [keyOf(word), status] as const),
    ),
  );
  return byWord.get(keyOf(text));
}

function keyOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim();
}
