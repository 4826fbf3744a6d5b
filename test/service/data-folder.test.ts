/** Whose a data folder is: one service's at a time. What is refused is refused in a sentence. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ConfigError, type DemoMode } from '../../service/config.ts';
import { openDataFolder } from '../../service/data-folder.ts';
import { startProcess } from './process.ts';

let base: string;
let folder: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'tuntas-folder-'));
  folder = join(base, 'data');
});
afterEach(() => rmSync(base, { recursive: true }));

/** Opens the folder and lets go of it; answers the sentence where it was refused. */
function refused(demo: DemoMode, dataDir = folder): string | null {
  try {
    openDataFolder({ dataDir, demo }).release();
    return null;
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

it('is held by one service at a time, by whatever path; a killed one holds it no longer', async () => {
  const service = await startProcess(folder);
  symlinkSync(folder, join(base, 'other-name'));
  for (const path of [folder, join(base, 'other-name')]) {
    expect(refused('accounts', path)).toMatch(/^Another service runs on .*: stop that one first, or/);
  }
  await service.kill();
  expect(refused('accounts')).toBeNull();
  expect(refused('accounts')).toBeNull();
});

it.each(['data', 'data/below'])('is no file: %s', (path) => {
  writeFileSync(folder, 'a file');
  expect(refused('off', join(base, path))).toMatch(/^DATA_DIR: .* is no folder that can be written in/);
});
