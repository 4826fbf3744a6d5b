/**
 * Whose a data folder is: one running service's at a time, and for good either a demo's or real. The database itself
 * says which, and of which schema it is, so that no copy and no move parts the two. What does not fit is refused
 * before anything is touched.
 */
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { z } from 'zod';
import type { Database } from './db/database.ts';
import { holdFile, inspect, openDatabase } from './db/embedded.ts';
import type { AskRows } from './db/table-pages.ts';
import { makeFolder } from './make-folder.ts';
import { finishRestore, isRestoring } from './restoring.ts';
import { type Config, ConfigError } from './settings.ts';

/** `application_id` of SQLite's file header, four letters each: TNTR, TNTD, TNTL. */
export const MARKS = { real: 0x544e5452, demo: 0x544e5444, loading: 0x544e544c } as const;

type Mark = keyof typeof MARKS;
const NAMES = ['real', 'demo', 'loading'] as const satisfies Mark[];

type Rows = (sql: string) => unknown[];

/** Where Drizzle keeps which migrations were applied. */
export const LEDGER = '__drizzle_migrations';
const APPLIED = `select hash from file.${LEDGER} order by created_at`;

/**
 * `none`: no database, or an empty one. `unmarked`: made by a version that marked none. `orphaned`: what belongs to
 * a database lies there without it; `log`: even a part of the database does.
 */
type State = Mark | 'none' | 'unmarked' | 'orphaned' | 'log';

/** What is ours: the schema's migrations, and the password hashes that no real database may hold. */
export interface Ours {
  migrations: string;
  anyOpensToEveryone(hashes: readonly string[]): boolean;
  /** Throws a {@link ConfigError} where these keys are not those of the database that is asked. */
  requireKeys(ask: AskRows, keyDir: string): Promise<void>;
}

export type DataFolder = Awaited<ReturnType<typeof openDataFolder>>;

const ANOTHER = 'choose another folder with DATA_DIR';
const LOST_DATABASE = 'holds keys, photos or imports of a database that is not there: put tuntas.db back';
const LOST_LOG = 'holds tuntas.db-wal, the newest part of a tuntas.db that is not there: put that back, or';
const IS_DEMO = `holds a demo, whose password everyone knows: for real use ${ANOTHER}, or go on with the demo by --demo=reports`;

/** Why a folder in this state is not taken, and what to do instead. */
const REFUSED: Record<'demo' | 'real', Partial<Record<State, string>>> = {
  demo: {
    real: `holds a real database, which no demo touches: start it with --demo=off, or ${ANOTHER} for the demo`,
    unmarked: `holds a database of an older version that does not say it is a demo's: start it with --demo=off if it is real; for a demo ${ANOTHER}, or remove this one`,
    orphaned: `${LOST_DATABASE}, or ${ANOTHER} for the demo`,
    log: `${LOST_LOG} ${ANOTHER}`,
  },
  real: {
    demo: IS_DEMO,
    loading: IS_DEMO,
    orphaned: `${LOST_DATABASE} (npm run restore), or ${ANOTHER}`,
    log: `${LOST_LOG} ${ANOTHER}`,
  },
};

/** Refuses with a {@link ConfigError}. To be called before anything in the folder is touched. */
export async function openDataFolder(config: Pick<Config, 'dataDir' | 'demo' | 'server'>, ours: Ours) {
  const { dataDir, demo, server } = config;
  if (server !== undefined) return openWithoutDatabase(dataDir);
  // What is refused is left as it was: a folder without a lock file is looked at before one is put there.
  if (!existsSync(lockOf(dataDir)) && !isRestoring(dataDir)) await admitted(config, ours);
  const release = lockFolder(dataDir);
  try {
    const hasFinished = finishRestore(dataDir);
    const state = await admitted(config, ours);
    const file = join(dataDir, 'tuntas.db');
    if (demo === 'off') {
      if (state !== 'real') await mark(file, 'real');
    } else if (state === 'loading') await startOver(file);
    else if (state === 'none') await mark(file, 'loading');
    return {
      release,
      /** A restore that was cut off was ended before anything else. */
      hasFinished,
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** Photos, keys and imports lie in it; the database lies on a server. */
function openWithoutDatabase(dataDir: string) {
  const file = join(dataDir, 'tuntas.db');
  if (sizeOf(file) > 0)
    throw new ConfigError(
      `DATABASE_URL is set, and ${file} holds a database as well: move it to the server or out of the folder, or unset DATABASE_URL`,
    );
  return { release: lockFolder(dataDir), hasFinished: false };
}

const lockOf = (dataDir: string): string => join(dataDir, 'tuntas.lock');

/** Throws where the database does not say that it is a demo's. */
export async function requireDemo(database: Pick<Database, 'marked'>): Promise<void> {
  const id = await database.marked();
  if (id !== MARKS.demo && id !== MARKS.loading) throw new Error('This database is not marked as a demo’s');
}

export function isMarked(file: string, mark: Mark): boolean {
  return existsSync(file) && inspect(file, idOf) === MARKS[mark];
}

async function admitted({ dataDir, demo }: Pick<Config, 'dataDir' | 'demo'>, ours: Ours): Promise<State> {
  const state = stateOf(dataDir, ours.migrations);
  const why = REFUSED[demo === 'off' ? 'real' : 'demo'][state];
  if (why !== undefined) throw new ConfigError(`${dataDir} ${why}`);
  if (state === 'unmarked' && ours.anyOpensToEveryone(passwordsOf(join(dataDir, 'tuntas.db')))) {
    throw new ConfigError(
      `${dataDir} holds a database of an older version with accounts that the demo's password opens: if it is a demo, ${ANOTHER}; if it is real, give them other passwords with that version`,
    );
  }
  return state;
}

/** Refuses what is no database, or none that this version can read and write. */
export function stateOf(dataDir: string, migrations: string): State {
  const file = join(dataDir, 'tuntas.db');
  if (sizeOf(file) === 0) {
    if (sizeOf(`${file}-wal`) > 0) return 'log';
    const belongings = ['keys', 'photos', 'uploads', 'imports'].some((name) => holdsAny(join(dataDir, name)));
    return belongings ? 'orphaned' : 'none';
  }
  try {
    return inspect(file, (rows) => kindOf(file, rows, migrations));
  } catch (error) {
    const isSqlite = error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_');
    if (!isSqlite) throw error;
    throw new ConfigError(`${file} cannot be read as a database (${error.message}): ${ANOTHER}`);
  }
}

function kindOf(file: string, rows: Rows, migrations: string): State {
  const tables = textsOf(rows(`select name from file.sqlite_schema where type = 'table'`));
  const applied = tables.includes(LEDGER) ? textsOf(rows(APPLIED)) : [];
  return judged({ id: idOf(rows), tables, applied }, migrations, { file, another: ANOTHER });
}

/** What is found in a database: its mark, the names of its tables, the migrations it went through. */
interface Found {
  id: unknown;
  tables: readonly string[];
  applied: readonly string[];
}

/** Throws a {@link ConfigError} that calls the database `file` and says what to do instead: `another`. */
export function judged(
  { id, tables, applied }: Found,
  migrations: string,
  { file, another }: { file: string; another: string },
): Mark | 'none' | 'unmarked' {
  const mark = NAMES.find((name) => MARKS[name] === id);
  const isForeign = tables.length > 0 && !tables.includes(LEDGER);
  if (isForeign || (mark === undefined && id !== 0)) {
    throw new ConfigError(`${file} is a database of some other program: ${another}`);
  }
  if (tables.every((name) => name === LEDGER)) return mark ?? 'none';
  const ours = readMigrationFiles({ migrationsFolder: migrations }).map(({ hash }) => hash);
  if (applied.length > 0 && applied.every((hash, at) => hash === ours[at])) return mark ?? 'unmarked';
  const isNewer = ours.every((hash, at) => hash === applied[at]);
  throw new ConfigError(
    `${file} was written by ${isNewer ? 'a newer version of Tuntas' : 'a version of Tuntas that this one does not know'}: start that one on it, or ${another}`,
  );
}

function holdsAny(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0;
}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}

function idOf(rows: Rows): unknown {
  const [row] = rows('pragma file.application_id');
  return Array.isArray(row) ? row[0] : undefined;
}

function passwordsOf(file: string): string[] {
  const stored = `select password from file.account where provider_id = 'credential' and password is not null`;
  return textsOf(inspect(file, (rows) => rows(stored)));
}

/** Of rows of one text each. */
function textsOf(rows: readonly unknown[]): string[] {
  return z
    .array(z.tuple([z.string()]))
    .parse(rows)
    .flat();
}

async function mark(file: string, as: Mark): Promise<void> {
  const database = openDatabase(file);
  await database.mark(MARKS[as]);
  database.close();
}

/** The new file takes the old one's place whole: a start that ends here leaves one or the other, each marked. */
async function startOver(file: string): Promise<void> {
  const draft = `${file}.part`;
  rmSync(draft, { force: true });
  await mark(draft, 'loading');
  for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  renameSync(draft, file);
}

/** Made where missing. Throws a {@link ConfigError} where a service runs on it; what is answered lets go. */
export function lockFolder(dataDir: string): () => void {
  let release: (() => void) | null;
  try {
    makeFolder(dataDir);
    release = holdFile(lockOf(dataDir));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`DATA_DIR: ${dataDir} is no folder that can be written in (${why})`);
  }
  if (release !== null) return release;
  throw new ConfigError(`Another service runs on ${dataDir}: stop that one first, or ${ANOTHER}`);
}
