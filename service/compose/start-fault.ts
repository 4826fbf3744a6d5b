/** Why a start cannot go on, in one sentence; null where that is a fault of ours. */
import { dirname } from 'node:path';
import { databaseFault } from '../platform/db/database.ts';
import { ConfigError } from '../platform/settings.ts';

const DATABASE = {
  locked: 'another program holds tuntas.db: close it, then start again',
  full: 'its disk is full: make room, then start again',
  read_only: 'it cannot be written to: its disk is read-only, or a permission is missing',
  unreachable: 'its disk cannot be read or written as it should be: check the disk and how it is mounted',
  damaged: 'tuntas.db is damaged: put a backup back',
} as const;

const SERVER = {
  locked: 'others hold the database: start again in a minute',
  full: 'the disk of the database is full: make room, then start again',
  read_only: 'the database cannot be written to: the token may only read, or writes are blocked',
  unreachable: 'the server does not answer any more: look at it, then start again',
  damaged: 'the database is damaged: put a copy back',
} as const;

const SYSTEM: Partial<Record<string, string>> = {
  EACCES: 'may not be written to',
  EPERM: 'may not be written to',
  EROFS: 'lies on a read-only disk',
  ENOSPC: 'lies on a disk that is full',
  EDQUOT: 'lies on a disk that is full',
  ENOTDIR: 'has a file in its way where a folder should be',
  EEXIST: 'has a file in its way where a folder should be',
  EISDIR: 'is a folder where a file should be',
  ENOENT: 'cannot be made there',
  EIO: 'cannot be read or written: check its disk',
};

/** `server`: whether the database lies on one. */
export function startFault(error: unknown, dataDir: string, server = false): string | null {
  if (error instanceof ConfigError) return error.message;
  const fault = databaseFault(error);
  if (fault !== null && server) return `DATABASE_URL: ${SERVER[fault]}.`;
  if (fault !== null) return `DATA_DIR: ${dataDir}: ${DATABASE[fault]}.`;
  if (!(error instanceof Error) || !('code' in error)) return null;
  if (error.code === 'EADDRINUSE')
    return 'The port is in use. Stop what runs there, or choose another with PORT=8788.';
  if (error.code === 'EADDRNOTAVAIL') return 'HOST: this machine has no such address.';
  const why = SYSTEM[String(error.code)];
  if (why === undefined) return null;
  const path = 'path' in error ? String(error.path) : dataDir;
  // What is not a folder is what stands above the file that was wanted.
  return `${error.code === 'ENOTDIR' ? dirname(path) : path} ${why}.`;
}
