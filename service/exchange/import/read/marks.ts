/** By what a file is known again as one of a source: its headings, or the sheets of its workbook. */
import { createHash } from 'node:crypto';
import { isUnnamed } from '#shared/exchange/columns.ts';

/** Of so many the first tell one kind from another. */
const MOST_NAMES = 300;

/** Of JSON, whose names come one by one, there is one kind for each sender. Columns without a heading do not count. */
export function markOfHeadings(names: readonly string[]): string {
  const written = names.filter((name) => !isUnnamed(name)).slice(0, MOST_NAMES);
  return names.length === 0 ? 'json' : `headings:${hashOf(written)}`;
}

export function markOfSheets(names: readonly string[]): string {
  return `sheets:${hashOf(names)}`;
}

function hashOf(names: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(names)).digest('base64url').slice(0, 22);
}
