/** What a table that came from elsewhere calls its columns, and what we call them. Order and spelling do not count. */

import spellings from './spellings.json' with { type: 'json' };

/** Without these nothing is known of a report. */
export const REQUIRED_COLUMNS = ['number', 'category', 'status', 'receivedAt'] as const;

/**
 * Spellings as {@link columnKey} has them: of CRM's daily export, of its public read format (`tstatus.name`), and of
 * our own exports in both languages. A row's ordinal ("No") is no report number.
 */
const SPELLINGS: Readonly<Record<keyof typeof spellings, readonly string[]>> = spellings;

export type ImportColumn = keyof typeof SPELLINGS;

const BY_KEY = new Map(
  (Object.entries(SPELLINGS) as [ImportColumn, readonly string[]][]).flatMap(([column, keys]) =>
    keys.map((key) => [key, column] as const),
  ),
);

/** Letters and digits alone: "Tgl. TL", "tgl_tl" and "TGL TL" are one name. */
function columnKey(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

export function columnNamed(header: string): ImportColumn | undefined {
  return BY_KEY.get(columnKey(header));
}

/** By place, the column that stands there; null for one that is not taken. */
export interface Heading {
  columns: readonly (ImportColumn | null)[];
  /** Headers that nothing is taken from, as they are written. Of two of a name the first counts. */
  ignored: string[];
}

/** Null where these cells are no heading: then one of {@link REQUIRED_COLUMNS} is not among them. */
export function headingOf(cells: readonly string[]): Heading | null {
  return headed(cells.map((cell) => [cell]));
}

/**
 * A heading over two rows: "Tanggal" above "Masuk" and "TL", beside others that take both rows. Spreadsheets write what
 * stands over several columns into the first of them.
 */
export function headingOver(upper: readonly string[], lower: readonly string[]): Heading | null {
  let group = '';
  const names = Array.from({ length: Math.max(upper.length, lower.length) }, (_, index) => {
    const [above = '', below = ''] = [upper[index]?.trim(), lower[index]?.trim()];
    if (below === '') return [above];
    if (above !== '') group = above;
    return [`${group} ${below}`, below];
  });
  return headed(names);
}

/** By place, what may be meant there: the first name that is known counts. */
function headed(names: readonly (readonly string[])[]): Heading | null {
  const taken = new Set<ImportColumn>();
  const ignored: string[] = [];
  const columns = names.map((of) => {
    const column = of.map(columnNamed).find((one) => one !== undefined);
    if (column === undefined || taken.has(column)) {
      const [written = ''] = of;
      if (written.trim() !== '') ignored.push(written.trim());
      return null;
    }
    taken.add(column);
    return column;
  });
  return REQUIRED_COLUMNS.every((column) => taken.has(column)) ? { columns, ignored } : null;
}
