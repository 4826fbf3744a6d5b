/** A database moved to a libSQL server by command, used there, and moved back: every row on the way. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { verifyLedger } from '../../service/oversight/audit/verify.ts';
import { digestsOf } from '../../service/oversight/backup/server-files.ts';
import { differingTables, digestTables } from '../../service/oversight/backup/table-digests.ts';
import { systemClock } from '../../service/platform/clock.ts';
import { inspect } from '../../service/platform/db/embedded.ts';
import { openServer, openServerReader } from '../../service/platform/db/remote.ts';
import { askOf, copyToFile } from '../../service/platform/db/server-copy.ts';
import { openHouse } from '../service/harness.ts';
import { readNumber, writeBatch } from './queue.ts';
import { freePorts, startSqld, tokenFor, tokenKeys } from './server.ts';

const COMMAND = join(import.meta.dirname, '../../service/compose/commands/database.ts');

it('holds the same events on a server, and in a file again, with what came meanwhile', async () => {
  const house = await openHouse();
  const { number } = await (await house.as('admin')).file({ reporter: { name: 'Siti Rahma' } });
  await (await house.as('operator')).post(`/tickets/${number}/erase`, { reason: 'Permintaan' });
  await (await house.as('admin')).file();
  await house.service.jobs.runDue();
  await house.stop();
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-move-'));
  const keys = tokenKeys();
  const [port = 0] = await freePorts(1);

  /** Ends with what it said; `onCue` is done as soon as it waits for the server. */
  async function move(to: string, token: string, onCue: () => Promise<unknown>): Promise<[number, string]> {
    const env = {
      PATH: process.env.PATH,
      DATA_DIR: house.folder,
      DATABASE_URL: `http://127.0.0.1:${port}`,
      DATABASE_TOKEN: token,
    };
    const program = spawn(
      process.execPath,
      ['--import', 'tsx', COMMAND, `--to=${to}`, `--folder=${folder}`],
      { env },
    );
    let said = '';
    let cued: Promise<unknown> | null = null;
    const heard = (chunk: Buffer): void => {
      said += chunk;
      if (said.includes('the server on')) cued ??= onCue();
    };
    program.stdout.on('data', heard);
    program.stderr.on('data', heard);
    const [code] = await once(program, 'close');
    await cued;
    return [code, said];
  }

  let server: Awaited<ReturnType<typeof startSqld>> | null = null;
  const token = tokenFor(keys);
  const there = await move('server', token, async () => {
    server = await startSqld({ folder, keys, httpPort: port });
  });
  expect(there).toEqual([0, expect.stringMatching(/All the same: \d+ events/)]);
  // No service goes on with it by mistake.
  expect(readdirSync(house.folder)).not.toContain('tuntas.db');
  expect(readdirSync(house.folder)).not.toContain('tuntas.db-wal');
  if (server === null) throw new Error('No server was started');
  const running: Awaited<ReturnType<typeof startSqld>> = server;
  await writeBatch(running.url, running, ['create table tuntas_watchdog (one integer primary key)']);
  const events = await readNumber(running.url, running, 'select count(*) from event');
  // In what was moved virtual tables stand behind those that they make: a backup copies it all the same.
  const began = openServer({ url: running.url, token });
  await began.begin();
  began.close();
  const reader = openServerReader({ url: running.url, token });
  const copy = join(folder, 'copy.db');
  await copyToFile(askOf(reader.db), copy);
  expect(differingTables(await digestTables(askOf(reader.db)), await digestsOf(copy))).toEqual([]);
  reader.close();

  const back = await move('file', token, () => running.signal('SIGTERM'));
  expect(back).toEqual([0, expect.stringContaining(`All the same: ${events} events`)]);
  const file = join(house.folder, 'tuntas.db');
  expect(existsSync(file)).toBe(true);
  expect(
    inspect(file, (rows) => rows(`select count(*) from file.sqlite_schema where name like 'tuntas%'`)),
  ).toEqual([[0]]);
  const where = { dataDir: house.folder, keyDir: join(house.folder, 'keys') };
  expect(await verifyLedger({ ...where, rows: true }, systemClock)).toMatchObject({ ok: true, events });
  await running.close();
  rmSync(folder, { recursive: true });
  rmSync(house.folder, { recursive: true });
});
