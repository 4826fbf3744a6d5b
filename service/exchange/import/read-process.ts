/**
 * Entry of the child process that reads an imported file. A process of its own, with no database and no secrets: what
 * strangers' files do to a parser (time, memory, a crash) is done there.
 */
import { once } from 'node:events';
import type { FileUnderstood } from '#shared/contract/imports.ts';
import { openDateOrders } from '#shared/exchange/date-order.ts';
import { readRow } from '#shared/exchange/row.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { inheritCity } from '../../platform/processes/city.ts';
import type { FromReader, ReadLine, ReadTask } from './messages.ts';
import { readCsv } from './read/csv.ts';
import { readHtml } from './read/html.ts';
import { readJson } from './read/json.ts';
import {
  type FileNotes,
  type FileRecord,
  type Reader,
  recognise,
  type Source,
  UnreadableFile,
} from './read/source.ts';
import { readXlsx } from './read/xlsx.ts';

const BATCH = 200;
/** Of a file with thousands of columns the first tell enough. */
const MOST_IGNORED = 100;

const READERS: Record<Source['format'], (source: Source) => Reader> = {
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

/** Twice from one end to the other: what a date means is known only once all of its column were seen. */
async function read(): Promise<void> {
  const source = await recognise(task.path);
  await tell({ kind: 'opened', format: source.format, encoding: source.encoding });
  const reader = READERS[source.format](source);
  const { understood, ignored } = await understand(reader);
  await tell({ kind: 'understood', understood, ignored });
  let lines: ReadLine[] = [];
  const hand = async (): Promise<void> => {
    const wanted = once(process, 'message');
    await tell({ kind: 'lines', lines });
    lines = [];
    await wanted;
  };
  let count = 0;
  for await (const record of reader(NOTHING_NEW)) {
    if (++count <= task.skip) continue;
    lines.push(toLine(record, understood.dates));
    if (lines.length === BATCH) await hand();
  }
  await hand();
  await tell({ kind: 'end' });
}

const NOTHING_NEW: FileNotes = { ignored: () => {}, sheet: () => {}, hidden: () => {} };

async function understand(reader: Reader): Promise<{ understood: FileUnderstood; ignored: string[] }> {
  const ignored = new Set<string>();
  const understood: FileUnderstood = { otherSheets: [], hiddenRows: 0, dates: [] };
  const records = reader({
    ignored(names) {
      for (const name of names) if (ignored.size < MOST_IGNORED) ignored.add(name.slice(0, 100));
    },
    sheet(name, others) {
      understood.sheet = name;
      understood.otherSheets = [...others];
    },
    hidden: () => understood.hiddenRows++,
  });
  const orders = openDateOrders(task.now);
  for await (const record of records) if ('cells' in record) orders.see(record.cells);
  const { dates, newest } = orders.decide(task.dateOrder);
  Object.assign(understood, { dates, newest: toTimestamp(newest) });
  return { understood, ignored: [...ignored] };
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
