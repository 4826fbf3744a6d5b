/** Where a table's headings are, and what stands below them: a report, or a line that only people need. */
import {
  type Heading,
  headingOf,
  headingOver,
  type ImportColumn,
  REQUIRED_COLUMNS,
} from '#shared/exchange/columns.ts';
import type { Cells } from '#shared/exchange/row.ts';

type Cell = string | number;

export interface HeadingFound {
  heading: Heading;
  /** The last line of it. */
  line: number;
  /** Cells that a row needs to have all that a report cannot do without. */
  least: number;
}

/** Rows looked through for the headings: exports begin with a title and a period. */
const HEADING_WITHIN = 20;
const TOTAL = /^\s*(grand |sub ?)?(total|jumlah)\b/i;

/** Null where none of the first rows, nor two of them together, name all that is needed. */
export async function findHeading(
  rows: AsyncIterable<{ lastLine: number } & ({ cells: readonly Cell[] } | { broken: true })>,
): Promise<HeadingFound | null> {
  let looked = 0;
  let upper: string[] | null = null;
  let two: HeadingFound | null = null;
  for await (const row of rows) {
    const cells = 'cells' in row ? row.cells.map(String) : null;
    const heading = cells && headingOf(cells);
    if (heading) return found(heading, row.lastLine);
    // One that needs no second row comes before one that does.
    if (two) return two;
    const both = upper && cells && headingOver(upper, cells);
    if (both) two = found(both, row.lastLine);
    upper = cells;
    if (++looked >= HEADING_WITHIN) break;
  }
  return two;
}

function found(heading: Heading, line: number): HeadingFound {
  const least = Math.max(...REQUIRED_COLUMNS.map((column) => heading.columns.indexOf(column))) + 1;
  return { heading, line, least };
}

/** By column; what is left out at the end of a row is not told. */
export function inPlace(cells: readonly Cell[], { heading }: HeadingFound): Cells {
  const placed = new Map<ImportColumn, Cell>();
  for (const [index, column] of heading.columns.entries()) {
    const cell = cells[index];
    if (column !== null && cell !== undefined) placed.set(column, cell);
  }
  return placed;
}

/** An empty row, the headings once more at the top of a page, or a line of totals. */
export function isNoReport(cells: readonly Cell[], { heading }: HeadingFound): boolean {
  const at = (column: ImportColumn): string => String(cells[heading.columns.indexOf(column)] ?? '').trim();
  if (/\d{4}/.test(at('number'))) return false;
  const written = cells.filter((cell) => String(cell).trim() !== '');
  if (written.length === 0 || headingOf(cells.map(String)) !== null) return true;
  return at('status') === '' && at('receivedAt') === '' && written.some((cell) => TOTAL.test(String(cell)));
}
