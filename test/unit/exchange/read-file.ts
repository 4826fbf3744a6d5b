/** A file as the importer reads it, with everything that it tells of it. */
import type { ColumnUnderstood, FileUnderstood } from '#shared/contract/imports.ts';
import { isUnnamed } from '#shared/exchange/columns.ts';
import { readCsv } from '../../../service/exchange/import/read/csv.ts';
import { readHtml } from '../../../service/exchange/import/read/html.ts';
import { readJson } from '../../../service/exchange/import/read/json.ts';
import { recognise, type Wanted } from '../../../service/exchange/import/read/source.ts';
import { readXlsx } from '../../../service/exchange/import/read/xlsx.ts';

const READERS = { csv: readCsv, html: readHtml, json: readJson, xlsx: readXlsx };

const PLAIN: Wanted = { naming: () => undefined, sheetOf: () => ({}) };

/** `broken` stands for a line that could not be read. */
export async function readFile(path: string, wanted: Wanted = PLAIN) {
  const source = await recognise(path);
  const columns: ColumnUnderstood[] = [];
  const table: Partial<FileUnderstood> = {};
  let hidden = 0;
  const lines: unknown[] = [];
  const records = READERS[source.format](
    source,
    wanted,
  )({
    columns: (found) => columns.push(...found),
    table: (found) => Object.assign(table, found),
    hidden: () => hidden++,
  });
  for await (const record of records) {
    lines.push([record.line, 'cells' in record ? Object.fromEntries(record.cells) : 'broken']);
  }
  const { encoding, format } = source;
  const { sheet, otherSheets } = table;
  const ignored = columns.flatMap(({ name, column }) => (column || isUnnamed(name) ? [] : [name]));
  return {
    lines,
    columns,
    ignored,
    sheets: [sheet, ...(otherSheets ?? [])],
    table,
    hidden,
    encoding,
    format,
  };
}
