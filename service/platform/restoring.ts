/**
 * The moment at which a backup takes the place of what is there. All of it is on disk before, then a plan, and only then is
 * anything moved; whoever finds the plan goes on by it, so that a cut at any moment ends with the one state or the other.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { copyWhole, syncAll, syncFolder, writeWhole } from './durable.ts';
import { makeFolder } from './make-folder.ts';

const PLAN = 'restoring.json';

/** What is moved. The newest database has a log beside it, a backup's has none. */
const PARTS = ['tuntas.db', 'tuntas.db-wal', 'tuntas.db-shm', 'photos', 'uploads', 'imports', 'keys'];
/** In a backup: of keys that lie in another folder. */
const OTHER_KEYS = 'audit-keys';

const Plan = z.strictObject({
  /** Folders in the data folder: where the backup lies unpacked, and where what was there goes. */
  from: z.string(),
  aside: z.string(),
  /** Which of the parts the backup holds. */
  holds: z.array(z.string()),
  keyDir: z.string(),
});
type Plan = z.infer<typeof Plan>;

const LEFT = /^restoring(?:-\d+|\.json\.part)$/;

/** Where a backup is unpacked. What was left of one that never came to its plan is removed. */
export function unpackingFolder(dataDir: string, at: number): string {
  sweep(dataDir);
  const folder = join(dataDir, `restoring-${at}`);
  makeFolder(folder, 0o700);
  return folder;
}

/** From here on there is no way back: what lies in `from` takes its place. Answers where what was there lies. */
export function replaceBy(from: string, dataDir: string, keyDir: string, at: number): string | null {
  syncAll(from);
  const holds = PARTS.filter((part) => existsSync(join(from, part)));
  const plan: Plan = { from: basename(from), aside: `replaced-${at}`, holds, keyDir };
  writeWhole(join(dataDir, PLAN), JSON.stringify(Plan.parse(plan)));
  syncFolder(dataDir);
  return goOn(dataDir, plan);
}

/** What was moved aside by this restore and those before it, the oldest first: paths. */
export function replacedIn(dataDir: string): string[] {
  const names = readdirSync(dataDir).filter((name) => /^replaced-\d+$/.test(name));
  return names.sort().map((name) => join(dataDir, name));
}

export function isRestoring(dataDir: string): boolean {
  return existsSync(join(dataDir, PLAN));
}

/** Ends what was cut off; false where nothing was. The folder is held by the caller. */
export function finishRestore(dataDir: string): boolean {
  if (!isRestoring(dataDir)) {
    sweep(dataDir);
    return false;
  }
  goOn(dataDir, Plan.parse(JSON.parse(readFileSync(join(dataDir, PLAN), 'utf8'))));
  return true;
}

/** Each step only where it was not done yet. */
function goOn(dataDir: string, { from, aside, holds, keyDir }: Plan): string | null {
  const [fresh, old] = [join(dataDir, from), join(dataDir, aside)];
  // The database goes first and comes last: meanwhile there is none, and no other program takes half for the whole.
  for (const part of PARTS) {
    const isIn = holds.includes(part) && !existsSync(join(fresh, part));
    if (isIn || !existsSync(join(dataDir, part))) continue;
    makeFolder(old, 0o700);
    renameSync(join(dataDir, part), join(old, part));
  }
  if (existsSync(old)) syncFolder(old);
  syncFolder(dataDir);
  for (const part of PARTS.toReversed()) {
    if (existsSync(join(fresh, part))) renameSync(join(fresh, part), join(dataDir, part));
  }
  if (existsSync(join(fresh, OTHER_KEYS)))
    replaceKeys(join(fresh, OTHER_KEYS), keyDir, join(old, OTHER_KEYS));
  syncFolder(dataDir);
  rmSync(join(dataDir, PLAN));
  syncFolder(dataDir);
  rmSync(fresh, { recursive: true, force: true });
  return existsSync(old) ? old : null;
}

/** Another folder may be another disk, so they are copied. What lies aside already was there before. */
function replaceKeys(from: string, keyDir: string, aside: string): void {
  makeFolder(keyDir, 0o700);
  for (const name of readdirSync(from)) {
    const place = join(keyDir, name);
    if (existsSync(place) && !existsSync(join(aside, name))) {
      makeFolder(aside, 0o700);
      copyWhole(place, join(aside, name));
      syncFolder(aside);
    }
    copyWhole(join(from, name), place);
  }
  syncFolder(keyDir);
}

function sweep(dataDir: string): void {
  if (isRestoring(dataDir) || !existsSync(dataDir)) return;
  for (const name of readdirSync(dataDir).filter((name) => LEFT.test(name))) {
    rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}
