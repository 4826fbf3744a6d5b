/** A file as the importer reads it, with everything that it tells of it. */
import { readCsv } from '../../../service/exchange/import/read/csv.ts';
import { readHtml } from '../../../service/exchange/import/read/html.ts';
import { readJson } from '../../../service/exchange/import/read/json.ts';
import { recognise } from '../../../service/exchange/import/read/source.ts';
import { readXlsx } from '../../../service/exchange/import/read/xlsx.ts';

const READERS = { csv: readCsv, html: readHtml, json: readJson, xlsx: readXlsx };

/** `broken` stands for a line that could not be read. */
export async function readFile(path: string) {
  const source = await recognise(path);
  const ignored: string[] = [];
  const sheets: string[] = [];
  let hidden = 0;
  const lines: unknown[] = [];
  const records = READERS[source.format](source)({
    ignored: (names) => ignored.push(...names),
    sheet: (name, others) => sheets.push(name, ...others),
    hidden: () => hidden++,
  });
  for await (const record of records) {
    lines.push([record.line, 'cells' in record ? Object.fromEntries(record.cells) : 'broken']);
  }
  return { lines, ignored, sheets, hidden, encoding: source.encoding, format: source.format };
}
