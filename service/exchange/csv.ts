/** CSV as RFC 4180 has it, with nothing in it that a spreadsheet would run. */
import { withoutFormulas } from '#shared/exchange/formula.ts';

/** A row with its line end. A number stays a number: it is no formula, whatever its sign. */
export function csvRow(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = withoutFormulas(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
