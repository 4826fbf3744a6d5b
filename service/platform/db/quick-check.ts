/** Whether the pages of a database file hang together. */
import { z } from 'zod';
import { inspect } from './embedded.ts';

/**
 * SQLite 3.45 takes a search index without contents for malformed as soon as words were taken out of it for good
 * (`secure-delete`), which each erasure does; searching goes on as it should, and its pages are checked as all others.
 */
const MISTAKEN = /^malformed inverted index for FTS5 table /;

/** Of that one for each index, and one that counts. */
const MOST = 20;

/** What is wrong first; null where nothing is. */
export function damageIn(file: string): string | null {
  const found = inspect(file, (rows) => rows(`pragma file.quick_check(${MOST})`));
  const said = z
    .array(z.tuple([z.string()]))
    .parse(found)
    .flat();
  return said.find((line) => line !== 'ok' && !MISTAKEN.test(line)) ?? null;
}
