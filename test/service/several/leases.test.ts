/** Who does what among processes on one database: one at a time, another once that one is dead, nothing settled twice. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../../service/platform/db/database.ts';
import { openDatabase } from '../../../service/platform/db/embedded.ts';
import type { Lease } from '../../../service/platform/peers/leases.ts';
import { BEAT_MS, LIVES_MS } from '../../../service/platform/peers/life.ts';
import { openPeers, type Peers } from '../../../service/platform/peers/peers.ts';
import { revision } from '../../../service/platform/peers/tables.ts';
import { MIGRATIONS } from '../../../service/tables/migrations.ts';
import { unit } from '../../../service/tables/unit.ts';

const SILENT = { info: () => {}, warn: () => {}, error: () => {}, security: () => {} };

let folder: string;
let databases: Database[];
/** ms: the database's clock, which all share, and each process's own. */
let now: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tuntas-leases-'));
  databases = [];
  now = 1_000_000;
  await connect().migrate(MIGRATIONS);
});
afterEach(() => {
  for (const database of databases) database.close();
  rmSync(folder, { recursive: true });
});

function connect(): Database {
  const database = openDatabase(join(folder, 'tuntas.db'));
  databases.push(database);
  return database;
}

interface Process {
  peers: Peers;
  db: Database['db'];
  /** Its own clock stands: it is stopped, or its machine sleeps. */
  sleep(): void;
}

async function start(isAlone = false): Promise<Process> {
  const { db } = connect();
  let asleepAt: number | null = null;
  const time = { now: () => sql<number>`${now}`, steady: () => asleepAt ?? now };
  const peers = await openPeers({ db, log: SILENT, isAlone, time });
  return {
    peers,
    db,
    sleep() {
      asleepAt = now;
    },
  };
}

it('one process has a lease for as long as it lives, and the other gets it once it is given back', async () => {
  const [first, second] = [await start(), await start()];
  expect((await first.peers.take('surat'))?.isHeld()).toBe(true);
  expect(await second.peers.take('surat')).toBeNull();
  now += BEAT_MS;
  await first.peers.beat();
  await second.peers.beat();
  expect(await second.peers.take('surat')).toBeNull();
  await first.peers.close();
  await second.peers.beat();
  expect((await second.peers.take('surat'))?.isHeld()).toBe(true);
});

it('what a dead process did is another’s in less than fifteen seconds, and is told of at once', async () => {
  const [first, second] = [await start(), await start()];
  await first.peers.take('surat');
  let left = 0;
  second.peers.onLeft(() => left++);
  const diedAt = now;
  while (left === 0) {
    now += BEAT_MS;
    await second.peers.beat();
  }
  expect(now - diedAt).toBeLessThan(15_000);
  expect(await second.peers.take('surat')).not.toBeNull();
});

it('who slept and was overtaken settles nothing, learns of it, and begins anew as another', async () => {
  const [first, second] = [await start(), await start()];
  const stale = await first.peers.take('surat');
  const before = first.peers.id();
  first.sleep();
  now += LIVES_MS + BEAT_MS;
  await second.peers.beat();
  const taken = await second.peers.take('surat');
  // By its own clock no time has passed.
  expect(stale?.isHeld()).toBe(true);
  const settle = (lease: Lease | null, { db }: Process) => {
    if (lease === null) throw new Error('Not taken');
    return db.batch([lease.guard(), db.insert(revision).values({ subject: 'x', n: 1 })]);
  };
  const error = await settle(stale, first).then(
    () => null,
    (failed: unknown) => failed,
  );
  expect(stale?.isLost(error)).toBe(true);
  expect(await first.db.select().from(revision).where(eq(revision.subject, 'x'))).toEqual([]);
  await settle(taken, second);
  await first.peers.beat();
  expect(first.peers.id()).not.toBe(before);
  expect(stale?.isHeld()).toBe(false);
  expect(await first.peers.take('surat')).toBeNull();
});

it('a process that was cut off from the database stops by its own clock, before anybody takes over', async () => {
  const first = await start();
  const lease = await first.peers.take('surat');
  now += LIVES_MS - 1;
  expect(lease?.isHeld()).toBe(true);
  now += 1;
  expect(lease?.isHeld()).toBe(false);
  expect(await first.peers.take('surat')).toBeNull();
});

it('takes turns where each has to', async () => {
  const processes = [await start(), await start(), await start()];
  let within = 0;
  let most = 0;
  await Promise.all(
    processes.map(({ peers }) =>
      peers.inTurn('mulai', async () => {
        most = Math.max(most, ++within);
        await new Promise(setImmediate);
        within--;
      }),
    ),
  );
  expect(most).toBe(1);
});

it('alone on its database it holds everything, also what a dead one left, without ever saying that it lives', async () => {
  const dead = await start();
  await dead.peers.take('surat');
  const alone = await start(true);
  const lease = await alone.peers.take('surat');
  now += 100 * LIVES_MS;
  expect(lease?.isHeld()).toBe(true);
  expect(await alone.peers.take('surat')).toBe(lease);
});

it('tells of a subject that was changed, whoever changed it and however, and of no other', async () => {
  const [first, second] = [await start(), await start()];
  const heard: string[] = [];
  for (const subject of ['units', 'policy', 'jobs'] as const)
    second.peers.revisions.on(subject, () => heard.push(subject));
  const look = async () => {
    const [row] = await second.db.values<[string]>(
      sql`select (select json_group_object(subject, n) from revision)`,
    );
    second.peers.revisions.found(row?.[0] ?? '');
  };
  await first.db.insert(unit).values({ code: '31', name: 'X', kind: 'province', parent: null });
  await look();
  expect(heard).toEqual(['units']);
  await first.peers.revisions.add('jobs');
  await look();
  await look();
  expect(heard).toEqual(['units', 'jobs']);
});
