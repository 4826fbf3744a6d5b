/** Files that a power cut finds whole or not at all. */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigError } from './settings.ts';

/**
 * The text of a file that is made once and never written again, as a key is, and read back as it lies on disk: of two that
 * begin at once one makes it and both read the same. Only the account itself may read it. Throws {@link ConfigError} where
 * a file stands there that `isWhole` does not know.
 */
export function madeOnce(path: string, make: () => string, isWhole: (text: string) => boolean): string {
  if (readIfThere(path) === null) putInPlace(path, make());
  const text = readFileSync(path, 'utf8');
  if (isWhole(text)) return text;
  throw new ConfigError(`${path} is not the key that was made here: put it back from a backup.`);
}

/** Unless another was quicker. */
function putInPlace(path: string, text: string): void {
  const draft = `${path}.${randomUUID()}.part`;
  writeFileSync(draft, text, { mode: 0o600 });
  sync(draft);
  try {
    give(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  syncFolder(dirname(path));
}

/** A name for what is whole already, and never in place of another's. */
function give(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) throw error;
    // A file system without hard links: what a power cut leaves half there is told at the next start.
    copyFileSync(draft, path, constants.COPYFILE_EXCL);
    sync(path);
  }
}

export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

export function copyWhole(from: string, to: string): void {
  copyFileSync(from, `${to}.part`);
  sync(`${to}.part`);
  renameSync(`${to}.part`, to);
}

export function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.part`, text, { mode: 0o600 });
  sync(`${path}.part`);
  renameSync(`${path}.part`, path);
}

/** Every file below, then every folder: names are safe only once their folder is. */
export function syncAll(folder: string): void {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) if (entry.isFile()) sync(join(entry.parentPath, entry.name));
  for (const entry of entries) if (entry.isDirectory()) syncFolder(join(entry.parentPath, entry.name));
  syncFolder(folder);
}

/** Windows writes a file through only where it was opened to be written. */
function sync(path: string, flags = 'r+'): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

export function syncFolder(path: string): void {
  // Windows opens no folders; there its file system keeps their order.
  if (process.platform !== 'win32') sync(path, 'r');
}
