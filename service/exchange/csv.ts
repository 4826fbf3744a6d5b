/** CSV as RFC 4180 has it, with nothing in it that a spreadsheet would run. */

/** A text that begins like a formula is one to a spreadsheet: an apostrophe before it makes it text. */
const FORMULA = /^[=+\-@\t\r]/;

/** A row with its line end. A number stays a number: it is no formula, whatever its sign. */
export function csvRow(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
