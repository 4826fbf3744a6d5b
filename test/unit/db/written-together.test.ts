/** Writes that are ready at the same moment share a transaction, and nothing else: neither faults nor results. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Database, databaseFault, isUniqueViolation } from '../../../service/platform/db/database.ts';
import { openDatabase } from '../../../service/platform/db/embedded.ts';

const note = sqliteTable('note', { id: integer('id').primaryKey(), body: text('body').unique() });

let folder: string;
let file: string;
let database: Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tuntas-db-'));
  file = join(folder, 'test.db');
  database = openDatabase(file);
  await database.db.run(sql`create table note (id integer primary key, body text unique)`);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

/** Both as a batch and as a statement of its own. */
const write = (body: string): Promise<unknown> =>
  Promise.all([
    database.db.batch([database.db.insert(note).values({ body })]),
    database.db.insert(note).values({ body: `${body}, alone` }),
  ]);
const bodies = async () =>
  (await database.db.select().from(note).orderBy(note.id)).map(({ body }) => body ?? '');
const log = () => statSync(`${file}-wal`).size;

it('costs the disk little more than one write does', async () => {
  let before = log();
  for (let i = 0; i < 20; i++) await write(`one after another ${i}`);
  const [apart, since] = [log() - before, log()];
  before = since;
  await Promise.all(Array.from({ length: 20 }, (_, i) => write(`at once ${i}`)));
  expect(log() - before).toBeLessThan(apart / 4);
  expect(await bodies()).toHaveLength(80);
});

it('keeps the order in which it was asked for', async () => {
  const asked = Array.from({ length: 10 }, (_, i) => `${i}`);
  await Promise.all(asked.map((body) => database.db.batch([database.db.insert(note).values({ body })])));
  expect(await bodies()).toEqual(asked);
});

it('tells each its own answer', async () => {
  const answers = await Promise.all(
    ['a', 'b', 'c'].map((body) =>
      database.db.batch([
        database.db.insert(note).values({ body }).returning({ body: note.body }),
        database.db.select({ body: note.body }).from(note),
      ]),
    ),
  );
  expect(answers.map(([written, all]) => [written[0]?.body, all.length])).toEqual([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ]);
});

it('fails for whose fault it is, and is kept for the others', async () => {
  const results = await Promise.allSettled(['a', 'b', 'a', 'c'].map(write));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(results.every((one) => one.status === 'fulfilled' || isUniqueViolation(one.reason))).toBe(true);
  expect((await bodies()).sort()).toEqual(['a', 'a, alone', 'b', 'b, alone', 'c', 'c, alone']);
});

it('fails for all where the disk is full, leaves nothing, and goes on once there is room', async () => {
  const large = () =>
    Array.from({ length: 4 }, () =>
      database.db.insert(note).values({ body: `${Math.random()}`.repeat(4_000) }),
    );
  const [[pages] = []] = await database.db.values<[number]>(sql`pragma page_count`);
  await database.db.run(sql.raw(`pragma max_page_count=${Number(pages) + 1}`));
  const faults = await Promise.all(large().map((one) => one.then(() => 'nothing', databaseFault)));
  expect(faults).toEqual(['full', 'full', 'full', 'full']);
  expect(await bodies()).toEqual([]);
  await database.db.run(sql`pragma max_page_count=1000000`);
  await Promise.all(large());
  expect(await bodies()).toHaveLength(4);
});

it('is written before the database is closed', async () => {
  const writing = ['a', 'b'].map((body) => database.db.batch([database.db.insert(note).values({ body })]));
  database.close();
  await Promise.all(writing);
  database = openDatabase(file);
  expect(await bodies()).toEqual(['a', 'b']);
});

it('vacuums, which takes no company, all the same', async () => {
  const copy = join(folder, 'copy.db');
  await Promise.all([write('a'), database.db.run(sql`vacuum into ${copy}`), write('b')]);
  expect(statSync(copy).size).toBeGreaterThan(0);
  expect(await bodies()).toHaveLength(4);
});
