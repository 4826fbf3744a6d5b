/** Where the houses of tests are furnished from: a folder for all workers of a run, which is gone after it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-furnished-'));
  // Workers inherit it; they are ended by a signal, and could not clear away what they made.
  process.env.TUNTAS_FURNISHED = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
