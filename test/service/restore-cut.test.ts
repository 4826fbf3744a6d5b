/** A restore that is cut off at any step, by a kill or by the power: the folder holds the one state or the other, whole. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs, { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { OURS } from '../../service/compose/service.ts';
import { folderPhotoStore } from '../../service/evidence/store.ts';
import { makeBackup } from '../../service/oversight/backup/make.ts';
import { restoreBackup } from '../../service/oversight/backup/restore.ts';
import { openDataFolder } from '../../service/platform/data-folder.ts';
import { inspect } from '../../service/platform/db/embedded.ts';
import { openHouse } from './harness.ts';
import { verify } from './verify/history.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const AT = Date.parse('2025-03-10T03:04:05Z');

let base: string;
/** What lies there, and what is put back; the backup of the latter. */
const made = { old: '', fresh: '', backup: '' };
let there: string;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'tuntas-cut-'));
  for (const name of ['old', 'fresh'] as const) {
    const house = await openHouse();
    const bytes = Buffer.from(name);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await folderPhotoStore(join(house.folder, 'photos'), 'k').put(sha256, 'original', bytes);
    for (let i = 0; i < (name === 'old' ? 1 : 2); i++) await (await house.as('admin')).file();
    await house.stop();
    made[name] = house.folder;
  }
  const [dataDir, keyDir] = [made.fresh, join(made.fresh, 'keys')];
  made.backup = await makeBackup({ dataDir, keyDir, to: base, at: AT });
});
afterAll(() => {
  for (const folder of [base, made.old, made.fresh]) rmSync(folder, { recursive: true });
});
beforeEach(() => {
  there = mkdtempSync(join(base, 'there-'));
  cpSync(made.old, there, { recursive: true });
});
afterEach(() => rmSync(there, { recursive: true }));

const restore = () =>
  restoreBackup({ file: made.backup, dataDir: there, keyDir: join(there, 'keys'), older: true, at: AT });

/** Photos and keys by their bytes, and every event. */
function stateOf(folder: string): string {
  const files = ['photos', 'keys'].flatMap((name) =>
    readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map(
        (path) =>
          `${path.slice(folder.length)} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`,
      ),
  );
  const events = inspect(join(folder, 'tuntas.db'), (rows) =>
    rows('select hash from file.event order by seq'),
  );
  return JSON.stringify([files, events]);
}

async function start(): Promise<boolean> {
  const { release, hasFinished } = await openDataFolder({ dataDir: there, demo: 'accounts' }, OURS);
  release();
  return hasFinished;
}

/** The one state or the other after the next start, in order, and nothing of the backup beside it. */
async function settled(): Promise<'old' | 'fresh'> {
  await start();
  const state = stateOf(there) === stateOf(made.old) ? 'old' : 'fresh';
  expect(stateOf(there)).toBe(stateOf(made[state]));
  expect(await verify(there)).toMatchObject({ ok: true });
  expect(readdirSync(there).filter((name) => /restoring/.test(name))).toEqual([]);
  return state;
}

const STEPS = ['renameSync', 'fsyncSync', 'writeFileSync', 'copyFileSync', 'rmSync'] as const;
type Step = (name: (typeof STEPS)[number], args: readonly unknown[]) => void;

/** Every step passes `step` first. Answers how to take that off again. */
function beforeEachStep(step: Step): () => void {
  const real = Object.fromEntries(STEPS.map((name) => [name, fs[name]]));
  for (const name of STEPS) {
    Object.assign(fs, {
      [name]: (...args: unknown[]): unknown => {
        step(name, args);
        return Reflect.apply(real[name] as (...all: unknown[]) => unknown, fs, args);
      },
    });
  }
  syncBuiltinESMExports();
  return () => {
    Object.assign(fs, real);
    syncBuiltinESMExports();
  };
}

/** The power goes before this step, and does not come back while anything is tidied up. */
async function cutBefore(step: number): Promise<boolean> {
  let done = 0;
  const end = beforeEachStep(() => {
    if (++done >= step) throw new Error('cut');
  });
  try {
    await restore();
    return true;
  } catch (error) {
    if (!(error instanceof Error && error.message === 'cut')) throw error;
    return false;
  } finally {
    end();
  }
}

it('ends with one whole state wherever it is cut, and a start says when it went on', async () => {
  const ends: string[] = [];
  for (let step = 1; !(await cutBefore(step)); step++) {
    const isUnderWay = existsSync(join(there, 'restoring.json'));
    ends.push(await settled());
    expect(ends.at(-1)).toBe(isUnderWay ? 'fresh' : ends.at(-1));
    rmSync(there, { recursive: true });
    cpSync(made.old, there, { recursive: true });
  }
  expect(ends.length).toBeGreaterThan(20);
  // Once it has changed sides it stays there.
  expect(ends).toEqual([...ends].sort().reverse());
  expect(new Set(ends)).toEqual(new Set(['old', 'fresh']));
  expect(await settled()).toBe('fresh');
}, 300_000);

it('goes on where going on was cut off as well', async () => {
  const cutIn = async (step: number): Promise<void> => {
    let done = 0;
    const end = beforeEachStep((name) => {
      if (name === 'renameSync' && ++done >= step) throw new Error('cut');
    });
    await (existsSync(join(there, 'restoring.json')) ? start() : restore()).catch(() => null);
    end();
  };
  // The plan is there, then one more part at each try.
  for (let again = 0; again < 6; again++) await cutIn(again === 0 ? 3 : 2);
  expect(await settled()).toBe('fresh');
});

it('is on disk, every file and folder, before anything is moved', async () => {
  const open = new Map<number, string>();
  const synced = new Set<string>();
  const unsynced: string[] = [];
  const realOpen = fs.openSync;
  Object.assign(fs, {
    openSync: (...args: Parameters<typeof realOpen>) => {
      const file = realOpen(...args);
      open.set(file, String(args[0]));
      return file;
    },
  });
  const end = beforeEachStep((name, [first, second]) => {
    if (name === 'fsyncSync') synced.add(open.get(Number(first)) ?? '');
    if (name !== 'renameSync' || !String(second).endsWith('restoring.json')) return;
    const from = join(there, `restoring-${AT}`);
    const all = readdirSync(from, { recursive: true }).map((path) => join(from, String(path)));
    unsynced.push(...[from, ...all, String(first)].filter((path) => !synced.has(path)));
  });
  await restore();
  end();
  Object.assign(fs, { openSync: realOpen });
  syncBuiltinESMExports();
  expect(synced.size).toBeGreaterThan(8);
  expect(unsynced).toEqual([]);
});

it('removes what was unpacked of one that never came to its plan', async () => {
  fs.mkdirSync(join(there, 'restoring-1'));
  fs.writeFileSync(join(there, 'restoring-1', 'tuntas.db'), 'half of it');
  expect(await settled()).toBe('old');
});

it.each([2, 4, 7, 9])('killed by SIGKILL before step %i of moving, ends whole', async (step) => {
  const killed = spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      '--import',
      './test/service/die-at.mjs',
      'service/compose/commands/restore.ts',
      made.backup,
      '--older',
    ],
    { cwd: ROOT, env: { ...process.env, DATA_DIR: there, DIE_AT: String(step) } },
  );
  expect(killed.signal).toBe('SIGKILL');
  await settled();
});
