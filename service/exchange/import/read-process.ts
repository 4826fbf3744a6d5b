/**
 * Entry of the child process that reads an imported file. A process of its own, with no database and no secrets: what
 * strangers' files do to a parser (time, memory, a crash) is done there.
 */
import { once } from 'node:events';
import {
  type ColumnUnderstood,
  DATE_COLUMNS,
  type FileUnderstood,
  type ImportColumn,
  type ImportCorrections,
  type ImportQuestion,
} from '#shared/contract/imports.ts';
import { isUnnamed, isWhole, type Said } from '#shared/exchange/columns.ts';
import { openDateOrders } from '#shared/exchange/date-order.ts';
import { readInstant } from '#shared/exchange/instant.ts';
import { readRow } from '#shared/exchange/row.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { inheritCity } from '../../platform/processes/city.ts';
import type { FromReader, ReadLine, ReadTask } from './messages.ts';
import { readCsv } from './read/csv.ts';
import { readHtml } from './read/html.ts';
import { readJson } from './read/json.ts';
import { markOfHeadings, markOfSheets } from './read/marks.ts';
import {
  type FileNotes,
  type FileRecord,
  type Reader,
  recognise,
  type Source,
  UnreadableFile,
  type Wanted,
} from './read/source.ts';
import { readXlsx } from './read/xlsx.ts';

const BATCH = 200;
/** Of a file with thousands of columns the first tell enough. */
const MOST_COLUMNS = 300;
/** Rows whose cells are shown beside their headings, and characters of such a cell. */
const EXAMPLES = { rows: 3, length: 60 };
/** Records between two words on how far it is. */
const LOOKED_EVERY = 20_000;

const READERS: Record<Source['format'], (source: Source, wanted: Wanted) => Reader> = {
  csv: readCsv,
  html: readHtml,
  json: readJson,
  xlsx: readXlsx,
};

inheritCity();
const task = JSON.parse(process.argv[2] ?? '{}') as ReadTask;
process.on('disconnect', () => process.exit(0));

function tell(message: FromReader): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()));
}

/** Where it is not known yet what its columns and dates mean, that is found out first: it takes the file from end to end. */
async function read(): Promise<void> {
  const source = await recognise(task.path);
  await tell({ kind: 'opened', format: source.format, encoding: source.encoding });
  const understood = task.as ?? (await understand(source));
  if (!understood.asks.includes('columns')) await handOver(source, understood);
  await tell({ kind: 'end' });
}

async function handOver(source: Source, understood: FileUnderstood): Promise<void> {
  let lines: ReadLine[] = [];
  const hand = async (): Promise<void> => {
    const wanted = once(process, 'message');
    await tell({ kind: 'lines', lines });
    lines = [];
    await wanted;
  };
  let count = 0;
  for await (const record of READERS[source.format](source, asUnderstood(understood))(NOTHING_NEW)) {
    if (++count <= task.skip) continue;
    lines.push(toLine(record, understood.dates));
    if (lines.length === BATCH) await hand();
  }
  await hand();
}

const NOTHING_NEW: FileNotes = { columns: () => {}, table: () => {}, hidden: () => {} };

/** As it was seen, whatever is remembered meanwhile. */
function asUnderstood({ sheet, columns }: FileUnderstood): Wanted {
  const said: Said = {
    columns: Object.fromEntries(columns.map(({ name, column }) => [name, column])),
    by: 'chosen',
  };
  return { naming: () => said, sheetOf: () => (sheet === undefined ? {} : { sheet }) };
}

/** What is said of this file comes before what was said of one like it. */
function asSaid(): Wanted {
  const { corrections, remembered } = task;
  const before = (mark: string): ImportCorrections => remembered.find((one) => one.mark === mark)?.said ?? {};
  return {
    naming(names) {
      if (corrections.columns) return { columns: corrections.columns, by: 'chosen' };
      const { columns } = before(markOfHeadings(names));
      return columns && { columns, by: 'remembered' };
    },
    sheetOf(names) {
      if (corrections.sheet !== undefined) return { sheet: corrections.sheet, sheetBy: 'chosen' };
      const { sheet } = before(markOfSheets(names));
      return sheet === undefined ? {} : { sheet, sheetBy: 'remembered' };
    },
  };
}

async function understand(source: Source): Promise<FileUnderstood> {
  const { understood, columns, orders } = await lookThrough(source);
  const names = columns.map(({ name }) => name);
  const mark = markOfHeadings(source.format === 'json' ? [] : names);
  const { dates, newest } = orders.decide({
    chosen: task.corrections.dates,
    remembered: task.remembered.find((one) => one.mark === mark)?.said.dates,
    declared: task.declared ?? undefined,
  });
  const asks: ImportQuestion[] = [];
  if (!isWhole(columns)) asks.push('columns');
  if (dates.some(({ by }) => by === 'open')) asks.push('dates');
  // A column without heading and cells is none.
  const kept = columns
    .filter(({ name, cells }) => cells.length > 0 || !isUnnamed(name))
    .slice(0, MOST_COLUMNS);
  const whole: FileUnderstood = {
    ...understood,
    ...{ dates, newest: toTimestamp(newest), asks },
    columns: kept.map(({ name, column, by }) => ({ name, column, by })),
  };
  const examples = Object.fromEntries(kept.map(({ name, cells }) => [name, cells]));
  await tell({ kind: 'understood', understood: whole, examples });
  return whole;
}

/** `cells`: the first that stand in a column. */
async function lookThrough(source: Source) {
  const columns: (ColumnUnderstood & { cells: string[] })[] = [];
  const understood = { rows: 0, hiddenRows: 0, otherSheets: [], sheets: [] };
  if (source.lineEnds) Object.assign(understood, { lineEnds: source.lineEnds });
  let seen = 0;
  const notes: FileNotes = {
    columns: (found) => columns.push(...found.map((one) => ({ ...one, cells: [] }))),
    table: (found) => Object.assign(understood, found),
    hidden: () => understood.hiddenRows++,
    row(cells) {
      for (const [place, cell] of cells.entries()) {
        const text = shown(cell, columns[place]?.column ?? null);
        if (text !== '') columns[place]?.cells.push(text);
      }
      if (++seen >= EXAMPLES.rows) notes.row = undefined;
    },
  };
  const orders = openDateOrders(task.now);
  for await (const record of READERS[source.format](source, asSaid())(notes)) {
    if ('cells' in record) orders.see(record.cells);
    if (++understood.rows % LOOKED_EVERY === 0) await tell({ kind: 'looked', rows: understood.rows });
  }
  return { understood, columns, orders };
}

/** A spreadsheet's dates are numbers, which tell people nothing. */
function shown(cell: string | number, column: ImportColumn | null): string {
  const isDate =
    typeof cell === 'number' && (DATE_COLUMNS.some((one) => one === column) || !Number.isInteger(cell));
  const date = isDate ? readInstant(cell) : null;
  const text = date ? toTimestamp(date.at).slice(0, 16).replace('T', ' ') : String(cell).trim();
  return text.slice(0, EXAMPLES.length);
}

function toLine(record: FileRecord, orders: FileUnderstood['dates']): ReadLine {
  const { line } = record;
  if ('broken' in record) return { line, faults: [{ column: null, reason: 'baris_rusak' }] };
  return { line, ...readRow(record.cells, task.now, orders) };
}

try {
  await read();
} catch (error) {
  await tell({ kind: 'failed', failure: error instanceof UnreadableFile ? error.failure : 'gangguan' });
}
process.exit(0);
