/**
 * A loaded demo, kept beside the build output: a new data folder opened soon afterwards is a copy of it, and
 * ready at once. Later its times would no longer fit, and the demo is loaded anew.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { isMarked } from '../data-folder.ts';
import type { Db } from '../db/database.ts';

/** The same place for the source and for the bundle. */
const FOLDER = fileURLToPath(new URL('../../.output/demo-template', import.meta.url));
const DATABASE = 'tuntas.db';
const PHOTOS = 'photos';

/** What was due within the hour should still be so for the most part. */
const FRESH_MS = 20 * 60_000;
/** A clock that is set to the same instant at each start reads a little less than when the load began. */
const EARLY_MS = 60_000;

export interface Template {
  /** Fills a data folder whose demo is yet to be loaded; false where there is nothing to fill it with. */
  fill(dataDir: string, now: number): boolean;
  /** Keeps what was loaded as of `now` (ms UTC). */
  keep(db: Db, dataDir: string, now: number): Promise<void>;
}

/** Another program may store otherwise: its demo is loaded anew. Sources keep nothing. */
function programVersion(): string | null {
  if (import.meta.url.endsWith('.ts')) return null;
  return createHash('sha256')
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('hex');
}

export function openTemplate(folder: string = FOLDER, version: string | null = programVersion()): Template {
  const label = join(folder, 'made.json');
  return {
    fill(dataDir, now) {
      if (version === null || !existsSync(label) || !isMarked(join(dataDir, DATABASE), 'loading'))
        return false;
      const made = JSON.parse(readFileSync(label, 'utf8'));
      const age = now - made.at;
      if (made.version !== version || age < -EARLY_MS || age > FRESH_MS) return false;
      cpSync(join(folder, PHOTOS), join(dataDir, PHOTOS), { recursive: true });
      // The database comes last and whole: until then the folder counts as one whose load was cut short.
      const draft = join(dataDir, `${DATABASE}.part`);
      cpSync(join(folder, DATABASE), draft);
      if (!isMarked(draft, 'demo')) return false;
      renameSync(draft, join(dataDir, DATABASE));
      return true;
    },
    async keep(db, dataDir, now) {
      if (version === null) return;
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      await db.run(sql`vacuum into ${join(folder, DATABASE)}`);
      cpSync(join(dataDir, PHOTOS), join(folder, PHOTOS), { recursive: true });
      // The label comes last: what has none is not used.
      writeFileSync(label, JSON.stringify({ at: now, version }));
    },
  };
}
