/** The sheet of a spreadsheet (ECMA-376) that holds reports, row by row: numbers as numbers, texts as texts, formulas by their value. */
import { posix } from 'node:path';
import type { ImportColumn } from '#shared/contract/imports.ts';
import { DATE_COLUMNS } from '#shared/contract/imports.ts';
import { type Archive, openArchive, readXml } from './archive.ts';
import { findHeading, type HeadingFound, inPlace, isNoReport } from './heading.ts';
import { readSharedStrings, type SharedStrings } from './shared-strings.ts';
import { type Reader, type Source, UnreadableFile, type Wanted } from './source.ts';

/** The widest a sheet can be; a cell that claims to stand further out is nowhere. */
const MOST_COLUMNS = 16_384;
const LONGEST_TEXT = 40_000;
/** Between the two days that spreadsheets count from. */
const DAYS_1904 = 1_462;

type Cell = string | number;
interface Row {
  line: number;
  lastLine: number;
  isHidden: boolean;
  /** From the first column on. */
  cells: Cell[];
}

interface Sheet {
  name: string;
  part: string;
  isHidden: boolean;
}

export function readXlsx(source: Source, wanted: Wanted): Reader {
  return async function* (notes) {
    const archive = await openArchive(source.path);
    let strings: SharedStrings | null = null;
    try {
      const { sheets, from1904 } = await listSheets(archive);
      strings = await readSharedStrings(archive, `${source.path}.strings`);
      const { sheet, found, ...choice } = await chooseSheet(archive, sheets, strings, wanted);
      notes.table({ ...choice, sheet: sheet.name, headingLine: found.line });
      notes.columns(found.heading.columns);
      for await (const { line, isHidden, cells } of rowsOf(archive, sheet.part, strings)) {
        if (line <= found.line || isNoReport(cells, found)) continue;
        if (isHidden) notes.hidden();
        notes.row?.(cells);
        const placed = inPlace(cells, found);
        yield { line, cells: from1904 ? countedFrom1900(placed) : placed };
      }
    } finally {
      strings?.close();
      archive.close();
    }
  };
}

function countedFrom1900(cells: ReadonlyMap<ImportColumn, Cell>): ReadonlyMap<ImportColumn, Cell> {
  const moved = new Map(cells);
  for (const column of DATE_COLUMNS) {
    const cell = cells.get(column);
    if (typeof cell === 'number') moved.set(column, cell + DAYS_1904);
  }
  return moved;
}

/**
 * What somebody said; else the first with the headings of a report, one that is shown before one that is not; else the
 * one that looks most like it.
 */
async function chooseSheet(
  archive: Archive,
  sheets: readonly Sheet[],
  strings: SharedStrings,
  { naming, sheetOf }: Wanted,
) {
  const able: { sheet: Sheet; found: HeadingFound }[] = [];
  for (const sheet of sheets) {
    const found = await findHeading(rowsOf(archive, sheet.part, strings), naming);
    if (found) able.push({ sheet, found });
  }
  const names = able.map(({ sheet }) => sheet.name);
  const { sheet: said, sheetBy = 'heading' } = sheetOf(names);
  const whole = able.filter(({ found }) => found.heading.isWhole);
  const best = able.toSorted((one, other) => other.found.weight - one.found.weight)[0];
  const own = whole.find(({ sheet }) => !sheet.isHidden) ?? whole[0] ?? best;
  const chosen = said === undefined ? own : able.find(({ sheet }) => sheet.name === said);
  if (!chosen) throw new UnreadableFile('kepala_tidak_dikenal');
  const otherSheets = whole.filter((one) => one !== chosen).map(({ sheet }) => sheet.name);
  return { ...chosen, otherSheets, sheets: names, sheetBy: chosen === own ? ('heading' as const) : sheetBy };
}

/** In the order of the workbook, and from which day their dates are counted. */
async function listSheets(archive: Archive): Promise<{ sheets: Sheet[]; from1904: boolean }> {
  const named: { id: string | undefined; name: string; isHidden: boolean }[] = [];
  let from1904 = false;
  await walk(archive, 'xl/workbook.xml', (tag, attributes) => {
    if (tag === 'sheet') {
      const { name = '', state = 'visible' } = attributes;
      const id = attributes['r:id'] ?? valueNamed(attributes, ':id');
      named.push({ id, name, isHidden: state !== 'visible' });
    }
    if (tag === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
  });
  const targets = new Map<string | undefined, string>();
  await walk(archive, 'xl/_rels/workbook.xml.rels', (tag, { Id, Target, Type = '/worksheet' }) => {
    // A chart's own sheet has no rows.
    if (tag === 'Relationship' && Target !== undefined && Type.endsWith('/worksheet'))
      targets.set(Id, Target);
  });
  const sheets = named.flatMap(({ id, name, isHidden }) => {
    const target = targets.get(id)?.replaceAll('\\', '/');
    return target === undefined ? [] : [{ name, isHidden, part: posix.resolve('/xl', target).slice(1) }];
  });
  if (sheets.length === 0) throw new UnreadableFile('berkas_rusak');
  return { sheets, from1904 };
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
  // Another program's archive, or a spreadsheet of another kind.
  if (!stream) throw new UnreadableFile('berkas_tidak_dikenal');
  for await (const _ of readXml(stream, { open, text: () => {}, close: () => {} }));
}

async function* rowsOf(archive: Archive, sheet: string, strings: SharedStrings): AsyncGenerator<Row> {
  const stream = await archive.part(sheet);
  if (!stream) throw new UnreadableFile('berkas_rusak');
  let found: Row[] = [];
  let row: Row = { line: 0, lastLine: 0, isHidden: false, cells: [] };
  let cell = { index: -1, type: '', value: '' };
  let inValue = false;
  const handler = {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      if (name === 'row') {
        const line = Number(attributes.r) || row.line + 1;
        row = { line, lastLine: line, isHidden: ['1', 'true'].includes(attributes.hidden ?? ''), cells: [] };
      }
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
        while (row.cells.length < cell.index) row.cells.push('');
        row.cells[cell.index] = toCell(cell, strings);
      }
      if (name === 'row') {
        cell.index = -1;
        if (row.cells.length > 0) found.push(row);
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
