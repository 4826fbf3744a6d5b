/** Behind the queue that we ship: writers by the dozen, and servers that die, hang and come back. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openQueue, type Queue, readNumber, writeBatch } from './queue.ts';
import { type Sqld, startSqld } from './server.ts';

const WATCHDOG = fileURLToPath(new URL('../../docs/deployment/scale/watchdog.mjs', import.meta.url));
const COUNT = 'select count(*) from note';

let primary: Sqld;
let replica: Sqld;
let queue: Queue;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tuntas-queue-'));
  primary = await startSqld();
  await writeBatch(primary.url, primary, ['create table note (id text primary key, body text not null)']);
  replica = await startSqld({ primary: primary.grpcUrl, keys: primary.keys });
  queue = await openQueue(primary, replica);
});
afterAll(async () => {
  await queue.close();
  await replica.close();
  await primary.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => writeBatch(queue.writeUrl, primary, ['delete from note']));

const inTwo = (id: string) => [
  `insert into note values ('${id}', 'a')`,
  `update note set body = 'b' where id = '${id}'`,
];
const read = (sql: string) => readNumber(queue.readUrl, replica, sql);

/** Each id until it is acknowledged; an id that is there already was. */
async function persistently(id: string): Promise<void> {
  for (;;) {
    try {
      await writeBatch(queue.writeUrl, primary, inTwo(id));
      return;
    } catch (error) {
      if (String(error).includes('UNIQUE')) return;
    }
  }
}

it('lets sixteen writers through one by one, each batch once, and the replica has them all', async () => {
  const writers = Array.from({ length: 16 }, async (_, w) => {
    for (let i = 0; i < 15; i++) await writeBatch(queue.writeUrl, primary, inTwo(`${w}-${i}`));
  });
  await Promise.all(writers);
  expect(await readNumber(primary.url, primary, COUNT)).toBe(240);
  await expect.poll(() => read(COUNT)).toBe(240);
});

it('loses nothing that was acknowledged when the primary is killed under load, and goes on when it is back', async () => {
  const acknowledged: string[] = [];
  const writers = Array.from({ length: 8 }, async (_, w) => {
    for (let i = 0; i < 20; i++) {
      await persistently(`${w}-${i}`);
      acknowledged.push(`${w}-${i}`);
    }
  });
  await expect.poll(() => acknowledged.length).toBeGreaterThan(20);
  await primary.signal('SIGKILL');
  await primary.start();
  await Promise.all(writers);
  expect(acknowledged).toHaveLength(160);
  expect(await readNumber(primary.url, primary, COUNT)).toBe(160);
});

it('reads from the primary while the replica is gone', async () => {
  await writeBatch(queue.writeUrl, primary, inTwo('one'));
  await replica.signal('SIGKILL');
  await expect.poll(() => read(COUNT).catch(() => -1)).toBe(1);
  await replica.start();
  await writeBatch(queue.writeUrl, primary, inTwo('two'));
  await expect.poll(() => read(COUNT).catch(() => -1)).toBe(2);
});

it('answers within its limit while the primary says nothing, and writes when it speaks again', async () => {
  await primary.signal('SIGSTOP');
  const began = performance.now();
  await expect(writeBatch(queue.writeUrl, primary, inTwo('silent'), 30_000)).rejects.toThrow(/50[34]/);
  expect(performance.now() - began).toBeLessThan(12_000);
  await primary.signal('SIGCONT');
  await persistently('spoken');
  expect(await readNumber(primary.url, primary, `${COUNT} where id = 'spoken'`)).toBe(1);
});

it('has a watchdog that writes, and restarts a server whose writes hang', async () => {
  const told = join(folder, 'restarted');
  const watchdog: ChildProcess = spawn(process.execPath, [WATCHDOG], {
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: queue.writeUrl,
      DATABASE_TOKEN: primary.token,
      SQLD_ADMIN_URL: primary.adminUrl,
      SQLD_ADMIN_KEY: primary.adminKey,
      WATCHDOG_EVERY: '0.1',
      WATCHDOG_STUCK: '1',
      WATCHDOG_RESTART: `kill -CONT ${primary.pid()} && echo yes >> ${told}`,
    },
  });
  const written = () =>
    readNumber(primary.url, primary, 'select count(*) from tuntas_watchdog').catch(() => 0);
  await expect.poll(written).toBe(1);
  expect(existsSync(told)).toBe(false);
  await primary.signal('SIGSTOP');
  await expect.poll(() => existsSync(told)).toBe(true);
  expect(readFileSync(told, 'utf8')).toBe('yes\n');
  await persistently('again');
  watchdog.kill('SIGKILL');
});

it('has a new primary made of the files of one that was killed, with all that was acknowledged', async () => {
  const writers = Array.from({ length: 4 }, async (_, w) => {
    for (let i = 0; i < 10; i++) await writeBatch(queue.writeUrl, primary, inTwo(`${w}-${i}`));
  });
  await Promise.all(writers);
  await primary.signal('SIGKILL');
  const home = join(folder, 'next', 'dbs', 'default');
  mkdirSync(home, { recursive: true });
  for (const name of ['data', 'data-wal'])
    cpSync(join(primary.folder, 'dbs', 'default', name), join(home, name));
  const next = await startSqld({ folder: join(folder, 'next'), keys: primary.keys });
  await writeBatch(next.url, next, inTwo('after'));
  expect(await readNumber(next.url, next, COUNT)).toBe(41);
  await next.close();
});
