/** What is signed on a server: what the service's own batches changed, in one chain, however many processes write. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { vouchedChange } from '../../service/platform/db/change-table.ts';
import { openServer, type ServerDatabase } from '../../service/platform/db/remote.ts';
import { changeHash } from '../../service/platform/db/vouched.ts';
import { type Sqld, startSqld } from './server.ts';

const TABLES = [{ name: 'pass', key: ['id'], forms: [['id', 'door']], told: 'door' }];

let sqld: Sqld;
let here: ServerDatabase;
let there: ServerDatabase;

async function open(): Promise<ServerDatabase> {
  const database = openServer({ url: sqld.url, token: sqld.token });
  await database.begin();
  return database;
}

async function vouchOn(database: ServerDatabase): Promise<void> {
  const vouched = database.vouch({ tables: TABLES, sign: (hash) => `by ${hash}`, now: () => 5 });
  await vouched.install();
  for (let isDone = false; !isDone; ) isDone = await vouched.begin();
}

beforeAll(async () => {
  sqld = await startSqld();
  here = await open();
  for (const create of [
    sql`create table pass (id integer primary key, door text not null) strict`,
    sql`create table vouched_change (n integer primary key, at integer not null, name text not null, key text not null,
      was text, now text, signs integer not null, hash text not null, signature text) strict`,
  ])
    await here.db.run(create);
  await here.db.run(sql`insert into pass values (1, 'depan')`);
  there = await open();
  await vouchOn(here);
  await vouchOn(there);
});
afterAll(async () => {
  here.close();
  there.close();
  await sqld.close();
});

const changes = () => here.db.select().from(vouchedChange).orderBy(vouchedChange.n);

async function expectOneChain(): Promise<void> {
  let last = '';
  for (const { hash, signature, signs, ...of } of await changes()) {
    expect(hash).toBe(changeHash(last, { ...of, signs }));
    expect(signature).toBe(signs > 0 ? `by ${hash}` : null);
    last = hash;
  }
}

it('takes over what was there, and notes what is changed with the batch that changes it', async () => {
  const before = (await changes()).length;
  await here.db.run(sql`insert into pass values (2, 'belakang')`);
  await here.db.run(sql`update pass set door = 'samping' where id = 2`);
  await here.db.run(sql`delete from pass where id = 2`);
  const added = (await changes()).slice(before);
  expect(added.map(({ key, was, now }) => [key, was !== null, now !== null])).toEqual([
    ['[2]', false, true],
    ['[2]', true, true],
    ['[2]', true, false],
  ]);
  expect(added[1]?.was).toBe(added[0]?.now);
  await expectOneChain();
});

it('is one chain though two processes write at once', async () => {
  const before = (await changes()).length;
  const ids = Array.from({ length: 12 }, (_, i) => 100 + i);
  await Promise.all(
    ids.map((id) => (id % 2 ? here : there).db.run(sql`insert into pass values (${id}, 'a')`)),
  );
  expect((await changes()).length - before).toBe(ids.length);
  await expectOneChain();
});

it('notes nothing where nothing was changed, or where it failed', async () => {
  const before = await changes();
  await here.db.run(sql`update pass set door = door`);
  await expect(here.db.run(sql`insert into pass values (1, 'lagi')`)).rejects.toThrow();
  expect(await changes()).toEqual(before);
});

it('signs nothing that somebody else wrote', async () => {
  const stranger = await open();
  await stranger.db.run(sql`insert into pass values (66, 'curian')`);
  stranger.close();
  await here.db.run(sql`insert into pass values (67, 'sah')`);
  const keys = (await changes()).map(({ key }) => key);
  expect(keys).toContain('[67]');
  expect(keys).not.toContain('[66]');
  await expectOneChain();
});
