/** Whose a data folder is: one service's at a time, and for good a demo's or real. Else a sentence, and nothing touched. */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashPassword } from 'better-auth/crypto';
import { type SQL, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { JAKARTA } from '#shared/city/packs.ts';
import { loadBoundaries } from '../../service/compose/commands/boundaries.ts';
import { OURS } from '../../service/compose/service.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { isMarked, MARKS, openDataFolder } from '../../service/platform/data-folder.ts';
import { inspect, openDatabase } from '../../service/platform/db/embedded.ts';
import { ConfigError, type DemoMode } from '../../service/platform/settings.ts';
import { account, user } from '../../service/tables/account.ts';
import { MIGRATIONS } from '../../service/tables/migrations.ts';
import { startProcess } from './process.ts';

let base: string;
let folder: string;
/** A database of ours as older versions left it: without a mark, with one account. */
let filled: string;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'tuntas-folder-'));
  filled = join(base, 'filled.db');
  const database = openDatabase(join(base, 'making.db'));
  await database.migrate(MIGRATIONS);
  const at = { createdAt: new Date(0), updatedAt: new Date(0) };
  await database.db
    .insert(user)
    .values({ id: '1', name: 'Budi', email: 'b@x', username: 'validator2', ...at });
  const password = await hashPassword(DEMO_PASSWORD);
  await database.db
    .insert(account)
    .values({ id: '1', accountId: '1', providerId: 'credential', userId: '1', password, ...at });
  await database.db.run(sql`vacuum into ${filled}`);
  database.close();
});
afterAll(() => rmSync(base, { recursive: true }));
beforeEach(() => {
  folder = mkdtempSync(join(base, 'data-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Opens the folder and lets go of it; answers the sentence where it was refused. */
async function refused(demo: DemoMode, dataDir = folder): Promise<string | null> {
  try {
    (await openDataFolder({ dataDir, demo }, OURS)).release();
    return null;
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

const file = () => join(folder, 'tuntas.db');

/** Names and bytes of all that lies there. */
function everything(): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [path, readFileSync(path, 'latin1')]);
}

/** Refused with this sentence, and left as it was to the last byte. */
async function expectUntouched(demo: DemoMode, sentence: RegExp): Promise<void> {
  const before = everything();
  expect(await refused(demo)).toMatch(sentence);
  expect(everything()).toEqual(before);
}

/** Puts the filled database there, changed as `change` says, in one clean file. */
async function put(change?: SQL, mark = 0): Promise<void> {
  const work = join(base, 'work.db');
  copyFileSync(filled, work);
  const { db, mark: write, close } = openDatabase(work);
  await write(mark);
  if (change) await db.run(change);
  await db.run(sql`vacuum into ${file()}`);
  close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(work + suffix, { force: true });
}

const tables = () => inspect(file(), (rows) => rows('select name from file.sqlite_schema').length);

describe('a service', () => {
  it('holds its folder alone, by whatever path; a killed one holds it no longer', async () => {
    const service = await startProcess(folder);
    const otherName = `${folder}-too`;
    symlinkSync(folder, otherName);
    for (const path of [folder, otherName]) {
      expect(await refused('accounts', path)).toMatch(/^Another service runs on .*: stop that one first, or/);
    }
    await service.kill();
    rmSync(otherName);
    expect(await refused('accounts')).toBeNull();
    expect(await refused('accounts')).toBeNull();
  });

  it.each(['data', 'data/below'])('takes no file for a folder: %s', async (path) => {
    writeFileSync(join(folder, 'data'), 'a file');
    const sentence = await refused('off', join(folder, path));
    expect(sentence).toMatch(/^DATA_DIR: .* is no folder that can be written in/);
  });

  it('says so at once where the system makes no folders', async () => {
    for (const path of ['/proc/tuntas', '/proc/tuntas/below']) {
      expect(await refused('off', path)).toMatch(/^DATA_DIR: .* is no folder that can be written in/);
    }
  });
});

describe('a demo', () => {
  it('is never begun on a real database, not even on an empty one with a marker of earlier versions', async () => {
    expect(await refused('off')).toBeNull();
    writeFileSync(join(folder, 'demo-loading'), '');
    await expectUntouched(
      'reports',
      /holds a real database, which no demo touches: start it with --demo=off, or/,
    );
    await expectUntouched('accounts', /holds a real database/);
    expect(await refused('off')).toBeNull();
  });

  it('is never begun on a database of an older version, whatever is in it', async () => {
    await put();
    writeFileSync(join(folder, 'demo-loading'), '');
    await expectUntouched('reports', /of an older version that does not say it is a demo's/);
  });

  it.each(['keys', 'photos', 'imports'])(
    'is never begun among the %s of a database that is away, and neither is a real one',
    async (name) => {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'of-a-database'), '');
      for (const mode of ['reports', 'off'] as const) {
        await expectUntouched(mode, /holds keys, photos or imports of a database that is not there/);
      }
      rmSync(join(folder, name, 'of-a-database'));
      expect(await refused('off')).toBeNull();
    },
  );

  it('stays one: with reports or without, and never for real', async () => {
    expect(await refused('accounts')).toBeNull();
    await expectUntouched('off', /holds a demo, whose password everyone knows: for real use choose another/);
    rmSync(file());
    await put(undefined, MARKS.demo);
    for (const mode of ['reports', 'accounts'] as const) expect(await refused(mode)).toBeNull();
    expect(tables()).toBeGreaterThan(50);
    await expectUntouched('off', /holds a demo/);
  });

  it('starts over where its load was cut short, and only then', async () => {
    await put(undefined, MARKS.loading);
    mkdirSync(join(folder, 'keys'));
    expect(await refused('reports')).toBeNull();
    expect(tables()).toBe(0);
    expect(isMarked(file(), 'loading')).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['keys', 'tuntas.db', 'tuntas.lock']);
  });
});

describe('a real service', () => {
  it('takes a database of an older version over, and marks it', async () => {
    await put(sql`update account set password = ${await hashPassword('sepeda-biru-di-bundaran')}`);
    expect(await refused('off')).toBeNull();
    expect(isMarked(file(), 'real')).toBe(true);
    expect(tables()).toBeGreaterThan(50);
  });

  it('takes none over in which the demo’s password opens an account', async () => {
    await put();
    await expectUntouched('off', /accounts that the demo's password opens: if it is a demo, choose another/);
  });
});

describe('a database is refused', () => {
  it.each(['off', 'reports'] as const)('that a newer version wrote: %s', async (mode) => {
    await put(
      sql`insert into __drizzle_migrations (hash, created_at) values ('of tomorrow', 9999999999999)`,
      mode === 'off' ? MARKS.real : MARKS.demo,
    );
    await expectUntouched(mode, /was written by a newer version of Tuntas: start that one on it, or choose/);
    const before = everything();
    const loading = loadBoundaries({
      city: JAKARTA,
      file: join(folder, 'none.geojson'),
      dataDir: folder,
      now: 0,
    });
    await expect(loading).rejects.toThrow(/a newer version/);
    expect(everything()).toEqual(before);
  });

  it('that went another way: a migration is not ours', async () => {
    const second = sql`(select created_at from __drizzle_migrations order by created_at limit 1 offset 1)`;
    await put(
      sql`update __drizzle_migrations set hash = 'of a fork' where created_at = ${second}`,
      MARKS.loading,
    );
    await expectUntouched('reports', /a version of Tuntas that this one does not know: start that one/);
  });

  it('that is some other program’s, by its tables or by its mark', async () => {
    await put(sql`drop table __drizzle_migrations`);
    await expectUntouched('off', /is a database of some other program: choose another folder/);
    rmSync(file());
    await put(undefined, 0x47504b47);
    await expectUntouched('off', /is a database of some other program/);
  });

  it('that is none', async () => {
    writeFileSync(file(), 'no database '.repeat(1_000));
    await expectUntouched('off', /cannot be read as a database \(.*\): choose another folder/);
    rmSync(file());
    mkdirSync(file());
    await expectUntouched('reports', /cannot be read as a database/);
  });

  it('that has tables, and no migration that made them', async () => {
    await put(sql`delete from __drizzle_migrations`);
    await expectUntouched('off', /that this one does not know/);
  });

  it('but not one of an earlier schema', async () => {
    await put(
      sql`delete from __drizzle_migrations where created_at = (select max(created_at) from __drizzle_migrations)`,
      MARKS.real,
    );
    expect(await refused('off')).toBeNull();
  });
});

it.each(['off', 'reports'] as const)('the log of a database that is away is not lost: %s', async (mode) => {
  writeFileSync(`${file()}-wal`, 'the newest decisions');
  await expectUntouched(mode, /holds tuntas.db-wal, the newest part of a tuntas.db that is not there/);
});
