/** `KEY_DIR`: all keys in one folder that several processes share, and none in the data folder. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readConfig } from '../../../service/compose/config.ts';
import { verifyLedger } from '../../../service/oversight/audit/verify.ts';
import { makeBackup } from '../../../service/oversight/backup/make.ts';
import { restoreBackup } from '../../../service/oversight/backup/restore.ts';
import { systemClock } from '../../../service/platform/clock.ts';
import { openHouse } from '../harness.ts';
import { itOfAFile } from '../of-a-file.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'tuntas-keys-'));
});
afterEach(() => rmSync(base, { recursive: true }));

itOfAFile('holds every key, is in the backup, and is put back from it', async () => {
  const [folder, keys] = [join(base, 'data'), join(base, 'keys')];
  const house = await openHouse({ folder, config: { keys } });
  const key = { 'idempotency-key': 'k' };
  const filed = await (await house.as('admin')).tryFile({}, key);
  await house.stop();
  expect(existsSync(join(folder, 'keys'))).toBe(false);
  expect(readdirSync(keys)).toEqual(
    expect.arrayContaining(['checkpoint.json', 'checkpoint.key', 'sessions', 'stored-answers', 'tracking']),
  );
  const file = await makeBackup({ dataDir: folder, keyDir: keys, to: join(base, 'backups'), at: 0 });
  const [there, keysThere] = [join(base, 'there'), join(base, 'keys-there')];
  await restoreBackup({ file, dataDir: there, keyDir: keysThere, older: false, at: 0 });
  expect(readdirSync(keysThere).sort()).toEqual(readdirSync(keys).sort());
  const where = { dataDir: there, keyDir: keysThere };
  expect(await verifyLedger({ ...where, rows: true, files: true }, systemClock)).toMatchObject({ ok: true });
  const again = await openHouse({ folder: there, config: { keys: keysThere } });
  // What was answered then is sealed by a key of that folder.
  expect((await (await again.as('admin')).tryFile({}, key)).text).toBe(filed.text);
  await again.stop();
});

it('does not take the place of keys that lie in the data folder already', async () => {
  const house = await openHouse({ folder: join(base, 'data') });
  await house.stop();
  const start = openHouse({ folder: house.folder, config: { keys: join(base, 'keys') } });
  await expect(start).rejects.toThrow('move its files');
});

it('is not set beside another folder for the key that signs', () => {
  const both = { KEY_DIR: '/a', AUDIT_KEY_DIR: '/b' };
  expect(() => readConfig([], both)).toThrow('unset AUDIT_KEY_DIR');
  expect(readConfig([], { KEY_DIR: '/a' })).toMatchObject({ keys: '/a' });
});
