/**
 * The database on a libSQL server (`sqld`), for more than one machine: the same handle as of a file. Writes go to one
 * address, one batch a call; reads to another where there is one, and what is asked for in the same turn of the event
 * loop goes there in one call.
 */
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/sqlite-proxy';
import { migrate } from 'drizzle-orm/sqlite-proxy/migrator';
import { z } from 'zod';
import type { Database, Db, Reader, Vouched } from './database.ts';
import {
  type Address,
  DatabaseError,
  type Hrana,
  isFurther,
  NoAnswer,
  openHrana,
  type Rows,
  type Statement,
} from './hrana.ts';
import { openReplica } from './replica.ts';
import {
  CREATE_SERVER_TABLES,
  READ_DONE,
  READ_MARK,
  SERVER_TABLES,
  SET_MARK,
  UNLESS_BROKEN,
  UNLESS_TOUCHED,
} from './server-tables.ts';
import { openServerVoucher, type ServerVoucher } from './server-voucher.ts';
import {
  type Batch,
  openServerWriter,
  persistently,
  plain,
  readTogether,
  type Told,
} from './server-writer.ts';
import { forbidTransaction, type Method, toValue } from './statement.ts';
import type { Vouching } from './vouched.ts';

export const Server = z.object({
  /** http or https, without a path: where is written. */
  url: z.string(),
  /** Where is read; default the same. */
  readUrl: z.string().exactOptional(),
  token: z.string().exactOptional(),
});
export type Server = z.infer<typeof Server>;

/** ms after which a call is given up. Reads may take longer: of reports over a year, say. */
const WRITE_LIMIT_MS = 6_000;
const READ_LIMIT_MS = 30_000;
/** Of the question how far the log has come: a read that waits for it is better late than old, and better old than never. */
const POSITION_LIMIT_MS = 1_000;
/** Statements in one call: the server answers none before the last of them is done. */
const TOGETHER = 32;
/** A connection that is left alone for 10 s is let go of by the server. */
const KEEP_ALIVE_MS = 3_000;

interface Asked {
  sql: string;
  params: unknown[];
  method: Method;
}

/** Not in a string or a name: none of the house's statements has such a word there. */
const WRITES = /\b(?:insert|update|delete|replace\s+into|create|drop|alter|reindex)\b/i;
/** One that sets something. */
const PRAGMA = /^\s*pragma\s+\w+\s*(?:=|$)/i;

const isWrite = (sql: string): boolean => WRITES.test(sql) || (PRAGMA.test(sql) && sql.includes('='));

function statementOf({ sql, params }: Pick<Asked, 'sql' | 'params'>): Statement {
  forbidTransaction(sql);
  return { sql, args: params.map(toValue) };
}

/** As Drizzle's `sqlite-proxy` takes them. */
function answerOf(rows: Rows, method: Method): { rows: unknown[] } {
  if (method === 'run') return { rows: [] };
  // Undefined where there is none, as its types do not say.
  if (method === 'get') return { rows: rows[0] as unknown[] };
  return { rows };
}

/** Reads that are asked for in one turn of the event loop, in one call. */
function openReads(at: () => Hrana) {
  interface Waiting {
    statement: Statement;
    done(rows: Rows): void;
    failed(error: unknown): void;
  }
  let waiting: Waiting[] = [];

  async function send(): Promise<void> {
    await nextTurn();
    const all = waiting;
    waiting = [];
    for (let i = 0; i < all.length; i += TOGETHER) void answer(all.slice(i, i + TOGETHER));
  }

  async function answer(some: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await persistently(() => at().each(some.map(({ statement }) => statement)));
      for (const [i, { done, failed }] of some.entries()) {
        const outcome = outcomes[i];
        if (outcome && 'rows' in outcome) done(outcome.rows);
        else failed(outcome?.error);
      }
    } catch (error) {
      for (const { failed } of some) failed(error);
    }
  }

  return (statement: Statement): Promise<Rows> =>
    new Promise((done, failed) => {
      waiting.push({ statement, done, failed });
      if (waiting.length === 1) void send();
    });
}

function refuseWrite(): never {
  throw new DatabaseError('SQLITE_READONLY', 'A reader writes nothing');
}

/** Only reads; each batch is one moment. */
export function openServerReader(server: Server): Reader {
  const hrana = openHrana(readAddress(server), READ_LIMIT_MS);
  return { db: readingOf(hrana), close: hrana.close };
}

function readingOf(hrana: Hrana): Db {
  const read = openReads(() => hrana);
  return drizzle(
    async (sql, params, method) =>
      isWrite(sql) ? refuseWrite() : answerOf(await read(statementOf({ sql, params })), method),
    async (batch) => {
      if (batch.some(({ sql }) => isWrite(sql))) refuseWrite();
      const all = await readTogether(hrana, batch.map(statementOf));
      return all.map((rows, i) => answerOf(rows, batch[i]?.method ?? 'all'));
    },
  );
}

/** The database as it is at this moment, for as long as it is read: one read transaction on a connection of its own. */
export async function openServerSnapshot(server: Server): Promise<Reader> {
  const hrana = openHrana(readAddress(server), READ_LIMIT_MS);
  const stream = hrana.stream();
  let last: Promise<unknown> = Promise.resolve();
  const execute = (statement: Statement): Promise<Rows> => {
    const rows = last.then(() => stream.execute(statement));
    last = rows.catch(() => {});
    return rows;
  };
  await execute(plain('begin'));
  // The moment is that of the first read.
  await execute(plain('select count(*) from sqlite_schema'));
  const timer = setInterval(() => void execute(plain('select 1')).catch(() => {}), KEEP_ALIVE_MS).unref();
  const db = drizzle(
    async (sql, params, method) =>
      isWrite(sql) ? refuseWrite() : answerOf(await execute(statementOf({ sql, params })), method),
    async (batch) => {
      const all = [];
      for (const asked of batch) all.push(answerOf(await execute(statementOf(asked)), asked.method));
      return all;
    },
  );
  return {
    db,
    close() {
      clearInterval(timer);
      void last.then(() => stream.close()).finally(hrana.close);
    },
  };
}

const readAddress = ({ url, readUrl, token }: Server): Address => ({ url: readUrl ?? url, token });

export type ServerDatabase = Database & {
  /** What its own tables and their beginning take; to be called before anything is written. */
  begin(): Promise<void>;
  /** What a statement that only reads answers where is written. */
  look(sql: string): Promise<Rows>;
  /** What each address says it is. */
  versions(): Promise<string[]>;
};

/** The way in for whatever is written. */
function openWrites(writing: Hrana, id: string, told: Told) {
  const writer = openServerWriter(writing, id, told);
  let voucher: ServerVoucher | null = null;
  let isVouching = false;

  return {
    writer,
    /** The rows of every statement. Throws what broke it; then nothing was written. */
    async write(batch: Batch): Promise<Rows[]> {
      const answer = await writer.inTurn(async (until) => {
        if (voucher === null || !isVouching) return writer.write(batch, until);
        const checks = [...(batch.checks ?? []), plain(UNLESS_TOUCHED)];
        const first = await writer.write({ ...batch, checks }, until);
        const isTouched = 'broken' in first && first.broken.check === checks.length - 1;
        return isTouched ? voucher.write(batch, until) : first;
      });
      if ('broken' in answer) throw answer.broken.error;
      if (answer.rows !== null) return answer.rows;
      if (batch.statements.some(({ sql }) => ANSWERS.test(sql)))
        throw new DatabaseError('SQLITE_IOERR', 'It was written, but what it answered was lost');
      return batch.statements.map(() => []);
    },
    vouch(vouching: Vouching): Vouched {
      const opened = openServerVoucher(writer, (all) => readTogether(writing, all), vouching);
      voucher = opened;
      return {
        async install() {
          await opened.install();
          isVouching = true;
        },
        head: opened.head,
        begin: opened.begin,
      };
    },
  };
}

/** A statement that writes and answers. */
const ANSWERS = /\breturning\b|^\s*select\b/i;

type Write = ReturnType<typeof openWrites>['write'];

async function migrateOn(db: Db, write: Write, folder: string): Promise<void> {
  const once = (): Promise<void> =>
    migrate(
      db,
      async (queries) => {
        if (queries.length === 0) return;
        await write({
          // Inside a transaction this pragma is a no-op, and a table rebuild then deletes cascading rows.
          before: ['pragma foreign_keys=off'],
          statements: queries.map(plain),
          checks: [plain(UNLESS_BROKEN)],
        });
      },
      { migrationsFolder: folder },
    );
  // Another process may have done it meanwhile: then there is nothing left to do.
  await once().catch(once);
}

/** Calls nothing yet. */
export function openServer(server: Server): ServerDatabase {
  const writing = openHrana({ url: server.url, token: server.token }, WRITE_LIMIT_MS);
  const reading = server.readUrl === undefined ? writing : openHrana(readAddress(server), READ_LIMIT_MS);
  const asking = openHrana({ url: server.url, token: server.token }, POSITION_LIMIT_MS);
  const id = randomUUID();
  const replica = openReplica(reading, writing, id);
  const { writer, write, vouch } = openWrites(writing, id, replica);
  const read = openReads(replica.at);
  const listeners = new Set<() => void>();

  const db = drizzle(
    async (sql, params, method) => {
      const statement = statementOf({ sql, params });
      const rows = isWrite(sql) ? (await write({ statements: [statement] }))[0] : await read(statement);
      return answerOf(rows ?? [], method);
    },
    async (batch) => {
      const statements = batch.map(statementOf);
      const isWriting = batch.some(({ sql }) => isWrite(sql));
      const all = isWriting ? await write({ statements }) : await readTogether(replica.at(), statements);
      if (isWriting) for (const heard of listeners) heard();
      return all.map((rows, i) => answerOf(rows, batch[i]?.method ?? 'all'));
    },
  );
  const look = async (sql: string): Promise<Rows> => (await readTogether(writing, [plain(sql)]))[0] ?? [];

  return {
    db,
    trips: () => writing.trips() + asking.trips() + (reading === writing ? 0 : reading.trips()),
    position: () => (reading === writing ? null : (reading.followed() ?? null)),
    async catchUp(position) {
      if (reading === writing || !isFurther(position, reading.followed())) return;
      try {
        // The caller's word is not taken for it: what the server never comes to would be waited for.
        const { index } = await asking.batch([plain('select 1')]);
        if (index !== undefined && isFurther(index, reading.followed())) reading.follow(index);
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
      }
    },
    async begin() {
      const own = await look(`select name from sqlite_schema where name like 'tuntas\\_%' escape '\\'`);
      const there = own.map(([name]) => name);
      const isWhole = SERVER_TABLES.every((name) => there.includes(name));
      await writer.prepare((isWhole ? CREATE_SERVER_TABLES.slice(-1) : CREATE_SERVER_TABLES).map(plain));
    },
    look,
    versions: () =>
      Promise.all([...new Set([writing, reading])].map((hrana) => persistently(() => hrana.version()))),
    async mark(id) {
      await write({ statements: [{ sql: SET_MARK, args: [id] }] });
    },
    marked: async () => Number((await look(READ_MARK))[0]?.[0] ?? 0),
    /** Every batch writes its number. */
    async probe() {
      const [rows] = await write({ statements: [{ sql: READ_DONE, args: [id] }] });
      if (rows?.length !== 1) throw new Error('The database does not keep what is written to it');
      await read(plain('select 1'));
    },
    vouch,
    onCommit(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    relaxed: (load) => load(),
    migrate: (folder) => migrateOn(db, write, folder),
    /** The server writes its log by itself; what it keeps of earlier pages is told in the docs. */
    forgetPages: async () => true,
    close() {
      replica.close();
      writing.close();
      reading.close();
      asking.close();
    },
  };
}
