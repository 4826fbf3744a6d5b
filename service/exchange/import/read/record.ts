/** What every reader gives: records with their line, whichever kind of file they came from. */
import type { Cells } from '#shared/exchange/row.ts';

export type FileRecord = { line: number } & ({ cells: Cells } | { broken: true });

/** `ignored`: told of each header or key, once, from which nothing is taken. */
export type Reader = (ignored: (names: readonly string[]) => void) => AsyncGenerator<FileRecord>;

/** Rows looked through for the headings: exports begin with a title and a period. */
export const HEADING_WITHIN = 20;
