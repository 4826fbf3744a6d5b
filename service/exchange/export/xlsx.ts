/**
 * A spreadsheet (ECMA-376) written as it is read: rows go through the archive's compression to the reader, none is
 * kept. Texts are inline strings, so that nothing in them is ever a formula and no table of strings has to be held.
 */
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { zoneOffset } from '#shared/time/zone.ts';
import type { Cell } from './table.ts';

/** A sheet holds 1,048,576 rows; the next million goes on the next sheet. */
const ROWS_OF_A_SHEET = 1_000_000;
const STYLE = { date: 1, head: 2 };
const DAY_MS = 86_400_000;
/** Day 0 of the serial numbers. */
const SERIAL_EPOCH = Date.UTC(1899, 11, 30);
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** Bytes of the file; `heads` stand over every sheet's rows, of which each holds `most`. */
export function writeXlsx(
  heads: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
  most = ROWS_OF_A_SHEET,
): NodeJS.ReadableStream {
  const zip = new ZipFile();
  const fail = (error: unknown): void => {
    zip.outputStream.emit('error', error);
  };
  fill(zip, heads, rows, most).catch(fail);
  return zip.outputStream;
}

async function fill(
  zip: ZipFile,
  heads: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
  most: number,
): Promise<void> {
  const iterator = rows[Symbol.asyncIterator]();
  let next = await iterator.next();
  let sheets = 0;
  const take = async function* (): AsyncGenerator<readonly Cell[]> {
    for (let count = 0; !next.done && count < most; count++) {
      yield next.value;
      next = await iterator.next();
    }
  };
  do {
    sheets++;
    const sheet = Readable.from(sheetXml(heads, take()));
    zip.addReadStream(sheet, `xl/worksheets/sheet${sheets}.xml`);
    await once(sheet, 'end');
  } while (!next.done);
  for (const [path, xml] of Object.entries(parts(sheets))) zip.addBuffer(Buffer.from(XML + xml), path);
  zip.end();
}

async function* sheetXml(
  heads: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
): AsyncGenerator<string> {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols><col min="1" max="${heads.length}" width="18" customWidth="1"/></cols><sheetData>`;
  yield rowXml(1, heads, STYLE.head);
  let number = 1;
  let waiting = '';
  for await (const cells of rows) {
    waiting += rowXml(++number, cells);
    if (waiting.length < 64 * 1024) continue;
    yield waiting;
    waiting = '';
  }
  yield `${waiting}</sheetData></worksheet>`;
}

function rowXml(number: number, cells: readonly Cell[], style = 0): string {
  return `<row r="${number}">${cells.map((cell, index) => cellXml(`${letters(index)}${number}`, cell, style)).join('')}</row>`;
}

function cellXml(reference: string, cell: Cell, style: number): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') {
    const styled = style === 0 ? '' : ` s="${style}"`;
    return `<c r="${reference}"${styled} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  }
  return `<c r="${reference}" s="${STYLE.date}"><v>${(cell.instant + zoneOffset() - SERIAL_EPOCH) / DAY_MS}</v></c>`;
}

/** `A`, `B`, … `Z`, `AA`. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

/** XML has no way to say most control characters; spreadsheets write them as `_x0007_`, and so what looks like that. */
function escaped(text: string): string {
  return text
    .replace(/_x[0-9A-Fa-f]{4}_/g, (like) => `_x005F${like}`)
    .replace(/\p{Cc}|[\ufffe\uffff]/gu, (control) => {
      const code = control.charCodeAt(0);
      if (control === '\t' || control === '\n' || (code > 0x1f && code < 0xfffe)) return control;
      return `_x${code.toString(16).toUpperCase().padStart(4, '0')}_`;
    })
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function parts(sheets: number): Record<string, string> {
  const numbers = Array.from({ length: sheets }, (_, i) => i + 1);
  const type = (name: string, kind: string): string =>
    `<Override PartName="/xl/${name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  const relation = (id: number, kind: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
  return {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('workbook.xml', 'sheet.main')}${type('styles.xml', 'styles')}${numbers.map((n) => type(`worksheets/sheet${n}.xml`, 'worksheet')).join('')}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${numbers.map((n) => `<sheet name="${n === 1 ? 'Laporan' : `Laporan ${n}`}" sheetId="${n}" r:id="rId${n}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${numbers.map((n) => relation(n, 'worksheet', `worksheets/sheet${n}.xml`)).join('')}${relation(sheets + 1, 'styles', 'styles.xml')}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
  };
}
