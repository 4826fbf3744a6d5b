/** Where a table's headings are, and what stands below them: a report, or a line that only people need. */
import { type ImportColumn, REQUIRED_COLUMNS } from '#shared/contract/imports.ts';
import { type Heading, headingOf, headingOver, type Naming } from '#shared/exchange/columns.ts';
import type { Cells } from '#shared/exchange/row.ts';

export type Cell = string | number;

export interface HeadingFound {
  heading: Heading;
  /** The last line of it. */
  line: number;
  /** Cells that a row needs to have all that a report cannot do without. */
  least: number;
  /** How much speaks for it: of several that are not whole the best is asked about. */
  weight: number;
}

/** Rows looked through for the headings: exports begin with a title and a period. */
const HEADING_WITHIN = 20;
const TOTAL = /^\s*(grand |sub ?)?(total|jumlah)\b/i;
/** Characters of what may be a heading, and of what is a text. */
const LONGEST_NAME = 60;

/**
 * The first row, or two of them together, that names all that is needed; else the one that looks most like headings,
 * to be asked about. Null where none does.
 */
export async function findHeading(
  rows: AsyncIterable<{ lastLine: number } & ({ cells: readonly Cell[] } | { broken: true })>,
  naming?: Naming,
): Promise<HeadingFound | null> {
  let looked = 0;
  let upper: string[] | null = null;
  let two: HeadingFound | null = null;
  let best: HeadingFound | null = null;
  for await (const row of rows) {
    const cells = 'cells' in row ? row.cells.map(String) : null;
    const heading = cells && headingOf(cells, naming);
    if (heading?.isWhole) return found(heading, row.lastLine);
    // One that needs no second row comes before one that does.
    if (two) return two;
    const both = upper && cells && headingOver(upper, cells, naming);
    if (both?.isWhole) two = found(both, row.lastLine);
    if (heading && (best?.weight ?? 0) < weightOf(cells, heading)) best = found(heading, row.lastLine);
    upper = cells;
    if (++looked >= HEADING_WITHIN) break;
  }
  return two ?? best;
}

function found(heading: Heading, line: number): HeadingFound {
  const places = REQUIRED_COLUMNS.map((wanted) =>
    heading.columns.findIndex(({ column }) => column === wanted),
  );
  const cells = heading.columns.map(({ name }) => name);
  return { heading, line, least: Math.max(...places) + 1, weight: weightOf(cells, heading) };
}

/** None where its cells are too few for a report, or read like the cells of one. */
function weightOf(cells: readonly string[], { columns }: Heading): number {
  const names = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const looksLikeNames = names.every((name) => name.length <= LONGEST_NAME && !/^[\d.,:/ -]+$/.test(name));
  if (new Set(names).size < REQUIRED_COLUMNS.length || !looksLikeNames) return 0;
  return 1 + columns.filter(({ column }) => column !== null).length;
}

/** By column; what is left out at the end of a row is not told. */
export function inPlace(cells: readonly Cell[], { heading }: HeadingFound): Cells {
  const placed = new Map<ImportColumn, Cell>();
  for (const [index, { column }] of heading.columns.entries()) {
    const cell = cells[index];
    if (column !== null && cell !== undefined) placed.set(column, cell);
  }
  return placed;
}

/** An empty row, the headings once more at the top of a page, or a line of totals. */
export function isNoReport(cells: readonly Cell[], { heading }: HeadingFound): boolean {
  const at = (wanted: ImportColumn): string =>
    String(cells[heading.columns.findIndex(({ column }) => column === wanted)] ?? '').trim();
  if (/\d{4}/.test(at('number'))) return false;
  const written = cells.filter((cell) => String(cell).trim() !== '');
  if (written.length === 0 || headingOf(cells.map(String)).isWhole) return true;
  if (
    heading.isWhole &&
    heading.columns.every(({ name }, index) => name === String(cells[index] ?? '').trim())
  )
    return true;
  return at('status') === '' && at('receivedAt') === '' && written.some((cell) => TOTAL.test(String(cell)));
}
