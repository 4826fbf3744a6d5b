/** A start with `DATABASE_URL`: refused in one line where the server cannot be used, and served where it can. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUNDLE } from '../../service/compose/launch/build.mjs';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { openCheckpointKey } from '../../service/oversight/audit/keys.ts';
import { startProcess } from '../service/process.ts';
import { writeBatch } from './queue.ts';
import { type Sqld, startSqld, tokenFor, tokenKeys } from './server.ts';

let sqld: Sqld;
let folder: string;
beforeAll(async () => {
  sqld = await startSqld();
  folder = mkdtempSync(join(tmpdir(), 'tuntas-start-'));
});
afterAll(async () => {
  await sqld.close();
  rmSync(folder, { recursive: true });
});

/** What the first line of a start says that does not go on. */
async function refused(env: Record<string, string>, dataDir = folder, demo = 'accounts'): Promise<string> {
  const child = spawn(process.execPath, [BUNDLE, `--demo=${demo}`], {
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  const [code] = await once(child, 'close');
  expect([code, said.trim().split('\n').length]).toEqual([1, 1]);
  return said.trim();
}

it.each([
  ['sqld.example', /^DATABASE_URL: the address of a libSQL server/],
  ['http://127.0.0.1:8080/path', /^DATABASE_URL: the address of a libSQL server/],
  ['http://token@127.0.0.1:8080', /^DATABASE_URL: the address of a libSQL server/],
])('is refused for the address %s', async (url, line) => {
  expect(await refused({ DATABASE_URL: url })).toMatch(line);
});

it('is refused where nothing answers, where a token is not let in, where it may not write', async () => {
  const { url, keys } = sqld;
  const [nobody, stranger, reader] = await Promise.all([
    refused({ DATABASE_URL: 'http://127.0.0.1:9' }),
    refused({ DATABASE_URL: url, DATABASE_TOKEN: tokenFor(tokenKeys()) }, join(folder, 'stranger')),
    refused({ DATABASE_URL: url, DATABASE_TOKEN: tokenFor(keys, 'ro') }, join(folder, 'reader')),
  ]);
  expect(nobody).toMatch(/^DATABASE_URL: no database can be reached at http:\/\/127.0.0.1:9: .*ECONNREFUSED/);
  for (const line of [stranger, reader]) expect(line).toMatch(/^DATABASE_URL: .* refuses the token/);
});

it('is refused where no sqld answers, and beside a database in the folder', async () => {
  const other = createServer((_, answer) => answer.end('sqld 0.9.1')).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await refused({ DATABASE_URL: `http://127.0.0.1:${port}` })).toMatch(
    /^DATABASE_URL: what answers there is no sqld from 0\.24 on \(sqld 0\.9\.1\)/,
  );
  other.close();
  const both = mkdtempSync(join(folder, 'both-'));
  writeFileSync(join(both, 'tuntas.db'), 'something');
  const env = { DATABASE_URL: sqld.url, DATABASE_TOKEN: sqld.token };
  expect(await refused(env, both)).toMatch(/^DATABASE_URL is set, and .* holds a database as well/);
});

it('takes a database in which only the watchdog has written for an empty one', async () => {
  await writeBatch(sqld.url, sqld, ['create table tuntas_watchdog (one integer primary key)']);
  const env = { DATABASE_URL: sqld.url, DATABASE_TOKEN: sqld.token, KEY_DIR: join(folder, 'keys') };
  const service = await startProcess(mkdtempSync(join(folder, 'watched-')), { env });
  expect((await fetch(`${service.origin}/livez`)).status).toBe(200);
  await service.stop();
});

it('serves, keeps what was decided over a restart, and gives its demo to no real service', async () => {
  const file = join(folder, 'token');
  writeFileSync(file, `${sqld.token}\n`);
  const env = { DATABASE_URL: sqld.url, DATABASE_TOKEN_FILE: file };
  const call = async (origin: string, path: string, body: unknown, token?: string) => {
    const headers = {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    const method = body === null ? 'GET' : 'POST';
    const response = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers,
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    expect(response.ok, text).toBe(true);
    return JSON.parse(text);
  };
  const first = await startProcess(folder, { env });
  const { token } = await call(first.origin, '/session', { username: 'admin', password: DEMO_PASSWORD });
  const report = {
    channel: 'kantor_lurah',
    category: 'Jalan',
    description: 'Jalan berlubang di depan pasar',
  };
  const { number } = await call(first.origin, '/tickets', report, token);
  expect(await first.stop()).toBe(0);
  const second = await startProcess(folder, { env });
  expect(await call(second.origin, `/tickets/${number}`, null, token)).toMatchObject({ number, version: 1 });
  expect(await second.stop()).toBe(0);
  expect(await refused(env, folder, 'off')).toMatch(/^DATABASE_URL: what it leads to holds a demo/);
});

describe('several on one server', () => {
  const dataDir = (): string => mkdtempSync(join(folder, 'member-'));
  const on = (over: Record<string, string> = {}): Record<string, string> => ({
    DATABASE_URL: sqld.url,
    DATABASE_TOKEN: sqld.token,
    KEY_DIR: join(folder, 'keys'),
    ...over,
  });

  it('are refused other keys than those that signed what is there', async () => {
    const others = join(folder, 'keys-of-another');
    const without = await refused(on({ KEY_DIR: join(folder, 'no-keys') }), dataDir());
    expect(without).toMatch(/^KEY_DIR: \S+no-keys does not hold the key that this database is signed with/);
    openCheckpointKey(others);
    const wrong = await refused(on({ KEY_DIR: others }), dataDir());
    expect(wrong).toMatch(/^KEY_DIR: \S+keys-of-another holds another key than the one that/);
    const again = await startProcess(dataDir(), { env: on() });
    expect(await again.stop()).toBe(0);
  });

  it('are refused without a store of photos, but for one that takes the place of a dead one', async () => {
    const first = await startProcess(dataDir(), { env: on() });
    expect(await refused(on(), dataDir())).toMatch(/^PHOTO_STORE is not set, and another process/);
    await first.kill();
    const second = await startProcess(dataDir(), { env: on() });
    expect(await second.stop()).toBe(0);
  });

  it('begin no new database on an empty server where their keys know of one that was', async () => {
    const empty = await startSqld();
    const env = on({ DATABASE_URL: empty.url, DATABASE_TOKEN: empty.token });
    expect(await refused(env, dataDir())).toMatch(
      /keys holds the keys of a database that came to checkpoint \d+, and this one has none: put the newest backup back/,
    );
    await empty.close();
  });
});
