/** Tests that a database on a server cannot have. */
import { it } from 'vitest';
import { isOnSqld } from '../sqld/houses.ts';

/** A test of what becomes of that file: a server's database has none, and no such test. */
export function itOfAFile(name: string, run: () => Promise<void>): void {
  if (!isOnSqld) it(name, run);
}
