import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** With the folders above it. Node's own way (`recursive`) never ends where the system refuses one, as under /proc. */
export function makeFolder(path: string, mode?: number): void {
  if (existsSync(path)) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  mkdirSync(path, mode);
}
