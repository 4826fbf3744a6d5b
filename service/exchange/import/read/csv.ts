/**
 * CSV, read so that one broken line costs that line alone. The libraries either stop at a stray quote or take all up
 * to the next one for a single cell: rows would vanish inside another row's text. Here a record that cannot be right
 * loses its first line, and reading goes on with the second.
 */
import { type Heading, headingOf } from '#shared/exchange/columns.ts';
import { type FileRecord, HEADING_WITHIN, type Reader } from './record.ts';
import { linesOf, type Source, UnreadableFile } from './source.ts';

const DELIMITERS = [';', ',', '\t'];
/** A cell's own line breaks; a quote that opens more than that was never closed. */
const LINES_OF_A_RECORD = 100;
/** Characters of a line, and of a record as a whole: each of its lines is cut anew with all before it. */
const LONGEST = 200_000;

type Cut = { kind: 'cells'; cells: string[] } | { kind: 'open' } | { kind: 'broken' };

export function readCsv(source: Source): Reader {
  return async function* (ignored) {
    let heading: (Heading & { delimiter: string }) | null = null;
    const pending: { line: number; text: string }[] = [];
    let line = 0;

    /** Whole records at the start of what is pending; at the end of the file nothing may stay open. */
    function* cutPending(atEnd: boolean): Generator<FileRecord> {
      for (let first = pending[0]; heading && first; first = pending[0]) {
        let lines = 1;
        let text = first.text;
        let cut = cutRecord(text, heading.delimiter);
        const mayGoOn = (): boolean => lines < LINES_OF_A_RECORD && text.length < LONGEST;
        for (; cut.kind === 'open' && mayGoOn() && lines < pending.length; lines++) {
          text += `\n${pending[lines]?.text}`;
          cut = cutRecord(text, heading.delimiter);
        }
        if (cut.kind === 'open' && !atEnd && mayGoOn()) return;
        const cells = cut.kind === 'cells' ? inPlace(cut.cells, heading) : null;
        pending.splice(0, cells ? lines : 1);
        if (cells) yield { line: first.line, cells };
        else if (first.text.trim() !== '') yield { line: first.line, broken: true };
      }
    }

    for await (const { text, whole } of linesOf(source, LONGEST)) {
      line++;
      if (!heading) {
        heading = findHeading(text);
        if (heading) ignored(heading.ignored);
        else if (line >= HEADING_WITHIN) break;
        continue;
      }
      if (!whole) {
        yield* cutPending(true);
        yield { line, broken: true };
        continue;
      }
      pending.push({ line, text });
      yield* cutPending(false);
    }
    if (!heading) throw new UnreadableFile('kepala_tidak_dikenal');
    yield* cutPending(true);
  };
}

function findHeading(text: string): (Heading & { delimiter: string }) | null {
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
  for (let at = 0; ; ) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      const cell = text.slice(at, end < 0 ? text.length : end);
      // A record's line breaks lie inside quotes: this one's first line was a record by itself.
      if (cell.includes('\n')) return { kind: 'broken' };
      cells.push(cell);
      if (end < 0) return { kind: 'cells', cells };
      at = end + delimiter.length;
      continue;
    }
    let cell = '';
    let close = text.indexOf('"', at + 1);
    while (close >= 0 && text[close + 1] === '"') {
      cell += text.slice(at + 1, close + 1);
      at = close + 1;
      close = text.indexOf('"', at + 1);
    }
    if (close < 0) return { kind: 'open' };
    cells.push(cell + text.slice(at + 1, close));
    if (close + 1 === text.length) return { kind: 'cells', cells };
    if (!text.startsWith(delimiter, close + 1)) return { kind: 'broken' };
    at = close + 1 + delimiter.length;
  }
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
