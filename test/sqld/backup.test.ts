/** A backup of a database on a server, made beside the service that goes on writing, and put back as a file. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyLedger } from '../../service/oversight/audit/verify.ts';
import { restoreBackup } from '../../service/oversight/backup/restore.ts';
import { digestsOf } from '../../service/oversight/backup/server-files.ts';
import { differingTables, digestTables } from '../../service/oversight/backup/table-digests.ts';
import { systemClock } from '../../service/platform/clock.ts';
import { inspect } from '../../service/platform/db/embedded.ts';
import { openServerReader } from '../../service/platform/db/remote.ts';
import { askOf } from '../../service/platform/db/server-copy.ts';
import { type House, openHouse } from '../service/harness.ts';
import { type Sqld, startSqld } from './server.ts';

const COMMAND = join(import.meta.dirname, '../../service/compose/commands/backup.ts');
const PASSPHRASE = 'kata sandi cadangan';

let sqld: Sqld;
let house: House;
let base: string;
beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'tuntas-server-backup-'));
  sqld = await startSqld();
  house = await openHouse({ config: { server: { url: sqld.url, token: sqld.token } } });
  const { number } = await (await house.as('admin')).file({ reporter: { name: 'Siti Rahma' } });
  await (await house.as('operator')).post(`/tickets/${number}/erase`, { reason: 'Permintaan' });
  await (await house.as('admin')).file({ description: 'Kucing hilang di depan pasar' });
  await house.service.jobs.runDue();
});
afterAll(async () => {
  await house.close();
  await sqld.close();
  rmSync(base, { recursive: true });
});

/** As an operator makes it; answers its file. */
async function backUp(): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    DATA_DIR: house.folder,
    DATABASE_URL: sqld.url,
    DATABASE_TOKEN: sqld.token,
    BACKUP_PASSPHRASE: PASSPHRASE,
  };
  const args = ['--import', 'tsx', COMMAND, `--to=${join(base, 'backups')}`];
  const program = spawn(process.execPath, args, { env });
  const closed = once(program, 'close');
  const [said, complaint] = await Promise.all([text(program.stdout), text(program.stderr)]);
  expect([...(await closed), complaint]).toEqual([0, null, '']);
  return said.trim();
}

it('holds all that was acknowledged before it began, as one state, and is served from as a file', async () => {
  const reader = openServerReader({ url: sqld.url, token: sqld.token });
  const before = await digestTables(askOf(reader.db));
  const event = (file: string) => inspect(file, (rows) => rows('select * from file.event order by seq'));
  let isMade = false;
  const later = (async () => {
    const admin = await house.as('admin');
    while (!isMade) await admin.file();
  })();
  const file = await backUp();
  isMade = true;
  await later;
  const dataDir = join(base, 'there');
  const where = { dataDir, keyDir: join(dataDir, 'keys') };
  const key = { passphrase: PASSPHRASE };
  const { manifest } = await restoreBackup({ ...where, file, key, older: false, at: 0 });
  const copy = join(dataDir, 'tuntas.db');
  // Every event up to where it was made, cell by cell.
  const there = await reader.db.values(sql`select * from event where seq <= ${manifest.seq} order by seq`);
  expect(manifest.seq).toBeGreaterThanOrEqual(2);
  expect(JSON.stringify(event(copy))).toBe(JSON.stringify(there));
  // What nobody wrote to meanwhile is the same in every table.
  const differing = differingTables(before, await digestsOf(copy));
  for (const name of ['account', 'user', 'policy', 'unit', 'erasure']) expect(differing).not.toContain(name);
  reader.close();
  expect(await verifyLedger({ ...where, rows: true, files: true }, systemClock)).toMatchObject({ ok: true });
  const again = await openHouse({ folder: dataDir });
  const found = await (await again.as('admin')).get('/tickets?text=kucing');
  expect(found.text).toContain('Kucing hilang');
  await (await again.as('admin')).file();
  await again.stop();
});
