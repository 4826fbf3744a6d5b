/**
 * CSV, read so that one broken line costs that line alone. The libraries either stop at a stray quote or take all up
 * to the next one for a single cell: rows would vanish inside another row's text. Here a record that cannot be right
 * loses its first line, and reading goes on with the second.
 */
import { withFormulas } from '#shared/exchange/formula.ts';
import { findHeading, type HeadingFound, inPlace, isNoReport } from './heading.ts';
import { linesOf, type Reader, type Source, UnreadableFile, type Wanted } from './source.ts';

const DELIMITERS = [';', ',', '\t', '|'];
/** A cell's own line breaks; a quote that opens more than that was never closed. */
const LINES_OF_A_RECORD = 100;
/** Characters of a line, and of a record as a whole: each of its lines is cut anew with all before it. */
const LONGEST = 200_000;

type Cut = { kind: 'cells'; cells: string[] } | { kind: 'open' } | { kind: 'broken' };

interface Line {
  line: number;
  text: string;
}

/** A record as it is cut, or why it is none. */
type CutRecord = { line: number; lastLine: number } & ({ cells: string[] } | { broken: true });

export function readCsv(source: Source, { naming }: Wanted): Reader {
  return async function* (notes) {
    const { delimiter, found } = await findDelimiter(source, naming);
    notes.table({ delimiter, headingLine: found.line });
    notes.columns(found.heading.columns);
    const fits = (cells: readonly string[]): boolean => fitsBelow(cells, found);
    for await (const record of recordsOf(source, delimiter, fits, found.line)) {
      const { line } = record;
      if ('broken' in record) yield { line, broken: true };
      else if (!isNoReport(record.cells, found)) {
        notes.row?.(record.cells);
        yield { line, cells: inPlace(record.cells, found) };
      }
    }
  };
}

async function findDelimiter(
  source: Source,
  naming: Wanted['naming'],
): Promise<{ delimiter: string; found: HeadingFound }> {
  let best: { delimiter: string; found: HeadingFound } | null = null;
  for (const delimiter of DELIMITERS) {
    const found = await findHeading(
      recordsOf(source, delimiter, () => true),
      naming,
    );
    if (found?.heading.isWhole) return { delimiter, found };
    if (found && found.weight > (best?.found.weight ?? 0)) best = { delimiter, found };
  }
  if (!best) throw new UnreadableFile('kepala_tidak_dikenal');
  return best;
}

/** Cells may be left out at the end where they are empty; with more than there are headings nobody can tell which is which. */
function fitsBelow(cells: readonly string[], { heading: { columns }, least }: HeadingFound): boolean {
  return cells.length >= least && cells.slice(columns.length).every((cell) => cell === '');
}

/** Behind the line `after`. */
async function* recordsOf(
  source: Source,
  delimiter: string,
  fits: (cells: readonly string[]) => boolean,
  after = 0,
): AsyncGenerator<CutRecord> {
  const pending: Line[] = [];
  let line = 0;
  for await (const { text, whole } of linesOf(source, LONGEST)) {
    if (++line <= after) continue;
    if (whole) {
      pending.push({ line, text: line === 1 ? text.replace(/^\uFEFF/, '') : text });
      yield* cutPending(pending, delimiter, fits, false);
    } else {
      yield* cutPending(pending, delimiter, fits, true);
      yield { line, lastLine: line, broken: true };
    }
  }
  yield* cutPending(pending, delimiter, fits, true);
}

/** Whole records at the start of what is pending; at the end of the file nothing may stay open. */
function* cutPending(
  pending: Line[],
  delimiter: string,
  fits: (cells: readonly string[]) => boolean,
  atEnd: boolean,
): Generator<CutRecord> {
  for (let first = pending[0]; first; first = pending[0]) {
    const { cut, lines, mayGoOn } = cutFirst(pending, delimiter);
    if (cut.kind === 'open' && mayGoOn && !atEnd) return;
    const { line } = first;
    if (first.text.trim() === '') pending.splice(0, 1);
    else if (cut.kind === 'cells' && fits(cut.cells)) {
      pending.splice(0, lines);
      yield { line, lastLine: line + lines - 1, cells: cut.cells.map(asMeant) };
    } else {
      pending.splice(0, 1);
      yield { line, lastLine: line, broken: true };
    }
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

/** Without what is written for spreadsheets alone: an apostrophe before a formula (as our exports do), `="…"` around a text. */
function asMeant(cell: string): string {
  return /^="(.*)"$/.exec(cell)?.[1] ?? withFormulas(cell);
}
