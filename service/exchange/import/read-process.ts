/**
 * Entry of the child process that reads an imported file. A process of its own, with no database and no secrets: what
 * strangers' files do to a parser (time, memory, a crash) is done there.
 */
import { once } from 'node:events';
import { readRow } from '#shared/exchange/row.ts';
import type { FromReader, ReadLine, ReadTask } from './messages.ts';
import { readCsv } from './read/csv.ts';
import { readJson } from './read/json.ts';
import { type FileRecord, type Reader, recognise, type Source, UnreadableFile } from './read/source.ts';
import { readXlsx } from './read/xlsx.ts';

const BATCH = 200;
/** Of a file with thousands of columns the first tell enough. */
const MOST_IGNORED = 100;

const READERS: Record<Source['format'], (source: Source) => Reader> = {
  csv: readCsv,
  json: readJson,
  xlsx: readXlsx,
};

const task = JSON.parse(process.argv[2] ?? '{}') as ReadTask;
process.on('disconnect', () => process.exit(0));

function tell(message: FromReader): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()));
}

async function read(): Promise<void> {
  const source = await recognise(task.path);
  await tell({ kind: 'opened', format: source.format, encoding: source.encoding });
  const ignored = new Set<string>();
  let lines: ReadLine[] = [];
  const hand = async (): Promise<void> => {
    const wanted = once(process, 'message');
    await tell({ kind: 'lines', lines, ignored: [...ignored] });
    lines = [];
    await wanted;
  };
  const records = READERS[source.format](source)((names) => {
    for (const name of names) if (ignored.size < MOST_IGNORED) ignored.add(name.slice(0, 100));
  });
  let count = 0;
  for await (const record of records) {
    if (++count <= task.skip) continue;
    lines.push(toLine(record));
    if (lines.length === BATCH) await hand();
  }
  await hand();
  await tell({ kind: 'end' });
}

function toLine(record: FileRecord): ReadLine {
  const { line } = record;
  if ('broken' in record) return { line, faults: [{ column: null, reason: 'baris_rusak' }] };
  return { line, ...readRow(record.cells, task.now) };
}

try {
  await read();
} catch (error) {
  await tell({ kind: 'failed', failure: error instanceof UnreadableFile ? error.failure : 'gangguan' });
}
process.exit(0);
