/**
 * The database as a file in the data folder: the one file that owns the native libSQL handle. Drizzle's `sqlite-proxy` driver calls it back; nothing else
 * in the house imports `libsql`.
 *
 * It fences what libsql 0.5.29 does badly: a boolean, an object or a date as parameter aborts the process, a
 * NUL truncates text in silence, `run()` on RETURNING loses rows, and a transaction that is left open by one
 * caller swallows the writes of all others. So parameters are checked, and a batch is the only unit of writing.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/sqlite-proxy';
import { migrate } from 'drizzle-orm/sqlite-proxy/migrator';
import Libsql from 'libsql';
import { type Database, databaseFault, type Reader } from './database.ts';
import { forbidTransaction, type Method, toValue } from './statement.ts';
import { openVoucher, type Voucher, type Vouching } from './vouched.ts';
import { openWriter } from './written-together.ts';

type Handle = InstanceType<typeof Libsql>;
interface Statement {
  native: ReturnType<Handle['prepare']>;
  /** Does it answer rows? */
  reads: boolean;
}

/** Statements kept per handle. The house has a few hundred texts; the bound only stops a runaway. */
const STATEMENTS = 1_000;

/** So long a write waits for another process that holds the database, ms, asking again so often. */
const PATIENCE_MS = 5_000;
const ASK_AGAIN_MS = 20;

/** A statement that writes and answers: a BUSY while it is read would leave it open, and every later COMMIT fail. */
const ANSWERING = /\breturning\b/i;

/** One that only writes. Others, such as VACUUM, take no company. */
const WRITING = /^\s*(?:with|insert|update|delete|replace)\b/i;

/** `path` is a file; its folder is made where missing. */
export function openDatabase(path: string): Database {
  mkdirSync(dirname(path), { recursive: true });
  const listeners = new Set<() => void>();
  const { handle, db, inTransaction, close, vouch } = connect(
    path,
    'BEGIN IMMEDIATE',
    [
      'journal_mode=WAL',
      'synchronous=FULL',
      'foreign_keys=ON',
      // What is erased is overwritten, not only forgotten: SQLite would leave it readable in free pages.
      'secure_delete=ON',
      // KB. With SQLite's own 2 MB a search reads most of its pages from the system each time.
      'cache_size=-32000',
    ],
    () => {
      for (const heard of listeners) heard();
    },
  );
  // From here on `whenFree` waits: libsql would hold up everybody meanwhile.
  handle.exec('PRAGMA busy_timeout=0');
  let probes = 0;

  return {
    db,
    /** `application_id`, in its first page. */
    async mark(id) {
      handle.exec(`PRAGMA application_id=${id}`);
    },
    async marked() {
      const [[id] = []] = await db.values<[number]>(sql`pragma application_id`);
      return id ?? 0;
    },
    /** The number is the header's `user_version`, which nothing else uses. */
    async probe() {
      probes = (probes + 1) % 1_000_000;
      const read = handle.prepare('PRAGMA user_version');
      read.raw(true);
      await whenFree(() => handle.exec(`PRAGMA user_version=${probes}`));
      const [found] = read.all([]) as unknown[][];
      if (found?.[0] !== probes) throw new Error('The database does not keep what is written to it');
    },
    vouch(vouching) {
      const voucher = vouch(vouching);
      return {
        async install() {
          voucher.install();
        },
        head: async () => voucher.head(),
        begin: () => whenFree(() => inTransaction(voucher.begin)),
      };
    },
    onCommit(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    async relaxed(load) {
      handle.exec('PRAGMA synchronous=OFF');
      try {
        return await load();
      } finally {
        handle.exec('PRAGMA synchronous=FULL');
        handle.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      }
    },
    async migrate(folder) {
      await migrate(
        db,
        async (queries) => {
          if (queries.length === 0) return;
          // Inside a transaction this pragma is a no-op, and a table rebuild then deletes cascading rows.
          handle.exec('PRAGMA foreign_keys=OFF');
          try {
            await whenFree(() =>
              inTransaction(() => {
                for (const query of queries) handle.exec(query);
                const broken = handle.prepare('PRAGMA foreign_key_check').all([]);
                if (broken.length > 0)
                  throw new Error('A migration would break references; nothing was changed');
              }),
            );
          } finally {
            handle.exec('PRAGMA foreign_keys=ON');
          }
        },
        { migrationsFolder: folder },
      );
    },
    trips: () => 0,
    position: () => null,
    catchUp: async () => {},
    async forgetPages() {
      const answers = await db.all<[busy: number, ...number[]]>(sql`pragma wal_checkpoint(truncate)`);
      return answers[0]?.[0] === 0;
    },
    close,
  };
}

/**
 * Reads a database that another process may be writing to: each batch is one moment of it. Throws where there is
 * no such file. Nothing can be written (libsql ignores `readonly`, so the connection itself refuses).
 */
export function openReader(path: string): Reader {
  if (!existsSync(path)) throw new Error(`There is no database at ${path}`);
  const { db, close } = connect(path, 'BEGIN', ['query_only=ON']);
  return { db, close };
}

/**
 * The database as it is at this moment, for as long as it is read: everything comes from one read transaction. For a
 * process of its own that ends soon, because the write-ahead log cannot begin anew meanwhile.
 */
export async function openSnapshot(path: string): Promise<Reader> {
  if (!existsSync(path)) throw new Error(`There is no database at ${path}`);
  const { handle, db, close } = connect(path, null, ['query_only=ON']);
  handle.exec('BEGIN');
  // The moment is that of the first read.
  await db.all('select count(*) from sqlite_schema');
  return {
    db,
    close() {
      // Closing alone lets go of it only with the last statement that is remembered.
      handle.exec('ROLLBACK');
      close();
    },
  };
}

/**
 * What `read` makes of a database file, whose schema is called `file`. The file is let go of with the answer and may
 * then be replaced: of a connection of its own libsql would keep a remembered statement and, with its end, remove the
 * write-ahead log of whatever lies there by then.
 */
export function inspect<T>(path: string, read: (rows: (sql: string) => unknown[]) => T): T {
  const handle = new Libsql(':memory:');
  try {
    handle.exec('PRAGMA busy_timeout=5000');
    handle.prepare('ATTACH ? AS file').run([path]);
    const found = read((sql) => {
      const statement = handle.prepare(sql);
      statement.raw(true);
      return statement.all([]);
    });
    handle.exec('DETACH file');
    return found;
  } finally {
    handle.close();
  }
}

/** A file that is filled from elsewhere, all in one transaction. */
export interface NewFile {
  exec(sql: string): void;
  /** Of a statement: does it once with these values. */
  prepare(sql: string): (values: readonly unknown[]) => void;
}

/** Makes a database at `path`, where nothing may be yet. Throws what `fill` throws; then what lies there is not to be used. */
export async function makeDatabaseFile(path: string, fill: (file: NewFile) => Promise<void>): Promise<void> {
  if (existsSync(path)) throw new Error(`Something lies at ${path} already`);
  const handle = new Libsql(path);
  try {
    handle.exec('PRAGMA journal_mode=OFF');
    handle.exec('PRAGMA foreign_keys=OFF');
    handle.exec('BEGIN');
    await fill({
      exec: (text) => handle.exec(text),
      prepare(text) {
        const native = handle.prepare(text);
        // A whole number is stored as one where no column says so.
        const stored = (value: unknown) =>
          typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : toValue(value);
        return (values) => void native.run(values.map(stored));
      },
    });
    handle.exec('COMMIT');
  } finally {
    handle.close();
  }
}

/** A handle that nobody refers to is closed, and its lock with it. */
const held = new Set<Handle>();

/**
 * Holds the file at `path`, made where missing, until what is answered is called or the process ends, however it
 * ends; null where somebody else holds it, by whatever path.
 */
export function holdFile(path: string): (() => void) | null {
  const handle = new Libsql(path);
  try {
    // Nothing is ever written to it; in memory, so that no journal lies beside it.
    handle.exec('PRAGMA journal_mode=MEMORY');
    handle.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    handle.close();
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return null;
    throw error;
  }
  held.add(handle);
  return () => {
    if (!held.delete(handle)) return;
    handle.exec('ROLLBACK');
    handle.close();
  };
}

/** `begin` null: a transaction is open already, a batch is part of it. */
function connect(
  path: string,
  begin: 'BEGIN IMMEDIATE' | 'BEGIN' | null,
  pragmas: readonly string[],
  afterBatch: () => void = () => {},
) {
  const handle = new Libsql(path);
  // Its defaults differ from better-sqlite3's, so every one that matters is said.
  for (const pragma of ['busy_timeout=5000', 'temp_store=MEMORY', ...pragmas]) {
    handle.exec(`PRAGMA ${pragma}`);
  }
  const statements = new Map<string, Statement>();

  function prepared(sql: string): Statement {
    const known = statements.get(sql);
    if (known) return known;
    forbidTransaction(sql);
    const native = handle.prepare(sql);
    const statement = { native, reads: native.reader };
    if (statement.reads) native.raw(true);
    if (statements.size >= STATEMENTS) {
      const oldest = statements.keys().next().value;
      if (oldest !== undefined) statements.delete(oldest);
    }
    statements.set(sql, statement);
    return statement;
  }

  function execute(sql: string, params: readonly unknown[], method: Method): { rows: unknown[] } {
    const values = params.map(toValue);
    const { native, reads } = prepared(sql);
    if (method === 'run' && !reads) {
      native.run(values);
      return { rows: [] };
    }
    if (method === 'get') return { rows: native.get(values) as unknown[] };
    return { rows: native.all(values) as unknown[] };
  }

  let voucher: Voucher | null = null;
  const vouch = (vouching: Vouching): Voucher => {
    const run = (sql: string, params: readonly unknown[]): void => void execute(sql, params, 'run');
    const rows = (sql: string, params: readonly unknown[] = []) =>
      execute(sql, params, 'values').rows as unknown[][];
    voucher = openVoucher({ exec: (sql) => handle.exec(sql), run, rows }, vouching);
    return voucher;
  };

  function inTransaction<T>(work: () => T): T {
    if (begin === null) return work();
    // A BUSY at BEGIN IMMEDIATE is harmless; one inside a statement would poison the connection.
    handle.exec(begin);
    let result: T;
    try {
      result = work();
      voucher?.seal();
      handle.exec('COMMIT');
      voucher?.settled(true);
    } catch (error) {
      voucher?.settled(false);
      try {
        handle.exec('ROLLBACK');
      } catch {
        // The first error says what went wrong; a failed ROLLBACK only says that nothing was open any more.
      }
      throw error;
    }
    return result;
  }

  const writer = openWriter((work) => whenFree(() => inTransaction(work)), {
    concernsAll: (error) => databaseFault(error) !== null,
    now: inTransaction,
  });
  const db = drizzle(
    async (sql, params, method) => {
      const work = () => execute(sql, params, method);
      if (ANSWERING.test(sql)) return whenFree(() => inTransaction(work));
      return method === 'run' && WRITING.test(sql) ? writer.write(work) : whenFree(work);
    },
    async (batch) => {
      const results = await writer.write(() =>
        batch.map((query) => execute(query.sql, query.params, query.method)),
      );
      afterBatch();
      return results;
    },
  );

  const close = (): void => {
    writer.hurry();
    statements.clear();
    handle.close();
  };
  return { handle, db, inTransaction, close, vouch };
}

/**
 * Does `work` at once or, as long as another process holds the database, again and again. Nothing of it is left where
 * it fails so, and nothing of others' comes between its parts.
 */
async function whenFree<T>(work: () => T): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (databaseFault(error) !== 'locked' || performance.now() > until) throw error;
    }
    await pause(ASK_AGAIN_MS);
  }
}
