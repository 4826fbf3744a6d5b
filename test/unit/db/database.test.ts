/** The adapter over libsql: each trap of the driver, shown to be fenced. Several of them abort the process. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Database,
  type Db,
  databaseFault,
  isUniqueViolation,
} from '../../../service/platform/db/database.ts';
import { openDatabase } from '../../../service/platform/db/embedded.ts';
import { holdDatabase } from '../../hold-database.ts';

const note = sqliteTable('note', { id: integer('id').primaryKey(), body: text('body').unique() });

let folder: string;
let database: Database;
let db: Db;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tuntas-db-'));
  database = openDatabase(join(folder, 'deep', 'er', 'test.db'));
  db = database.db;
  await db.run(sql`create table note (id integer primary key, body text unique)`);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const bodies = async () => (await db.select().from(note).orderBy(note.id)).map(({ body }) => body);
const echo = async (value: unknown) => (await db.values<[unknown]>(sql`select ${value}`))[0]?.[0];
/** The driver's own words: Drizzle wraps them as the cause. */
const reason = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) return 'nothing was refused';
  return error.cause instanceof Error ? error.cause.message : error.message;
};

describe('parameters', () => {
  it.each([
    [true, 1],
    [false, 0],
    [null, null],
    ['', ''],
    ["'; drop table note; --", "'; drop table note; --"],
    ['🌳 Jl. Café', '🌳 Jl. Café'],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    [-0.5, -0.5],
    [12n, 12],
  ])('%s is stored as %s', async (value, stored) => {
    expect(await echo(value)).toEqual(stored);
  });

  it('bytes stay bytes, also alone', async () => {
    expect(new Uint8Array((await echo(Buffer.from([0, 255, 1]))) as Uint8Array)).toEqual(
      new Uint8Array([0, 255, 1]),
    );
  });

  it.each([
    ['text with NUL', 'a\u0000b'],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['an object', { a: 1 }],
    ['a date', new Date(0)],
    ['a function', () => 1],
  ])('%s is refused before it reaches the driver', async (_, value) => {
    expect(await reason(echo(value))).toMatch(/cannot be stored/);
  });

  it('a refused one leaves nothing of its batch', async () => {
    const bad = db.insert(note).values({ body: 'a\u0000b' });
    expect(await reason(db.batch([db.insert(note).values({ body: 'a' }), bad]))).toMatch(/cannot be stored/);
    expect(await bodies()).toEqual([]);
  });
});

describe('a batch', () => {
  it('is all or nothing, and tells the first error', async () => {
    await db.insert(note).values({ body: 'taken' });
    const work = db.batch([
      db.insert(note).values({ body: 'new' }),
      db.insert(note).values({ body: 'taken' }),
      db.insert(note).values({ body: 'never' }),
    ]);
    expect(await reason(work)).toContain('UNIQUE constraint failed: note.body');
    expect(await bodies()).toEqual(['taken']);
    await db.insert(note).values({ body: 'afterwards' });
    expect(await bodies()).toEqual(['taken', 'afterwards']);
  });

  it('answers each statement in order, RETURNING too', async () => {
    const [inserted, all] = await db.batch([
      db.insert(note).values({ body: 'a' }).returning({ id: note.id }),
      db.select().from(note),
    ]);
    expect(inserted).toEqual([{ id: 1 }]);
    expect(all).toEqual([{ id: 1, body: 'a' }]);
    await db.run(sql`insert into note (body) values ('b') returning id`);
    expect(await bodies()).toEqual(['a', 'b']);
  });

  it('keeps out of the batches of others', async () => {
    const one = (i: number) =>
      db.batch([
        db.insert(note).values({ body: `a${i}` }),
        db.insert(note).values({ body: i % 2 ? 'same' : `b${i}` }),
      ]);
    const results = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => one(i)));
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(9);
    expect(await bodies()).toHaveLength(22);
  });
});

it.each([
  'begin',
  'BEGIN IMMEDIATE',
  ' commit',
  'rollback',
  'savepoint x',
  'release x',
  'end',
  '/* x */ begin',
  '-- x\nbegin',
])('a transaction from outside is refused: %j', async (statement) => {
  expect(await reason(db.run(sql.raw(statement)))).toMatch(/use db\.batch/);
  await db.insert(note).values({ body: 'still alone' });
  expect(await bodies()).toEqual(['still alone']);
});

it('Drizzle’s own transaction is refused as well', async () => {
  expect(await reason(db.transaction(async (tx) => tx.insert(note).values({ body: 'x' })))).toMatch(
    /use db\.batch/,
  );
  expect(await bodies()).toEqual([]);
});

it('tells a unique violation from other faults', async () => {
  const thrown = async (work: Promise<unknown>) => work.catch((error: unknown) => error);
  await db.insert(note).values({ id: 1, body: 'a' });
  expect(isUniqueViolation(await thrown(db.insert(note).values({ id: 2, body: 'a' })))).toBe(true);
  expect(isUniqueViolation(await thrown(db.insert(note).values({ id: 1, body: 'b' })))).toBe(true);
  expect(
    isUniqueViolation(await thrown(db.run(sql`insert into nowhere values ('UNIQUE constraint failed')`))),
  ).toBe(false);
  expect(
    isUniqueViolation(await thrown(db.run(sql`insert into note (nope) values (${'PRIMARY KEY'})`))),
  ).toBe(false);
});

it('no acknowledged write can be lost, and references hold', async () => {
  const pragma = async (name: string) => (await db.values<[unknown]>(sql.raw(`pragma ${name}`)))[0]?.[0];
  expect(await pragma('journal_mode')).toBe('wal');
  expect(await pragma('synchronous')).toBe(2);
  expect(await pragma('foreign_keys')).toBe(1);
});

it('trades durability for speed only while told to, also when loading fails', async () => {
  const synchronous = async () => (await db.values<[unknown]>(sql`pragma synchronous`))[0]?.[0];
  let meanwhile: unknown;
  const load = async (): Promise<void> => {
    meanwhile = await synchronous();
    throw new Error('half way');
  };
  expect(await reason(database.relaxed(load))).toBe('half way');
  expect([meanwhile, await synchronous()]).toEqual([0, 2]);
});

it('serves more statement texts than it keeps prepared', async () => {
  for (let i = 0; i < 1_100; i++) expect(await echo(sql.raw(`${i}`))).toBe(i);
  expect(await echo(sql.raw('0'))).toBe(0);
});

describe('a migration', () => {
  const migrations = (...steps: string[]): string => {
    const path = join(folder, `migrations-${steps.length}`);
    mkdirSync(join(path, 'meta'), { recursive: true });
    const entries = steps.map((step, idx) => {
      writeFileSync(join(path, `${idx}.sql`), step);
      return { idx, version: '6', when: idx + 1, tag: String(idx), breakpoints: true };
    });
    writeFileSync(
      join(path, 'meta', '_journal.json'),
      JSON.stringify({ version: '7', dialect: 'sqlite', entries }),
    );
    return path;
  };
  const first = `create table unit (code text primary key);
--> statement-breakpoint
create table report (id integer primary key, unit text references unit(code) on delete cascade);
--> statement-breakpoint
insert into unit values ('a');
--> statement-breakpoint
insert into report values (1, 'a');`;
  const reports = async () => db.values(sql`select * from report`);

  it('that rebuilds a table keeps the rows that point at it', async () => {
    await database.migrate(migrations(first));
    const rebuild = `create table unit_new (code text primary key, name text);
--> statement-breakpoint
insert into unit_new (code) select code from unit;
--> statement-breakpoint
drop table unit;
--> statement-breakpoint
alter table unit_new rename to unit;`;
    await database.migrate(migrations(first, rebuild));
    expect(await reports()).toEqual([[1, 'a']]);
    expect(await reason(Promise.resolve(db.run(sql`insert into report values (2, 'gone')`)))).toContain(
      'FOREIGN KEY',
    );
  });

  it('that would break references leaves nothing of itself', async () => {
    await database.migrate(migrations(first));
    const breaking = `alter table report add column extra text;
--> statement-breakpoint
delete from unit;`;
    expect(await reason(database.migrate(migrations(first, breaking)))).toMatch(/would break references/);
    expect(await reports()).toEqual([[1, 'a']]);
    expect(await db.values(sql`select * from unit`)).toEqual([['a']]);
  });

  it('that fails half way leaves nothing, and can be mended and run again', async () => {
    await database.migrate(migrations(first));
    const failing = `alter table report add column extra text;
--> statement-breakpoint
insert into nowhere values (1);`;
    expect(await reason(database.migrate(migrations(first, failing)))).toContain('nowhere');
    expect(await reports()).toEqual([[1, 'a']]);
    await database.migrate(migrations(first, 'alter table report add column extra text;'));
    expect(await reports()).toEqual([[1, 'a', null]]);
  });

  it('runs once', async () => {
    const path = migrations(first);
    await database.migrate(path);
    await database.migrate(path);
    expect(await reports()).toEqual([[1, 'a']]);
  });
});

describe('what is wrong with the disk or the database', () => {
  const faultOf = (work: Promise<unknown>) => work.then(() => 'nothing', databaseFault);

  it('is told: a full disk, and it goes on once there is room', async () => {
    const [[pages] = []] = await db.values<[number]>(sql`pragma page_count`);
    await db.run(sql.raw(`pragma max_page_count=${Number(pages) + 1}`));
    const large = () => db.insert(note).values({ body: `${Math.random()}`.repeat(4_000) });
    expect(await faultOf(large())).toBe('full');
    await db.run(sql`pragma max_page_count=1000000`);
    expect(await faultOf(large())).toBe('nothing');
  });

  it('is told: nothing may be written', async () => {
    await db.run(sql`pragma query_only=on`);
    expect(await faultOf(database.probe())).toBe('read_only');
    await db.run(sql`pragma query_only=off`);
    expect(await faultOf(database.probe())).toBe('nothing');
  });

  it('is no fault of a statement', async () => {
    await db.insert(note).values({ body: 'a' });
    expect(await faultOf(db.insert(note).values({ body: 'a' }))).toBeNull();
    expect(databaseFault('SQLITE_FULL')).toBeNull();
  });
});

describe('while another program holds the database', () => {
  const held = () => holdDatabase(join(folder, 'deep', 'er', 'test.db'));

  it('writes wait for it, one by one as well as in batches, and reads do not', async () => {
    const letGo = await held();
    const writes = [
      db.insert(note).values({ body: 'a' }),
      db.insert(note).values({ body: 'b' }).returning({ body: note.body }),
      db.batch([db.insert(note).values({ body: 'c' }), db.insert(note).values({ body: 'd' })]),
    ].map((write) => write.then((answer) => answer));
    expect(await bodies()).toEqual([]);
    await letGo();
    await Promise.all(writes);
    expect((await bodies()).sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('a write is refused in the end, and spoils none that comes later', async () => {
    const letGo = await held();
    const refused = [
      db.insert(note).values({ body: 'a' }).returning({ body: note.body }),
      db.insert(note).values({ body: 'b' }),
      database.probe(),
    ].map((write) => write.then(() => 'nothing', databaseFault));
    expect(await Promise.all(refused)).toEqual(['locked', 'locked', 'locked']);
    await letGo();
    await db.batch([db.insert(note).values({ body: 'c' })]);
    expect(await bodies()).toEqual(['c']);
  });
});
