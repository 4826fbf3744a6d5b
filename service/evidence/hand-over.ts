/**
 * Photos on their way to a process: as files that this account alone may read. A message of megabytes would hold
 * everybody's calls while it is put together.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../platform/make-folder.ts';
import type { HandedOver } from '../platform/processes/pool.ts';

interface HandOver {
  /** The only folder of it that a process reads. */
  folder: string;
  /** The path of a file that holds the bytes, until it is done with. */
  file(bytes: Uint8Array): Promise<HandedOver<string>>;
  close(): void;
}

/** `folder` is its own: what a crash left there goes. */
export function openHandOver(folder: string = mkdtempSync(join(tmpdir(), 'tuntas-photos-'))): HandOver {
  rmSync(folder, { recursive: true, force: true });
  makeFolder(folder, 0o700);
  return {
    folder,
    async file(bytes) {
      const path = join(folder, randomUUID());
      const remove = () => rm(path, { force: true });
      try {
        await writeFile(path, bytes, { mode: 0o600, flag: 'wx' });
      } catch (error) {
        await remove();
        throw error;
      }
      // One that cannot be removed now goes at the next start.
      return { sent: path, done: () => void remove().catch(() => {}) };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
