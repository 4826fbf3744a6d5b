/** A backup made while the service goes on, put back elsewhere and compared to the last byte. */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../service/compose/config.ts';
import { folderPhotoStore } from '../../service/evidence/store.ts';
import { verifyLedger } from '../../service/oversight/audit/verify.ts';
import { makeBackup, type Seal } from '../../service/oversight/backup/make.ts';
import { type RestoreTask, restoreBackup } from '../../service/oversight/backup/restore.ts';
import { openBackups } from '../../service/oversight/backup/schedule.ts';
import { systemClock } from '../../service/platform/clock.ts';
import { inspect, openDatabase } from '../../service/platform/db/embedded.ts';
import { damageIn } from '../../service/platform/db/quick-check.ts';
import { type Log, openLog } from '../../service/platform/log.ts';
import { importJob } from '../../service/tables/import.ts';
import { fixture } from './evidence/desk.ts';
import { type House, NARRATIVE, openHouse } from './harness.ts';
import { verify } from './verify/history.ts';

const AT = Date.parse('2025-03-10T03:04:05Z');
const PHOTOS = Array.from({ length: 30 }, (_, i) => Buffer.alloc(5_000 + i, i));

let base: string;
let house: House;
beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'tuntas-backup-'));
  house = await openHouse();
  const store = folderPhotoStore(join(house.folder, 'photos'), 'a key');
  for (const bytes of PHOTOS) {
    await store.put(createHash('sha256').update(bytes).digest('hex'), 'original', bytes);
  }
  await house.inValidasi({ reporter: { name: 'Siti Rahma' } });
  const admin = await house.as('admin');
  const { number } = await admin.file();
  const { version } = await admin.act(number, { action: 'proses' });
  const after = [new File([new Uint8Array(fixture('plain-0be94610.jpg'))], 'foto.jpg')];
  const action = JSON.stringify({ action: 'tindak_lanjut', narrative: NARRATIVE });
  await admin.form(`/tickets/${number}/actions`, { action, after }, { 'if-match': `"${version}"` });
  await house.service.jobs.runDue();
});
afterAll(async () => {
  await house.close();
  rmSync(base, { recursive: true });
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
function fresh(): string {
  const folder = mkdtempSync(join(base, 'data-'));
  folders.push(folder);
  return folder;
}

const keysOf = (dataDir: string): string => join(dataDir, 'keys');
const backup = (seal?: Seal): Promise<string> =>
  makeBackup({
    dataDir: house.folder,
    keyDir: keysOf(house.folder),
    to: join(base, 'backups'),
    at: AT,
    seal,
  });
const restore = (file: string, dataDir: string, task: Partial<RestoreTask> = {}) =>
  restoreBackup({ file, dataDir, keyDir: keysOf(dataDir), older: false, at: AT, ...task });

/** Every row of every table. */
function rowsIn(folder: string): unknown {
  return inspect(join(folder, 'tuntas.db'), (rows) => {
    const names = rows(
      "select name from file.sqlite_schema where type = 'table' and sql not like '%virtual%' order by name",
    );
    return names.flat().map((name) => [name, rows(`select * from file."${String(name)}"`)]);
  });
}

function filesIn(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [path.slice(folder.length), readFileSync(path, 'latin1')]);
}

it('holds every event, text, photo and key', async () => {
  const there = fresh();
  const { manifest, aside } = await restore(await backup(), there);
  expect([manifest.files >= PHOTOS.length + 1, aside]).toEqual([true, null]);
  expect(rowsIn(there)).toEqual(rowsIn(house.folder));
  expect(filesIn(join(there, 'photos'))).toEqual(filesIn(join(house.folder, 'photos')));
  expect(filesIn(keysOf(there))).toEqual(filesIn(keysOf(house.folder)));
  const where = { dataDir: there, keyDir: keysOf(there) };
  const found = await verifyLedger({ ...where, rows: true, files: true }, systemClock);
  expect(found).toMatchObject({ ok: true, files: 1 });
});

it('is put back after somebody was erased as well, and nobody takes that for damage', async () => {
  const { number } = await (await house.as('admin')).file({ reporter: { name: 'Siti Rahma' } });
  await (await house.as('operator')).post(`/tickets/${number}/erase`, { reason: 'Permintaan' });
  const there = fresh();
  await restore(await backup(), there);
  expect(damageIn(join(there, 'tuntas.db'))).toBeNull();
});

it('is one state, whatever is filed and signed meanwhile', async () => {
  const admin = await house.as('admin');
  const [path] = await Promise.all([
    backup(),
    ...Array.from({ length: 20 }, () => admin.file()),
    house.service.jobs.runDue(),
  ]);
  await house.service.jobs.runDue();
  const there = fresh();
  await restore(path, there);
  expect(await verify(there)).toMatchObject({ ok: true });
  const again = await openHouse({ folder: there });
  await again.service.checkpoints.sign();
  await again.stop();
});

/** The database is copied, and what lies beside it listed, but not yet read. */
async function copied(): Promise<void> {
  const isUnderWay = (folder: string): boolean => readdirSync(folder).some((name) => name.includes('.part'));
  const folders = [house.folder, join(base, 'backups')];
  await vi.waitUntil(() => folders.some(isUnderWay), { timeout: 60_000, interval: 1 });
}

it('leaves out a photo that is erased while it is made', async () => {
  const photo = join(house.folder, 'photos', 'erased');
  writeFileSync(photo, 'x');
  const made = backup();
  await copied();
  rmSync(photo);
  const { manifest } = await restore(await made, fresh());
  expect(manifest.files).toBe(filesIn(join(house.folder, 'photos')).length);
});

it('leaves out files that are still being received', async () => {
  const imports = join(house.folder, 'imports');
  for (const name of ['whole', 'begun']) writeFileSync(join(imports, name), name);
  const { db, close } = openDatabase(join(house.folder, 'tuntas.db'));
  const job = { role: 'operator', channel: 'jaki', bytes: 5, startedAt: AT } as const;
  const counts = { read: 0, added: 0, moved: 0, unchanged: 0, refused: 0 };
  await db.insert(importJob).values([
    { ...job, ...counts, id: 'whole', caller: 'a', state: 'understood' },
    { ...job, ...counts, id: 'begun', caller: 'b', state: 'receiving' },
  ]);
  const there = fresh();
  await restore(await backup(), there);
  await db.delete(importJob);
  close();
  rmSync(imports, { recursive: true });
  expect(readdirSync(join(there, 'imports'))).toEqual(['whole']);
});

it('encrypted, opens with the right key only', async () => {
  const identity = await generateIdentity();
  const sealed = await backup({ recipient: await identityToRecipient(identity) });
  expect(readFileSync(sealed, 'latin1')).toMatch(/^age-encryption\.org\/v1/);
  const there = fresh();
  await expect(restore(sealed, there)).rejects.toThrow('is encrypted');
  await expect(restore(sealed, there, { key: { identity: await generateIdentity() } })).rejects.toThrow(
    'does not open',
  );
  expect(existsSync(join(there, 'tuntas.db'))).toBe(false);
  await restore(sealed, there, { key: { identity } });
  expect(rowsIn(there)).toEqual(rowsIn(house.folder));
});

it('opens with a passphrase', async () => {
  const there = fresh();
  const sealed = await backup({ passphrase: 'kunci yang panjang' });
  await restore(sealed, there, { key: { passphrase: 'kunci yang panjang' } });
  expect(rowsIn(there)).toEqual(rowsIn(house.folder));
});

it('is refused beside a running service, and where it was cut; nothing is changed', async () => {
  const path = await backup();
  await expect(restore(path, house.folder)).rejects.toThrow('Another service runs on');
  const there = fresh();
  truncateSync(path, 20_000);
  await expect(restore(path, there)).rejects.toThrow('nothing was changed');
  expect(readdirSync(there)).toEqual(['tuntas.lock']);
});

it('is refused where more has happened since, unless told; what was there lies aside', async () => {
  const first = await backup();
  const there = fresh();
  await restore(first, there);
  await (await house.as('admin')).file();
  await restore(await backup(), there);
  const newer = rowsIn(there);
  await expect(restore(await oldOne(), there)).rejects.toThrow('has come further than this backup');
  expect(rowsIn(there)).toEqual(newer);
});

/** Of another house, where less has happened. */
async function oldOne(): Promise<string> {
  const early = await openHouse({ folder: fresh() });
  await (await early.as('admin')).file();
  const path = await makeBackup({ dataDir: early.folder, keyDir: keysOf(early.folder), to: fresh(), at: AT });
  await early.close();
  return path;
}

it('is refused where as much has happened, but something else', async () => {
  const there = fresh();
  await restore(await oldOne(), there);
  const before = rowsIn(there);
  await expect(restore(await oldOne(), there)).rejects.toThrow('went another way than this backup');
  expect(rowsIn(there)).toEqual(before);
});

it('put back with --older, takes the place of what has come further, which lies aside', async () => {
  const there = fresh();
  await restore(await backup(), there);
  const newer = rowsIn(there);
  const { aside } = await restore(await oldOne(), there, { older: true });
  expect(rowsIn(there)).not.toEqual(newer);
  expect(rowsIn(aside ?? '')).toEqual(newer);
});

it('by the clock is made when the newest is old enough, and so many are kept', async () => {
  const dir = fresh();
  for (const day of ['01', '02', '03']) writeFileSync(join(dir, `tuntas-202503${day}T000000Z.zip`), '');
  let now = Date.parse('2025-03-03T12:00:00Z');
  const where = { dataDir: house.folder, keyDir: keysOf(house.folder) };
  const backups = openBackups({ dir, hours: 24, keep: 2 }, where, openLog('silent'), { now: () => now });
  await backups.job.run();
  expect(backups.newest()).toBe(Date.parse('2025-03-03T00:00:00Z'));
  expect(await backups.check.find()).toBeNull();
  now = Date.parse('2025-03-05T00:00:00Z');
  expect(await backups.check.find()).toMatchObject({ says: { values: { hours: 48 } } });
  await backups.job.run();
  await expect.poll(() => backups.newest()).toBe(now);
  await expect.poll(() => readdirSync(dir)).toHaveLength(2);
  await backups.close();
});

it('by the clock is never left open where a passphrase was meant to close it', async () => {
  const env = { BACKUP_DIR: base, BACKUP_PASSPHRASE: 'kunci yang panjang' };
  expect(() => readConfig([], env)).toThrow('BACKUP_RECIPIENT');
  const BACKUP_RECIPIENT = await identityToRecipient(await generateIdentity());
  expect(readConfig([], { ...env, BACKUP_RECIPIENT }).backup?.recipient).toBe(BACKUP_RECIPIENT);
});

it('is refused at the start to a recipient that is not whole', async () => {
  const BACKUP_RECIPIENT = (await identityToRecipient(await generateIdentity())).slice(0, -1);
  expect(() => readConfig([], { BACKUP_DIR: base, BACKUP_RECIPIENT })).toThrow('BACKUP_RECIPIENT');
});

it('touches nothing where there is no database, not even a log without one', async () => {
  const there = fresh();
  writeFileSync(join(there, 'tuntas.db-wal'), 'the newest');
  await expect(makeBackup({ dataDir: there, keyDir: keysOf(there), to: fresh(), at: AT })).rejects.toThrow(
    'holds no tuntas.db',
  );
  expect(filesIn(there)).toEqual([['/tuntas.db-wal', 'the newest']]);
});

const draftsIn = (...dirs: string[]): string[] =>
  dirs.flatMap((dir) => readdirSync(dir)).filter((name) => /\.part|^backup/.test(name));

it('leaves no copy of the database where the service stops meanwhile', async () => {
  const dir = fresh();
  const where = { dataDir: house.folder, keyDir: keysOf(house.folder) };
  const backups = openBackups({ dir, hours: 24, keep: 2 }, where, openLog('silent'));
  await backups.job.run();
  await expect.poll(() => draftsIn(dir, house.folder), { interval: 1 }).not.toEqual([]);
  await backups.close();
  expect(draftsIn(dir, house.folder)).toEqual([]);
});

it('leaves nothing where it is halted, nor of one that was killed', async () => {
  const to = fresh();
  writeFileSync(join(to, 'tuntas-20250301T000000Z.zip.0.part.db'), 'left');
  const stop = new AbortController();
  const made = makeBackup({ dataDir: house.folder, keyDir: keysOf(house.folder), to, at: AT }, stop.signal);
  await copied();
  stop.abort();
  await expect(made).rejects.toThrow();
  expect([readdirSync(to), draftsIn(house.folder)]).toEqual([[], []]);
});

const command = (
  name: string,
  args: readonly string[],
  dataDir: string,
  stdio: 'ignore' | 'pipe' = 'ignore',
) =>
  spawn(process.execPath, ['--import', 'tsx', `service/compose/commands/${name}.ts`, ...args], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...process.env, DATA_DIR: dataDir },
    stdio,
  });

async function output(name: string, args: readonly string[], dataDir: string): Promise<[number, string]> {
  const child = command(name, args, dataDir, 'pipe');
  const said = Promise.all([child.stdout, child.stderr].map((stream) => (stream ? text(stream) : '')));
  const [code] = await once(child, 'exit');
  return [code, (await said).join('')];
}

it('by hand is made where one says, not where one stands', async () => {
  const [code, said] = await output('backup', [], house.folder);
  expect([code, said]).toEqual([1, 'Where to? npm run backup -- --to=FOLDER, or set BACKUP_DIR\n']);
});

it('by hand, put back twice, names all that was moved aside', async () => {
  const [file, there] = [await backup(), fresh()];
  await restore(file, there);
  const [[first, once], [second, twice]] = [
    await output('restore', [file], there),
    await output('restore', [file], there),
  ];
  rmSync(file);
  const lies = readdirSync(there)
    .filter((name) => name.startsWith('replaced-'))
    .map((name) => join(there, name));
  expect([first, second, lies.length]).toEqual([0, 0, 2]);
  expect(once).toContain(`do: ${lies[0]}\n`);
  expect(twice).toContain(`do: ${lies.join(', ')}\n`);
});

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('by hand, ended by %s', (signal, code) => {
  it('leaves no copy of the database and nothing half made', async () => {
    const to = fresh();
    const large = join(house.folder, 'photos', 'large');
    writeFileSync(large, '');
    // Holes: reading it takes so long that the signal comes before its end.
    truncateSync(large, 4_000_000_000);
    const child = command('backup', [`--to=${to}`], house.folder);
    const exit = once(child, 'exit');
    await vi.waitUntil(() => draftsIn(to).length > 0, { timeout: 60_000, interval: 5 });
    child.kill(signal);
    expect(await exit).toEqual([code, null]);
    rmSync(large);
    expect([readdirSync(to), draftsIn(house.folder)]).toEqual([[], []]);
  });
});

it('a restore that had not begun to change anything leaves everything as it was', async () => {
  const large = join(house.folder, 'photos', 'large');
  writeFileSync(large, '');
  truncateSync(large, 300_000_000);
  const file = await backup();
  rmSync(large);
  const there = fresh();
  const child = command('restore', [file], there);
  const exit = once(child, 'exit');
  const isUnderWay = (): boolean => readdirSync(there).some((name) => name.startsWith('restoring-'));
  await vi.waitUntil(isUnderWay, { timeout: 60_000, interval: 5 });
  child.kill('SIGINT');
  expect(await exit).toEqual([130, null]);
  rmSync(file);
  expect(readdirSync(there)).toEqual(['tuntas.lock']);
});

it('says in the log why one failed', async () => {
  const lines: unknown[] = [];
  const log = { error: (fields: unknown) => lines.push(fields) } as unknown as Log;
  const where = { dataDir: fresh(), keyDir: fresh() };
  const backups = openBackups({ dir: fresh(), hours: 24, keep: 2 }, where, log);
  await backups.job.run();
  await expect.poll(() => lines).toMatchObject([{ why: expect.stringContaining('holds no tuntas.db') }]);
});
