/** What keeps the service from its work, made to happen: told by `/readyz` in a sentence, and over when it is over. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Problem } from '#shared/contract/problem.ts';
import { HOUR } from '#shared/time/zone.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { openDatabase } from '../../service/platform/db/embedded.ts';
import { holdDatabase } from '../hold-database.ts';
import { MONDAY, openHouse } from './harness.ts';
import { type ServiceProcess, startProcess } from './process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let folder: string;
let service: ServiceProcess | null;
let others: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuntas-health-'));
  service = null;
  others = [];
});
afterEach(async () => {
  for (const other of others) other.kill('SIGKILL');
  await service?.kill();
  rmSync(folder, { recursive: true });
});

const readiness = async (): Promise<[status: number, says: string]> => {
  const reply = await fetch(`${service?.origin}/readyz`, { headers: { 'accept-language': 'en' } });
  if (reply.ok) return [reply.status, await reply.text()];
  return [reply.status, Problem.parse(await reply.json()).detail ?? ''];
};

const signIn = (): Promise<Response> =>
  fetch(`${service?.origin}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'validator', password: DEMO_PASSWORD }),
  });

it('while another program holds the database, writes wait and nobody else does', async () => {
  service = await startProcess(folder);
  const letGo = await holdDatabase(join(folder, 'tuntas.db'));
  const waiting = signIn();
  // Answered while the write still waits: the lock is let go of only afterwards.
  expect((await fetch(`${service.origin}/livez`)).status).toBe(200);
  await letGo();
  expect((await waiting).status).toBe(200);
});

it('a database that stays locked is told, and that it is free again', async () => {
  service = await startProcess(folder);
  expect(await readiness()).toEqual([200, expect.stringMatching(/^ok/)]);
  const letGo = await holdDatabase(join(folder, 'tuntas.db'));
  await expect.poll(readiness).toEqual([503, expect.stringContaining('Another program holds the database')]);
  const refused = await signIn();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
  await letGo();
  await expect.poll(readiness).toEqual([200, expect.stringMatching(/^ok/)]);
  expect((await signIn()).status).toBe(200);
});

it('what lay unsigned while nothing served is no alarm before there was time to sign it', async () => {
  const before = await openHouse();
  await (await before.as('admin')).file();
  // As after a power cut: nothing is signed on the way out.
  cpSync(before.folder, folder, { recursive: true });
  await before.close();
  const house = await openHouse({ folder, at: MONDAY + 2 * HOUR });
  const causes = () => house.service.platform.health.causes().map(({ cause }) => cause);
  expect(causes()).toEqual([]);
  await house.stop();
});

it('a start on a broken page says so', async () => {
  const first = await startProcess(folder);
  await first.stop();
  const file = join(folder, 'tuntas.db');
  const database = openDatabase(file);
  await database.db.all(sql`pragma wal_checkpoint(truncate)`);
  const [[page] = []] = await database.db.values<[number]>(
    sql`select rootpage from sqlite_schema where name = 'data_export'`,
  );
  database.close();
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, (Number(page) - 1) * 4096);
  closeSync(handle);
  service = await startProcess(folder);
  await expect.poll(readiness).toEqual([503, expect.stringContaining('The database is damaged')]);
});

it('what has a NUL in its path is not there', async () => {
  service ??= await startProcess(folder);
  for (const path of ['/%00', '/lacak/a%00b', '/api/v1/tickets/JK%002503070001', '/api/v1/photos/%00']) {
    for (const accept of ['application/json', 'text/html']) {
      const { status } = await fetch(service.origin + path, { headers: { accept } });
      expect([path, status]).toEqual([path, 404]);
    }
  }
});

it('TRACE, by which a page would hear what its browser sends, is not spoken', async () => {
  service ??= await startProcess(folder);
  const call = request(service.origin, { method: 'TRACE', headers: { cookie: 'tuntas=x' } }).end();
  const [answer] = await once(call, 'response');
  let said = '';
  for await (const chunk of answer) said += chunk;
  expect([answer.statusCode >= 400, said.includes('tuntas=x')]).toEqual([true, false]);
});

it.each<[what: string, make: () => Record<string, string>, sentence: RegExp]>([
  [
    'a file where the folder of keys should be',
    () => {
      const file = join(folder, 'file');
      writeFileSync(file, '');
      return { AUDIT_KEY_DIR: file };
    },
    /file has a file in its way where a folder should be\.\n$/,
  ],
  [
    'a folder that the system refuses',
    () => ({ AUDIT_KEY_DIR: '/proc/x' }),
    /\/proc\/x cannot be made there\.\n$/,
  ],
  [
    'a folder where the database should be',
    () => {
      mkdirSync(join(folder, 'tuntas.db'));
      return {};
    },
    /^\S+tuntas\.db cannot be read as a database .*\n$/,
  ],
])('a start on %s ends with one sentence', async (_, make, sentence) => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'service/compose/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: folder, ...make() },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  others.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(said).toMatch(sentence);
  expect(said.trim().split('\n')).toHaveLength(1);
});
