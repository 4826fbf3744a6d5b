/** What reads and writes the database beside the API, with `DATABASE_URL`: exports, figures, and the commands of an operator. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MARKS } from '../../service/platform/data-folder.ts';
import { collection, polygon, square } from '../service/boundaries.ts';
import { BANGKA, type House, openHouse } from '../service/harness.ts';
import { type Sqld, startSqld } from './server.ts';

const COMMANDS = join(import.meta.dirname, '../../service/compose/commands');

let sqld: Sqld;
let base: string;
let house: House;
let number: string;
beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'tuntas-commands-'));
  sqld = await startSqld();
  house = await openHouse({ config: { server: { url: sqld.url, token: sqld.token } } });
  ({ number } = await (await house.as('admin')).file());
  await (await house.as('admin')).file({ description: 'Kucing hilang' });
});
afterAll(async () => {
  await house.close();
  await sqld.close();
  rmSync(base, { recursive: true });
});

/** What it said, after its exit code. */
async function run(name: string, ...args: string[]): Promise<[code: number, said: string]> {
  const env = { PATH: process.env.PATH, ...house.env };
  const program = spawn(process.execPath, ['--import', 'tsx', join(COMMANDS, `${name}.ts`), ...args], {
    env,
  });
  const closed = once(program, 'close');
  const [said, complaint] = await Promise.all([text(program.stdout), text(program.stderr)]);
  const [code] = await closed;
  return [code, said + complaint];
}

it('an export holds every report of the server, and the figures count them', async () => {
  const supervisor = await house.as('supervisor');
  const file = await supervisor.get('/exports/tickets.csv');
  expect(file.status).toBe(200);
  expect(file.text.trim().split('\n')).toHaveLength(3);
  expect(file.text).toContain(number);
  const figures = await supervisor.get('/performance/ranking?kind=kelurahan');
  expect([figures.status, figures.text]).toEqual([200, expect.stringContaining(BANGKA)]);
});

it('the ledger is verified, boundaries are loaded and the last operator is let in, and all of it is in order', async () => {
  await house.service.checkpoints.sign();
  const areas = join(base, 'kelurahan.geojson');
  writeFileSync(areas, collection(polygon(BANGKA, square(0, 0))));
  const load = async () =>
    expect(await run('boundaries', areas)).toEqual([0, expect.stringContaining('Loaded 1 kelurahan')]);
  // Of a demo as of a real one.
  await load();
  await house.service.platform.database.mark(MARKS.real);
  expect(await run('verify', '--rows', '--files')).toEqual([0, expect.stringContaining('In order')]);
  await load();
  await house.stop();
  expect(await run('let-in', 'operator')).toEqual([0, expect.stringMatching(/one-time password \S{16}:/)]);
  expect(await run('verify', '--rows')).toEqual([0, expect.stringContaining('In order')]);
});
