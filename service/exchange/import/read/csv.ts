/**
 * CSV, read so that one broken line costs that line alone. The libraries either stop at a stray quote or take all up
 * to the next one for a single cell: rows would vanish inside another row's text. Here a record that cannot be right
 * loses its first line, and reading goes on with the second.
 */
import { type Heading, headingOf } from '#shared/exchange/columns.ts';
import {
  type FileRecord,
  HEADING_WITHIN,
  linesOf,
  type Reader,
  type Source,
  UnreadableFile,
} from './source.ts';

const DELIMITERS = [';', ',', '\t'];
/** A cell's own line breaks; a quote that opens more than that was never closed. */
const LINES_OF_A_RECORD = 100;
/** Characters of a line, and of a record as a whole: each of its lines is cut anew with all before it. */
const LONGEST = 200_000;

type Cut = { kind: 'cells'; cells: string[] } | { kind: 'open' } | { kind: 'broken' };

type CsvHeading = Heading & { delimiter: string };

interface Line {
  line: number;
  text: string;
}

export function readCsv(source: Source): Reader {
  return async function* (ignored) {
    let heading: CsvHeading | null = null;
    const pending: Line[] = [];
    let line = 0;
    for await (const { text, whole } of linesOf(source, LONGEST)) {
      line++;
      if (!heading) {
        heading = findHeading(text);
        if (heading) ignored(heading.ignored);
        else if (line >= HEADING_WITHIN) break;
        continue;
      }
      if (whole) {
        pending.push({ line, text });
        yield* cutPending(pending, heading, false);
      } else {
        yield* cutPending(pending, heading, true);
        yield { line, broken: true };
      }
    }
    if (!heading) throw new UnreadableFile('kepala_tidak_dikenal');
    yield* cutPending(pending, heading, true);
  };
}

/** Whole records at the start of what is pending; at the end of the file nothing may stay open. */
function* cutPending(pending: Line[], heading: CsvHeading, atEnd: boolean): Generator<FileRecord> {
  for (let first = pending[0]; first; first = pending[0]) {
    const { cut, lines, mayGoOn } = cutFirst(pending, heading.delimiter);
    if (cut.kind === 'open' && mayGoOn && !atEnd) return;
    const cells = cut.kind === 'cells' ? inPlace(cut.cells, heading) : null;
    pending.splice(0, cells ? lines : 1);
    if (cells) yield { line: first.line, cells };
    else if (first.text.trim() !== '') yield { line: first.line, broken: true };
  }
}

/** From the first line on, over as many as its record takes. `mayGoOn`: with one more it would not be too long. */
function cutFirst(
  pending: readonly Line[],
  delimiter: string,
): { cut: Cut; lines: number; mayGoOn: boolean } {
  let text = pending[0]?.text ?? '';
  for (let lines = 1; ; lines++) {
    const cut = cutRecord(text, delimiter);
    const mayGoOn = lines < LINES_OF_A_RECORD && text.length < LONGEST;
    const more = pending[lines];
    if (cut.kind !== 'open' || !mayGoOn || !more) return { cut, lines, mayGoOn };
    text += `\n${more.text}`;
  }
}

function findHeading(text: string): CsvHeading | null {
  for (const delimiter of DELIMITERS) {
    const cut = cutRecord(text.replace(/^\uFEFF/, ''), delimiter);
    const heading = cut.kind === 'cells' ? headingOf(cut.cells) : null;
    if (heading) return { ...heading, delimiter };
  }
  return null;
}

/** RFC 4180; quotes inside an unquoted cell are letters like others. */
function cutRecord(text: string, delimiter: string): Cut {
  const cells: string[] = [];
  for (let at = 0; ; at += delimiter.length) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, delimiter);
    if (cell === null) return { kind: 'open' };
    // A record's line breaks lie inside quotes: this one's first line was a record by itself.
    if (text[at] !== '"' && cell.text.includes('\n')) return { kind: 'broken' };
    cells.push(cell.text);
    at = cell.end;
    if (at === text.length) return { kind: 'cells', cells };
    if (!text.startsWith(delimiter, at)) return { kind: 'broken' };
  }
}

/** What a cell says, and where in the record it ends. */
interface CutCell {
  text: string;
  end: number;
}

function plainCell(text: string, at: number, delimiter: string): CutCell {
  const next = text.indexOf(delimiter, at);
  const end = next < 0 ? text.length : next;
  return { text: text.slice(at, end), end };
}

/** `at` is its opening quote, two in it stand for one. Null where it is not closed. */
function quotedCell(text: string, at: number): CutCell | null {
  let close = text.indexOf('"', at + 1);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  return close < 0 ? null : { text: text.slice(at + 1, close).replaceAll('""', '"'), end: close + 1 };
}

/** Null where there are not as many cells as headings: then nobody can tell which is which. */
function inPlace(cells: readonly string[], { columns }: Heading): Map<ColumnOf, string> | null {
  const extra = cells.slice(columns.length);
  if (cells.length < columns.length || extra.some((cell) => cell !== '')) return null;
  const placed = new Map<ColumnOf, string>();
  for (const [index, column] of columns.entries()) {
    if (column !== null) placed.set(column, withoutGuard(cells[index] ?? ''));
  }
  return placed;
}

type ColumnOf = NonNullable<Heading['columns'][number]>;

/** Our own exports put an apostrophe before what a spreadsheet would run as a formula. */
function withoutGuard(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}
