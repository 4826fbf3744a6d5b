/** CSV as RFC 4180 has it, with nothing in it that a spreadsheet would run. */
import type { CsvSeparator } from '#shared/contract/exports.ts';
import { withoutFormulas } from '#shared/exchange/formula.ts';

/** A row with its line end. A number stays a number: it is no formula, whatever its sign. */
export function csvRow(cells: readonly (string | number | null)[], by: CsvSeparator = 'comma'): string {
  return `${cells.map((cell) => csvCell(cell, by)).join(by === 'comma' ? ',' : ';')}\r\n`;
}

function csvCell(cell: string | number | null, by: CsvSeparator): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return by === 'comma' ? String(cell) : String(cell).replace('.', ',');
  const text = withoutFormulas(cell);
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
