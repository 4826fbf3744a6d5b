/**
 * What the house knows of its database, wherever it lies: in a file of the data folder (`embedded.ts`) or on a libSQL
 * server (`remote.ts`). A batch is the only unit of writing, and one moment of what it reads.
 */
import type { BatchItem } from 'drizzle-orm/batch';
import type { SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy';
import type { Head, Vouching } from './vouched.ts';

export type Db = SqliteRemoteDatabase<Record<string, never>>;

export interface Reader {
  db: Db;
  close(): void;
}

export interface Database extends Reader {
  /** Drizzle's handle. Write only by `db.batch([...])` or by single statements; `db.transaction` is refused. */
  db: Db;
  /** Writes down what kind of database this is; see `MARKS`. */
  mark(id: number): Promise<void>;
  /** 0 where nothing was written down. */
  marked(): Promise<number>;
  /** Writes a number and reads it again; throws what keeps it from that. */
  probe(): Promise<void>;
  /** See {@link openVoucher}; from `install` on every write is noted. */
  vouch(vouching: Vouching): Vouched;
  /** Calls `heard` after each batch that was committed; answers how to end that. */
  onCommit(heard: () => void): () => void;
  /**
   * Trades durability for speed while `load` runs, where that can be: only for data that can be made again, such as the
   * demo. Nothing may be acknowledged to anyone meanwhile.
   */
  relaxed<T>(load: () => Promise<T>): Promise<T>;
  /** Brings the schema up to date; one process migrates. */
  migrate(folder: string): Promise<void>;
  /** Calls of a server so far, each a round trip; 0 of a file. */
  trips(): number;
  /** How far the log had come with what this process wrote or knows of; null where all read what is written. */
  position(): string | null;
  /** What is read from now on is not older than that, whichever process wrote it. Waits a second at most. */
  catchUp(position: string): Promise<void>;
  /** Overwrites what was erased in the log of changes as well; false where somebody still reads that. */
  forgetPages(): Promise<boolean>;
}

export interface Vouched {
  install(): Promise<void>;
  /** Where the chain stands. */
  head(): Promise<Head>;
  /** Takes over a page of what is there; true once nothing is left. */
  begin(): Promise<boolean>;
}

const UNIQUE_CODES = ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'];

/** True for the error of a UNIQUE or PRIMARY KEY constraint: somebody else was first. */
export function isUniqueViolation(error: unknown): boolean {
  return UNIQUE_CODES.includes(codeOf(error) ?? '');
}

/** True for the error of a NOT NULL constraint: by it a batch fails that is no longer to be written. */
export const isNotNullViolation = (error: unknown): boolean => codeOf(error) === 'SQLITE_CONSTRAINT_NOTNULL';

/** By the code's first two words; those behind them tell more than anybody can act on. */
const FAULTS = {
  SQLITE_BUSY: 'locked',
  SQLITE_FULL: 'full',
  SQLITE_READONLY: 'read_only',
  SQLITE_CANTOPEN: 'unreachable',
  SQLITE_IOERR: 'unreachable',
  SQLITE_CORRUPT: 'damaged',
  SQLITE_NOTADB: 'damaged',
} as const;

export type DatabaseFault = (typeof FAULTS)[keyof typeof FAULTS];

/** What is the matter with the database or its disk; null where an error says nothing of them. */
export function databaseFault(error: unknown): DatabaseFault | null {
  const begin = codeOf(error)?.split('_', 2).join('_');
  return Object.entries(FAULTS).find(([code]) => code === begin)?.[1] ?? null;
}

/** SQLite's, of an error or its cause. Never by the message: an outer one repeats what an officer wrote. */
function codeOf(error: unknown): string | null {
  for (let e: unknown = error; e instanceof Error; e = e.cause) {
    if ('code' in e && typeof e.code === 'string' && e.code.startsWith('SQLITE_')) return e.code;
  }
  return null;
}

/** One batch of as many statements as there are: Drizzle's own takes no empty one. */
export async function runBatch(
  { db }: { db: Db },
  statements: readonly BatchItem<'sqlite'>[],
): Promise<void> {
  const [first, ...more] = statements;
  if (!first) return;
  await db.batch([first, ...more]);
}
