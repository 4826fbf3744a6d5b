/** SIGKILL in the middle of an import, twice: at the next start it goes on, nothing is lost and nothing comes twice. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient } from '#shared/contract/client.ts';
import { ImportPage } from '#shared/contract/imports.ts';
import { DEMO_PASSWORD } from '../../../service/demo/accounts.ts';
import { openDatabase } from '../../../service/platform/db/embedded.ts';
import { audit } from '../audit.ts';
import { type ServiceProcess, startProcess } from '../process.ts';
import { exportOf, manyLines } from './files.ts';

const ROWS = 3_000;
/** Lines written before each kill. */
const KILL_AFTER = [1, 1_200];

const folder = mkdtempSync(join(tmpdir(), 'tuntas-killed-'));
let service: ServiceProcess;
/** Sessions outlive the process: they lie in its database. */
let token = '';

beforeAll(async () => {
  service = await startProcess(folder);
  const body = { username: 'operator', password: DEMO_PASSWORD };
  ({ token } = (await createClient({ origin: service.origin }).call('signIn', { body })).data);
});
afterAll(async () => {
  await service.kill();
  rmSync(folder, { recursive: true });
});

async function call(method: string, body?: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/csv' };
  const query = method === 'POST' ? '?write=now' : '';
  const path = `${service.origin}/api/v1/imports${query}`;
  const response = await fetch(path, { method, headers, body: body ?? null });
  return response.json();
}

const job = async () => ImportPage.parse(await call('GET')).items[0];

it('goes on where it was, and counts and writes each line once', { timeout: 300_000 }, async () => {
  await call('POST', exportOf(manyLines(ROWS)));
  for (const killAfter of KILL_AFTER) {
    const read = async () => {
      const at = await job();
      return at?.state === 'running' ? at.read : -1;
    };
    await expect.poll(read, { interval: 5, timeout: 60_000 }).toBeGreaterThanOrEqual(killAfter);
    await service.kill();
    service = await startProcess(folder);
  }
  await expect.poll(async () => (await job())?.state, { timeout: 120_000 }).toBe('done');
  expect(await job()).toMatchObject({ read: ROWS, added: ROWS, moved: 0, unchanged: 0, refused: 0 });
  expect(await service.stop()).toBe(0);

  const database = openDatabase(join(folder, 'tuntas.db'));
  const { faults, ...counted } = await audit(database.db);
  expect(counted).toEqual({ tickets: ROWS, events: ROWS });
  // Its clocks come from what CRM tells of its past, which no event of ours has.
  expect(faults.filter((fault) => !fault.includes(': clocks is not the fold'))).toEqual([]);
  database.close();
});
