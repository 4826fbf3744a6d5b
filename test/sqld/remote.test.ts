/** The database on a real libSQL server: what the rest of the house relies on, where a server could do otherwise. */
import { sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseFault, isUniqueViolation } from '../../service/platform/db/database.ts';
import {
  openServer,
  openServerReader,
  openServerSnapshot,
  type ServerDatabase,
} from '../../service/platform/db/remote.ts';
import { type LossyWay, openLossyWay } from './lossy-way.ts';
import { type Sqld, startSqld, tokenFor } from './server.ts';

const note = sqliteTable('note', {
  id: integer('id').primaryKey(),
  word: text('word').unique(),
  parent: integer('parent'),
});

let sqld: Sqld;
let way: LossyWay;
let database: ServerDatabase;

beforeAll(async () => {
  sqld = await startSqld();
  way = await openLossyWay(sqld.url);
  database = openServer({ url: way.url, token: sqld.token });
  await database.begin();
  await database.db.run(
    sql`create table note (id integer primary key, word text unique, parent integer references note (id)) strict`,
  );
});
afterAll(async () => {
  database.close();
  await way.close();
  await sqld.close();
});
beforeEach(async () => {
  await database.db.delete(note);
});

const words = async (): Promise<(string | null)[]> =>
  (await database.db.select().from(note).orderBy(note.id)).map(({ word }) => word);

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('It was done');
}

describe('a batch', () => {
  it('is kept whole or not at all, and says that somebody else was first', async () => {
    const { db } = database;
    await db.insert(note).values({ id: 1, word: 'satu' });
    const error = await errorOf(
      db.batch([
        db.insert(note).values({ id: 2, word: 'dua' }),
        db.insert(note).values({ id: 3, word: 'satu' }),
      ]),
    );
    expect(isUniqueViolation(error)).toBe(true);
    expect(databaseFault(error)).toBeNull();
    expect(await words()).toEqual(['satu']);
  });

  it('refuses what refers to nothing', async () => {
    const error = await errorOf(database.db.insert(note).values({ id: 1, parent: 7 }));
    expect(error).toMatchObject({ cause: { code: 'SQLITE_CONSTRAINT_FOREIGNKEY' } });
  });

  it('is one call, and so are reads that are asked for together', async () => {
    const { db } = database;
    const before = way.calls();
    await db.batch([
      db.insert(note).values({ id: 1, word: 'a' }),
      db.insert(note).values({ id: 2, word: 'b' }),
    ]);
    expect(way.calls() - before).toBe(1);
    await Promise.all([words(), words(), db.select().from(note).where(sql`id = 2`)]);
    expect(way.calls() - before).toBe(2);
    expect(database.trips()).toBeGreaterThan(1);
  });

  it('answers what it wrote and what it reads, in every form', async () => {
    const { db } = database;
    const [added, all] = await db.batch([
      db.insert(note).values({ id: 5, word: 'lima' }).returning(),
      db.select().from(note),
    ]);
    expect(added).toEqual([{ id: 5, word: 'lima', parent: null }]);
    expect(all).toEqual(added);
    expect(await db.values(sql`select 1, 1.5, null, 'é', x'00ff'`)).toEqual([
      [1, 1.5, null, 'é', Buffer.from([0, 255])],
    ]);
    expect(await db.get(sql`select id from note where id = 99`)).toBeUndefined();
  });

  it('takes no parameter that it would keep otherwise, and no transaction from outside', async () => {
    for (const word of [Number.NaN, 'a\u0000b', {}]) {
      await expect(database.db.run(sql`insert into note (word) values (${word})`)).rejects.toThrow();
    }
    await expect(database.db.run(sql`begin`)).rejects.toThrow();
    expect(await words()).toEqual([]);
  });
});

describe('an answer that is lost', () => {
  it.each([1, 3])('is asked for again, %i times, and the batch is done once', async (times) => {
    const { db } = database;
    way.lose('insert into', times);
    await db.batch([db.insert(note).values({ id: 1, word: 'sekali' })]);
    expect(await words()).toEqual(['sekali']);
    await db.run(sql`insert into note (word) values ('lagi')`);
    expect(await words()).toEqual(['sekali', 'lagi']);
  });

  it('of a batch that answers is said to be lost, with the batch done', async () => {
    way.lose('insert into');
    const error = await errorOf(database.db.insert(note).values({ id: 1, word: 'ada' }).returning());
    expect(databaseFault(error)).toBe('unreachable');
    expect(await words()).toEqual(['ada']);
  });

  it('of a read is asked for again', async () => {
    await database.db.insert(note).values({ id: 1, word: 'baca' });
    way.lose('select');
    expect(await words()).toEqual(['baca']);
  });
});

describe('a server that was killed', () => {
  it('keeps what it acknowledged, and is waited for', async () => {
    const { db } = database;
    await db.insert(note).values({ id: 1, word: 'sebelum' });
    await sqld.signal('SIGKILL');
    const waiting = db.insert(note).values({ id: 2, word: 'sesudah' });
    const [done] = await Promise.all([waiting.then(() => true), sqld.start()]);
    expect(done).toBe(true);
    expect(await words()).toEqual(['sebelum', 'sesudah']);
  });
});

describe('a reader', () => {
  it('writes nothing', async () => {
    const { db, close } = openServerReader({ url: sqld.url, token: sqld.token });
    const error = await errorOf(db.insert(note).values({ id: 1 }));
    expect(databaseFault(error)).toBe('read_only');
    close();
  });

  it('of a snapshot sees one moment, for as long as it reads', async () => {
    await database.db.insert(note).values({ id: 1, word: 'dulu' });
    const { db, close } = await openServerSnapshot({ url: sqld.url, token: sqld.token });
    await database.db.insert(note).values({ id: 2, word: 'baru' });
    expect(await db.select().from(note)).toHaveLength(1);
    expect(await words()).toEqual(['dulu', 'baru']);
    close();
  });

  it('of a copy sees at once what this process wrote', async () => {
    const copy = await startSqld({ primary: sqld.grpcUrl, keys: sqld.keys });
    const both = openServer({ url: sqld.url, readUrl: copy.url, token: sqld.token });
    try {
      for (let id = 1; id <= 20; id++) {
        await both.db.insert(note).values({ id, word: `w${id}` });
        expect(await both.db.$count(note)).toBe(id);
      }
      // Another process reads what that one wrote as soon as it is told how far the log had come.
      const other = openServer({ url: sqld.url, readUrl: copy.url, token: sqld.token });
      for (let id = 21; id <= 40; id++) {
        await both.db.insert(note).values({ id, word: `w${id}` });
        await other.catchUp(both.position() ?? '');
        expect(await other.db.$count(note)).toBe(id);
      }
      // A place that the log never had is nobody's to wait for.
      const before = other.position();
      await other.catchUp('9223372036854775807');
      expect([await other.db.$count(note), other.position()]).toEqual([40, before]);
      other.close();
    } finally {
      both.close();
      await copy.close();
    }
  });

  it('of a copy sees what this process wrote also after the server was killed, whose log counts anew then', async () => {
    const copy = await startSqld({ primary: sqld.grpcUrl, keys: sqld.keys });
    const both = openServer({ url: sqld.url, readUrl: copy.url, token: sqld.token });
    try {
      for (let id = 1; id <= 20; id++) await both.db.insert(note).values({ id, word: `w${id}` });
      const before = Number(both.position());
      await sqld.signal('SIGKILL');
      await sqld.start();
      for (let id = 21; id <= 25; id++) {
        await both.db.insert(note).values({ id, word: `w${id}` });
        expect(await both.db.$count(note)).toBe(id);
      }
      expect(Number(both.position())).toBeLessThan(before);
    } finally {
      both.close();
      await copy.close();
    }
  });
});

describe('the server', () => {
  it('keeps what is written to it, and who may only read writes nothing', async () => {
    await expect(database.probe()).resolves.toBeUndefined();
    const reading = openServer({ url: sqld.url, token: tokenFor(sqld.keys, 'ro') });
    const error = await errorOf(reading.probe());
    expect(databaseFault(error)).toBe('unreachable');
    reading.close();
  });

  it('keeps a mark', async () => {
    expect(await database.marked()).toBe(0);
    await database.mark(7);
    expect(await database.marked()).toBe(7);
  });
});
