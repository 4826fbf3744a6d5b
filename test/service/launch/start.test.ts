import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const START = fileURLToPath(new URL('../../../service/compose/launch/start.mjs', import.meta.url));
/** The first start of a fresh clone builds extension and service. */
const BUILD = { timeout: 300_000, interval: 50 };

let folder: string;
let started: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuntas-start-'));
  started = [];
});
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [START, '--no-browser', ...args], {
    env: { PATH: process.env.PATH, DATA_DIR: folder, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said.text += chunk;
    });
  }
  return { child, said, ended: once(child, 'close') };
}

async function origin(said: { text: string }): Promise<string> {
  return vi.waitFor(() => {
    const address = /http:\/\/localhost:\d+/.exec(said.text)?.[0];
    if (address === undefined || !said.text.includes('Ctrl-C')) throw new Error(`not yet: ${said.text}`);
    return address;
  }, BUILD);
}

it('serves on loopback, says where everything is, and stops cleanly on Ctrl-C', {
  timeout: 600_000,
}, async () => {
  const { child, said, ended } = start(['--demo=accounts']);
  const address = await origin(said);
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  const { port } = new URL(address);
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  expect(said.text).toContain('this machine only');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  expect(files).toContain('tuntas.db');
  for (const file of files) expect([file, statSync(join(folder, file)).mode & 0o077]).toEqual([file, 0]);
  for (const name of ['validator', 'lapangan', 'admin', 'dinas', 'kanal', 'supervisor', 'operator']) {
    expect(said.text).toContain(name);
  }
  expect(said.text).toContain('chrome-mv3');
  const signIn = await fetch(`${address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'validator', password: 'tuntas-demo' }),
  });
  expect(signIn.status).toBe(200);
  child.kill('SIGINT');
  expect((await ended)[0]).toBe(0);
  await expect(fetch(`${address}/readyz`)).rejects.toThrow();

  const real = start(['--demo=off'], { HOST: '0.0.0.0' });
  expect((await real.ended)[0]).toBe(1);
  expect(real.said.text).toMatch(/^.* holds a demo, whose password everyone knows: .*\n$/);
});

it('says in one line what is wrong with a setting', { timeout: 600_000 }, async () => {
  const { said, ended } = start(['--demo=everything']);
  expect((await ended)[0]).toBe(1);
  expect(said.text).toContain('--demo takes reports, accounts or off');
});

it('does not begin an empty database of its own where a server was meant', { timeout: 600_000 }, async () => {
  const { said, ended } = start(['--demo=off'], { DATABASE_URL: 'http://127.0.0.1:9' });
  expect((await ended)[0]).toBe(1);
  expect(said.text).toMatch(/DATABASE_URL: no database can be reached at http:\/\/127\.0\.0\.1:9: .*\n$/);
  expect(readdirSync(folder)).not.toContain('tuntas.db');
});

it('refuses a moved clock outside demo mode', { timeout: 600_000 }, async () => {
  const { said, ended } = start(['--demo=off'], { TUNTAS_CLOCK: '2026-04-20T14:05:00+07:00' });
  expect((await ended)[0]).toBe(1);
  expect(said.text).toContain('TUNTAS_CLOCK');
});

it('says so when the port is taken', { timeout: 600_000 }, async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { said, ended } = start(['--demo=accounts'], { PORT: String(port) });
  expect((await ended)[0]).toBe(1);
  expect(said.text).toContain('The port is in use');
  other.close();
});

it('outside demo mode has no default password: the first operator gets one of its own', {
  timeout: 600_000,
}, async () => {
  const { child, said, ended } = start(['--demo=off']);
  await origin(said);
  expect(said.text).toMatch(/operator, one-time password [\w-]{16}/);
  expect(said.text).not.toContain('tuntas-demo');
  // Sooner than the minute after which everything is signed again.
  await vi.waitFor(() => expect(readdirSync(join(folder, 'keys'))).toContain('checkpoint.json'), {
    timeout: 50_000,
  });
  child.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);

  // SQLite itself puts away the log of a database that nobody has open.
  const lasting = () => readdirSync(folder).filter((name) => !/-(wal|shm)$/.test(name));
  const before = lasting();
  const plain = start([]);
  expect((await plain.ended)[0]).toBe(1);
  expect(plain.said.text).toMatch(/^.* holds a real database, which no demo touches: .*\n$/);
  expect(lasting()).toEqual(before);
});
