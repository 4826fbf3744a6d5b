/**
 * A database between a file of ours and a libSQL server: as the file that a server finds before its first start, and as
 * the file that a server which was stopped has left. Never by `/dump`, which loses what a script does not say. Each row of
 * every table is compared between the two.
 */
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { lockFolder } from '../../platform/data-folder.ts';
import { openDatabase, openReader } from '../../platform/db/embedded.ts';
import { damageIn } from '../../platform/db/quick-check.ts';
import { askOf } from '../../platform/db/server-copy.ts';
import type { AskRows } from '../../platform/db/table-pages.ts';
import { syncAll, syncFolder } from '../../platform/durable.ts';
import { makeFolder } from '../../platform/make-folder.ts';
import { ConfigError } from '../../platform/settings.ts';
import { differingTables, digestTables, type TableDigest } from './table-digests.ts';

/** The server, as far as a move needs it. */
export interface MovedServer {
  /** Its rows. Rejects while it does not answer. */
  ask: AskRows;
  /** Resolves once it answers, or once it does no more; rejects where that takes too long. */
  untilUp(): Promise<void>;
  untilDown(): Promise<void>;
}

export interface Comparison {
  tables: number;
  rows: number;
  events: number;
  /** Tables that are not the same: none, where the move is good. */
  differing: string[];
}

const placeIn = (folder: string): string => join(folder, 'dbs', 'default');

/**
 * Puts the data folder's database where a server finds it, waits until one was started on it, and compares. The file that
 * stays is put aside once all is the same, so that no service goes on with it. Throws a {@link ConfigError} where a service
 * runs on the data folder, or the server's folder holds a database.
 */
export async function moveToServer(
  { dataDir, folder, at }: { dataDir: string; folder: string; at: number },
  server: MovedServer,
): Promise<Comparison> {
  const release = lockFolder(dataDir);
  try {
    const file = join(dataDir, 'tuntas.db');
    if (!existsSync(file)) throw new ConfigError(`${dataDir} holds no tuntas.db`);
    const place = placeIn(folder);
    if (existsSync(place))
      throw new ConfigError(`${folder} holds a server's database already: name an empty folder`);
    makeFolder(place, 0o700);
    const [target, draft] = [join(place, 'data'), join(place, 'data.part')];
    const database = openDatabase(file);
    try {
      await database.db.run(sql`vacuum into ${draft}`);
    } finally {
      database.close();
    }
    renameSync(draft, target);
    syncAll(place);
    syncFolder(folder);
    const before = await digestsOf(file);
    await server.untilUp();
    const found = compared(before, await digestTables(server.ask));
    if (found.differing.length === 0) putAside(file, `${file}.moved-${at}`);
    return found;
  } finally {
    release();
  }
}

/**
 * Waits until the server was stopped and takes over the file that it left. Throws a {@link ConfigError} where the data folder
 * holds a database or a service runs on it, or where what was left is damaged.
 */
export async function moveToFile(
  { dataDir, folder }: { dataDir: string; folder: string },
  server: MovedServer,
): Promise<Comparison> {
  const release = lockFolder(dataDir);
  const draft = join(dataDir, 'moved.db.part');
  try {
    const file = join(dataDir, 'tuntas.db');
    if (existsSync(file)) throw new ConfigError(`${dataDir} holds a database already: move it away first`);
    const before = await digestTables(server.ask);
    await server.untilDown();
    const left = join(placeIn(folder), 'data');
    if (!existsSync(left)) throw new ConfigError(`${folder} holds no server's database`);
    copyFileSync(left, draft);
    // The newest part lies there alone.
    if (existsSync(`${left}-wal`)) copyFileSync(`${left}-wal`, `${draft}-wal`);
    await withoutServerTables(draft);
    const damage = damageIn(draft);
    if (damage !== null) throw new ConfigError(`What the server left in ${folder} is damaged (${damage})`);
    const found = compared(before, await digestsOf(draft));
    if (found.differing.length === 0) {
      renameSync(draft, file);
      syncFolder(dataDir);
    }
    return found;
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(draft + end, { force: true });
    release();
  }
}

/** With its log, where there is one: each belongs to the other. */
function putAside(file: string, to: string): void {
  rmSync(`${file}-shm`, { force: true });
  for (const end of ['-wal', '']) if (existsSync(file + end)) renameSync(file + end, to + end);
}

/** Whatever stands in its log comes into the file with it. */
async function withoutServerTables(file: string): Promise<void> {
  const database = openDatabase(file);
  try {
    const ours = await database.db.values<[string]>(
      sql`select name from sqlite_schema where type = 'table' and substr(name, 1, 7) = 'tuntas_'`,
    );
    for (const [name] of ours) await database.db.run(sql`drop table ${sql.identifier(name)}`);
    await database.db.values(sql`pragma wal_checkpoint(truncate)`);
  } finally {
    database.close();
  }
}

export async function digestsOf(file: string): Promise<Map<string, TableDigest>> {
  const reader = openReader(file);
  try {
    return await digestTables(askOf(reader.db));
  } finally {
    reader.close();
  }
}

function compared(
  before: ReadonlyMap<string, TableDigest>,
  after: ReadonlyMap<string, TableDigest>,
): Comparison {
  const rows = [...after.values()].reduce((sum, table) => sum + table.rows, 0);
  return {
    tables: after.size,
    rows,
    events: after.get('event')?.rows ?? 0,
    differing: differingTables(before, after),
  };
}
