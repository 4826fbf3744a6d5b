/**
 * A loaded demo, kept beside the build output: a new data folder opened soon afterwards is a copy of it, and
 * ready at once. Later its times would no longer fit, and the demo is loaded anew. Several services may keep and
 * copy at once: each copy has a folder of its own, and the label names the one that counts.
 */
import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { here } from '#shared/city/here.ts';
import { isMarked } from '../platform/data-folder.ts';
import type { Db } from '../platform/db/database.ts';

/** The same place for the source and for the bundle. */
const FOLDER = fileURLToPath(new URL('../../.output/demo-template', import.meta.url));
const DATABASE = 'tuntas.db';
const PHOTOS = 'photos';

/** What was due within the hour should still be so for the most part. */
const FRESH_MS = 20 * 60_000;
/** A clock that is set to the same instant at each start reads a little less than when the load began. */
const EARLY_MS = 60_000;

/** Another program, or another city, may store otherwise: its demo is loaded anew. Sources keep nothing. */
function programVersion(): string | null {
  if (import.meta.url.endsWith('.ts')) return null;
  return createHash('sha256')
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .update(JSON.stringify(here()))
    .digest('hex');
}

const Label = z.object({ at: z.number(), version: z.string(), copy: z.uuid() });

function isNoCopy(path: string): boolean {
  return !/\.(?:display|thumb)$/.test(path);
}

export function openTemplate(folder: string = FOLDER, version: string | null = programVersion()) {
  const file = join(folder, 'made.json');
  const label = () =>
    existsSync(file) ? Label.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data : undefined;
  return {
    /** Fills a data folder whose demo is yet to be loaded; false where there is nothing to fill it with. */
    fill(dataDir: string, now: number) {
      if (version === null || !isMarked(join(dataDir, DATABASE), 'loading')) return false;
      const made = label();
      const age = now - (made?.at ?? 0);
      if (made?.version !== version || age < -EARLY_MS || age > FRESH_MS) return false;
      const copy = join(folder, made.copy);
      // The database comes last and whole: until then the folder counts as one whose load was cut short.
      const draft = join(dataDir, `${DATABASE}.part`);
      try {
        cpSync(join(copy, PHOTOS), join(dataDir, PHOTOS), { recursive: true });
        cpSync(join(copy, DATABASE), draft);
      } catch (error) {
        // Another service kept a newer one meanwhile and removed this.
        if (existsSync(copy)) throw error;
        return false;
      }
      if (!isMarked(draft, 'demo')) return false;
      renameSync(draft, join(dataDir, DATABASE));
      return true;
    },

    /** Keeps what was loaded as of `now` (ms UTC). */
    async keep(db: Db, dataDir: string, now: number) {
      if (version === null) return;
      const before = label();
      const made = { at: now, version, copy: randomUUID() };
      const copy = join(folder, made.copy);
      mkdirSync(copy, { recursive: true });
      await db.run(sql`vacuum into ${join(copy, DATABASE)}`);
      // Copies are sealed by the folder's key: each folder makes its own.
      cpSync(join(dataDir, PHOTOS), join(copy, PHOTOS), { recursive: true, filter: isNoCopy });
      // The label comes last and whole: what it does not name is not used.
      writeFileSync(join(copy, 'label'), JSON.stringify(made));
      renameSync(join(copy, 'label'), file);
      if (before) rmSync(join(folder, before.copy), { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
