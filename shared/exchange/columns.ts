/** What a table that came from elsewhere calls its columns, and what we call them. Order and spelling do not count. */

import { type ColumnUnderstood, type ImportColumn, REQUIRED_COLUMNS } from '../contract/imports.ts';
import spellings from './spellings.json' with { type: 'json' };

/**
 * Spellings as {@link columnKey} has them: of CRM's daily export, of its public read format (`tstatus.name`), and of
 * our own exports in both languages. A row's ordinal ("No") is no report number.
 */
const SPELLINGS: Readonly<Record<ImportColumn, readonly string[]>> = spellings;

/** Characters of a heading; the rest tells nobody more. */
const LONGEST_NAME = 100;

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

/** What somebody said that columns are, by their names; null for one that nothing is taken from. */
export interface Said {
  columns: Readonly<Record<string, ImportColumn | null>>;
  by: 'chosen' | 'remembered';
}

/** What was said of a table with these headings, if anything. */
export type Naming = (names: readonly string[]) => Said | undefined;

/** By place, each column of a table. */
export interface Heading {
  columns: readonly ColumnUnderstood[];
  /** Nothing that a report cannot do without is missing. */
  isWhole: boolean;
}

export function headingOf(cells: readonly string[], naming?: Naming): Heading {
  return headed(
    cells.map((cell) => [cell]),
    naming,
  );
}

/**
 * A heading over two rows: "Tanggal" above "Masuk" and "TL", beside others that take both rows. Spreadsheets write what
 * stands over several columns into the first of them.
 */
export function headingOver(upper: readonly string[], lower: readonly string[], naming?: Naming): Heading {
  let group = '';
  const names = Array.from({ length: Math.max(upper.length, lower.length) }, (_, index) => {
    const [above = '', below = ''] = [upper[index]?.trim(), lower[index]?.trim()];
    if (below === '') return [above];
    if (above !== '') group = above;
    return [`${group} ${below}`, below];
  });
  return headed(names, naming);
}

/** By place, what may be meant there: the first name that is known counts, and of two columns of a kind the first. */
function headed(names: readonly (readonly string[])[], naming?: Naming): Heading {
  const labels = labelsOf(names);
  const said = naming?.(labels);
  const isSaid = (label: string): boolean => said !== undefined && Object.hasOwn(said.columns, label);
  const taken = new Set(labels.map((label) => (isSaid(label) ? said?.columns[label] : null)));
  const known = new Set<ImportColumn>();
  const columns = names.map((of, place): ColumnUnderstood => {
    const name = labels[place] ?? '';
    const read = of.map(columnNamed).find((one) => one !== undefined);
    const own = read !== undefined && !known.has(read) ? read : null;
    if (own) known.add(own);
    const column = said && isSaid(name) ? (said.columns[name] ?? null) : own && !taken.has(own) ? own : null;
    return { name, column, by: said && isSaid(name) && column !== own ? said.by : 'heading' };
  });
  return { columns, isWhole: isWhole(columns) };
}

export function isWhole(columns: readonly ColumnUnderstood[]): boolean {
  return REQUIRED_COLUMNS.every((wanted) => columns.some(({ column }) => column === wanted));
}

/** Does it stand for a column without a heading? */
export function isUnnamed(name: string): boolean {
  return /^\(\d+\)$/.test(name);
}

/** Each one once; a column without a heading is called by its place. */
function labelsOf(names: readonly (readonly string[])[]): string[] {
  const seen = new Map<string, number>();
  return names.map(([first = ''], place) => {
    const label = first.trim().slice(0, LONGEST_NAME) || `(${place + 1})`;
    const times = (seen.get(label) ?? 0) + 1;
    seen.set(label, times);
    return times === 1 ? label : `${label} (${times})`;
  });
}
