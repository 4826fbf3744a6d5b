/** A data folder belongs to one running service: a second one would do every job twice. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError } from './config.ts';
import { holdFile } from './db/database.ts';

export interface DataFolder {
  release(): void;
}

/** Refuses with a {@link ConfigError}. To be called before anything in the folder is touched. */
export function openDataFolder({ dataDir }: Pick<Config, 'dataDir' | 'demo'>): DataFolder {
  return { release: lock(dataDir) };
}

function lock(dataDir: string): () => void {
  let release: (() => void) | null;
  try {
    mkdirSync(dataDir, { recursive: true });
    release = holdFile(join(dataDir, 'tuntas.lock'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`DATA_DIR: ${dataDir} is no folder that can be written in (${why})`);
  }
  if (release !== null) return release;
  throw new ConfigError(
    `Another service runs on ${dataDir}: stop that one first, or choose another folder with DATA_DIR`,
  );
}
