/** The first sheet of a spreadsheet (ECMA-376), row by row: numbers as numbers, texts as texts, formulas by their value. */
import { posix } from 'node:path';
import { type Heading, headingOf, type ImportColumn } from '#shared/exchange/columns.ts';
import { type Archive, openArchive, readXml } from './archive.ts';
import { readSharedStrings, type SharedStrings } from './shared-strings.ts';
import { type FileRecord, HEADING_WITHIN, type Reader, type Source, UnreadableFile } from './source.ts';

/** The widest a sheet can be; a cell that claims to stand further out is nowhere. */
const MOST_COLUMNS = 16_384;
const LONGEST_TEXT = 40_000;
/** Between the two days that spreadsheets count from. */
const DAYS_1904 = 1_462;
const DATES: readonly ImportColumn[] = ['receivedAt', 'reportedAt', 'followedUpAt', 'closedAt'];

type Cell = string | number;
interface Row {
  line: number;
  /** By column, from 0; empty cells are left out. */
  cells: Map<number, Cell>;
}

export function readXlsx(source: Source): Reader {
  return async function* (ignored) {
    const archive = await openArchive(source.path);
    let strings: SharedStrings | null = null;
    try {
      const { sheet, from1904 } = await findSheet(archive);
      strings = await readSharedStrings(archive, `${source.path}.strings`);
      let heading: Heading | null = null;
      let looked = 0;
      for await (const row of rowsOf(archive, sheet, strings)) {
        if (heading) yield toRecord(row, heading, from1904);
        else {
          heading = headingOf(inOrder(row.cells));
          if (heading) ignored(heading.ignored);
          else if (++looked >= HEADING_WITHIN) break;
        }
      }
      if (!heading) throw new UnreadableFile('kepala_tidak_dikenal');
    } finally {
      strings?.close();
      archive.close();
    }
  };
}

function inOrder(cells: Row['cells']): string[] {
  const width = Math.max(-1, ...cells.keys()) + 1;
  return Array.from({ length: width }, (_, index) => String(cells.get(index) ?? ''));
}

function toRecord({ line, cells }: Row, { columns }: Heading, from1904: boolean): FileRecord {
  const placed = new Map<ImportColumn, Cell>();
  for (const [index, cell] of cells) {
    const column = columns[index];
    if (column == null) continue;
    const isDate = from1904 && typeof cell === 'number' && DATES.includes(column);
    placed.set(column, isDate ? cell + DAYS_1904 : cell);
  }
  return { line, cells: placed };
}

/** Where the first sheet lies, and from which day its dates are counted. */
async function findSheet(archive: Archive): Promise<{ sheet: string; from1904: boolean }> {
  let id: string | undefined;
  let from1904 = false;
  await walk(archive, 'xl/workbook.xml', (name, attributes) => {
    if (name === 'sheet') id ??= attributes['r:id'] ?? valueNamed(attributes, ':id');
    if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
  });
  let target: string | undefined;
  await walk(archive, 'xl/_rels/workbook.xml.rels', (name, { Id, Target }) => {
    if (name === 'Relationship' && Id === id) target ??= Target;
  });
  if (target === undefined) throw new UnreadableFile('berkas_rusak');
  return { sheet: posix.resolve('/xl', target).slice(1), from1904 };
}

function valueNamed(attributes: Readonly<Record<string, string>>, ending: string): string | undefined {
  return Object.entries(attributes).find(([name]) => name.endsWith(ending))?.[1];
}

async function walk(
  archive: Archive,
  path: string,
  open: (name: string, attributes: Readonly<Record<string, string>>) => void,
): Promise<void> {
  const stream = await archive.part(path);
  if (!stream) throw new UnreadableFile('berkas_rusak');
  for await (const _ of readXml(stream, { open, text: () => {}, close: () => {} }));
}

async function* rowsOf(archive: Archive, sheet: string, strings: SharedStrings): AsyncGenerator<Row> {
  const stream = await archive.part(sheet);
  if (!stream) throw new UnreadableFile('berkas_rusak');
  let found: Row[] = [];
  let row: Row = { line: 0, cells: new Map() };
  let cell = { index: -1, type: '', value: '' };
  let inValue = false;
  const handler = {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      if (name === 'row') row = { line: Number(attributes.r) || row.line + 1, cells: new Map() };
      if (name === 'c') {
        const index = attributes.r === undefined ? cell.index + 1 : columnOf(attributes.r);
        cell = { index, type: attributes.t ?? 'n', value: '' };
      }
      if (name === 'v' || name === 't') inValue = true;
    },
    text(text: string) {
      if (inValue && cell.value.length < LONGEST_TEXT) cell.value += text;
    },
    close(name: string) {
      if (name === 'v' || name === 't') inValue = false;
      if (name === 'c' && cell.value !== '' && cell.index >= 0 && cell.index < MOST_COLUMNS) {
        row.cells.set(cell.index, toCell(cell, strings));
      }
      if (name === 'row') {
        cell.index = -1;
        if (row.cells.size > 0) found.push(row);
      }
    },
  };
  for await (const _ of readXml(stream, handler)) {
    yield* found;
    found = [];
  }
}

/** `AB12` stands in column 27. */
function columnOf(reference: string): number {
  let index = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '')
    index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

function toCell({ type, value }: { type: string; value: string }, strings: SharedStrings): Cell {
  if (type === 's') return unescaped(strings.at(Number(value)));
  if (type === 'n') return Number.isFinite(Number(value)) ? Number(value) : value;
  return type === 'e' ? '' : unescaped(value);
}

/** `_x000D_` is how spreadsheets write what XML cannot. */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
