/** A web page's table, which many a program writes under the name of a spreadsheet. */
import { Parser } from 'htmlparser2';
import { findHeading, inPlace, isNoReport } from './heading.ts';
import { type Reader, type Source, textOf, UnreadableFile, type Wanted } from './source.ts';

const LONGEST_TEXT = 40_000;
const MOST_COLUMNS = 16_384;

interface Row {
  line: number;
  lastLine: number;
  cells: string[];
}

export function readHtml(source: Source, { naming }: Wanted): Reader {
  return async function* (notes) {
    const found = await findHeading(rowsOf(source), naming);
    if (!found) throw new UnreadableFile('kepala_tidak_dikenal');
    notes.table({ headingLine: found.line });
    notes.columns(found.heading.columns);
    for await (const { line, cells } of rowsOf(source)) {
      if (line <= found.line || isNoReport(cells, found)) continue;
      notes.row?.(cells);
      yield { line, cells: inPlace(cells, found) };
    }
  };
}

/** The rows of all its tables one after another; of a table inside a table the innermost. */
async function* rowsOf(source: Source): AsyncGenerator<Row> {
  let ready: Row[] = [];
  let line = 0;
  let cells: string[] | null = null;
  let cell: { text: string; columns: number; rows: number } | null = null;
  /** By column, what reaches down into the rows to come. */
  const reaching = new Map<number, { text: string; rows: number }>();
  const fillReached = (row: string[]): void => {
    for (let above = reaching.get(row.length); above; above = reaching.get(row.length)) {
      if (--above.rows <= 0) reaching.delete(row.length);
      row.push(above.text);
    }
  };
  const endCell = (): void => {
    if (cell && cells) {
      fillReached(cells);
      const text = cell.text.trim();
      for (let column = 0; column < cell.columns && cells.length < MOST_COLUMNS; column++) {
        if (cell.rows > 1)
          reaching.set(cells.length, { text: column === 0 ? text : '', rows: cell.rows - 1 });
        cells.push(column === 0 ? text : '');
      }
    }
    cell = null;
  };
  const endRow = (): void => {
    endCell();
    if (cells) fillReached(cells);
    if (cells && cells.length > 0) ready.push({ line, lastLine: line, cells });
    cells = null;
  };
  const parser = new Parser({
    onopentag(name, { colspan, rowspan }) {
      if (name === 'tr') {
        endRow();
        line++;
        cells = [];
      } else if (name === 'td' || name === 'th') {
        endCell();
        cell = { text: '', columns: Number(colspan) || 1, rows: Number(rowspan) || 1 };
      } else if (name === 'br' && cell) cell.text += '\n';
    },
    ontext(text) {
      if (cell && cell.text.length < LONGEST_TEXT) cell.text += text;
    },
    onclosetag(name) {
      if (name === 'td' || name === 'th') endCell();
      if (name === 'tr' || name === 'table') endRow();
    },
  });
  for await (const text of textOf(source)) {
    parser.write(text);
    yield* ready;
    ready = [];
  }
  parser.end();
  yield* ready;
}
