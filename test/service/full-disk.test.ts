/**
 * A disk that is full, and one that nothing can be written to: real ones, small and in memory, where the system lets this test
 * mount them. Where it does not, that is said and nothing is tried.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { createClient } from '#shared/contract/client.ts';
import { Problem } from '#shared/contract/problem.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { verifyBooks } from '../verify-books.ts';
import { fixture } from './evidence/desk.ts';
import { type ServiceProcess, startProcess } from './process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MB = 1024 * 1024;

/** Null where nothing may be mounted. */
function disk(options: string): string | null {
  return mounted((at) => [['mount', '-t', 'tmpfs', '-o', options, 'tmpfs', at]]);
}

/** One with a file system that can be broken off; it lies in a file. */
function breakableDisk(image: string): string | null {
  writeFileSync(image, '');
  truncateSync(image, 200 * MB);
  return mounted((at) => [
    ['mkfs.ext4', '-q', '-F', image],
    ['mount', '-o', 'loop,errors=remount-ro', image, at],
  ]);
}

function mounted(commands: (at: string) => string[][]): string | null {
  const at = mkdtempSync(join(tmpdir(), 'tuntas-disk-'));
  try {
    for (const [program = '', ...args] of commands(at)) execFileSync(program, args, { stdio: 'ignore' });
  } catch {
    rmSync(at, { recursive: true });
    process.stdout.write('Nothing may be mounted here: the test of a full disk was not tried.\n');
    return null;
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', at]);
    rmSync(at, { recursive: true });
  });
  return at;
}

/** Everything that is left. */
function fill(file: string): void {
  const handle = openSync(file, 'w');
  for (const bytes of [MB, 4_096]) {
    try {
      for (;;) writeSync(handle, Buffer.alloc(bytes, 1));
    } catch {
      // No room for so many more.
    }
  }
  closeSync(handle);
}

async function readiness(service: ServiceProcess): Promise<[status: number, says: string]> {
  const reply = await fetch(`${service.origin}/readyz`, { headers: { 'accept-language': 'en' } });
  if (reply.ok) return [reply.status, await reply.text()];
  return [reply.status, Problem.parse(await reply.json()).detail ?? ''];
}

const report = { channel: 'kantor_lurah', category: 'Jalan', description: 'Lubang' } as const;

async function adminOf({ origin }: ServiceProcess) {
  const body = { username: 'admin', password: DEMO_PASSWORD };
  const { data: session } = await createClient({ origin }).call('signIn', { body });
  return { session, admin: createClient({ origin, token: () => session.token }) };
}

it('a full disk is told, refuses what it cannot keep, goes on being read, and heals', async () => {
  const folder = disk('size=200m');
  if (folder === null) return;
  const service = await startProcess(folder);
  onTestFinished(() => service.kill());
  const { session, admin } = await adminOf(service);
  const { data: before } = await admin.call('fileReport', { body: report });

  const filler = join(folder, 'filler');
  fill(filler);
  await expect.poll(() => readiness(service)).toEqual([503, expect.stringMatching(/disk|room/i)]);
  const headers = { authorization: `Bearer ${session.token}` };
  const send = (path: string, type: string, sent: BodyInit): Promise<Response> =>
    fetch(`${service.origin}/api/v1${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': type },
      body: sent,
    });
  // A few kilobytes may still fit into what the database holds already; after them nothing does.
  let refused: Response | null = null;
  for (let tries = 0; refused === null && tries < 2_000; tries++) {
    const long = { ...report, description: 'Lubang '.repeat(1_000) };
    const reply = await send('/tickets', 'application/json', JSON.stringify(long));
    if (reply.status !== 201) refused = reply;
  }
  expect([refused?.status, refused?.headers.get('retry-after')]).toEqual([503, expect.any(String)]);
  const photo = await send('/photos', 'image/jpeg', new Uint8Array(fixture('plain-f24631a2.jpg')));
  expect([photo.status, photo.headers.get('retry-after')]).toEqual([503, expect.any(String)]);
  const { data: read } = await admin.call('getTicket', { params: { number: before.number } });
  expect(read.version).toBe(before.version);

  rmSync(filler);
  await expect.poll(() => readiness(service)).toEqual([200, expect.stringMatching(/^ok/)]);
  const { data: after } = await admin.call('fileReport', { body: report });
  expect(after.version).toBe(1);
  expect(await service.stop()).toBe(0);
  expect(await verifyBooks(folder)).toBeNull();
  expect(service.complaints()).not.toContain('unexpected error');
});

it('a disk that turns read-only under the service is told; what was answered is read on, and is there afterwards', async () => {
  const place = mkdtempSync(join(tmpdir(), 'tuntas-image-'));
  onTestFinished(() => rmSync(place, { recursive: true }));
  const image = join(place, 'image');
  const folder = breakableDisk(image);
  if (folder === null) return;
  const service = await startProcess(folder);
  onTestFinished(() => service.kill());
  const { session, admin } = await adminOf(service);
  const { data: before } = await admin.call('fileReport', { body: report });

  // As the kernel does when the disk answers with errors.
  execFileSync('mount', ['-o', 'remount,abort', folder]);
  await expect.poll(() => readiness(service)).toEqual([503, expect.stringContaining('how it is mounted')]);
  await expect(admin.call('fileReport', { body: report })).rejects.toMatchObject({
    problem: { status: 503 },
  });
  const { data: read } = await admin.call('getTicket', { params: { number: before.number } });
  expect(read.version).toBe(before.version);
  await service.kill();
  expect(service.complaints()).not.toContain('unexpected error');

  execFileSync('umount', [folder]);
  // Processes of the killed service that read photos see the disk for a moment longer; until then it stays read-only.
  await expect.poll(() => execFileSync('losetup', ['-j', image], { encoding: 'utf8' })).toBe('');
  // 1: what was wrong is mended.
  expect([0, 1]).toContain(spawnSync('e2fsck', ['-fp', image]).status);
  execFileSync('mount', ['-o', 'loop', image, folder]);
  const again = await startProcess(folder);
  onTestFinished(() => again.kill());
  const later = createClient({ origin: again.origin, token: () => session.token });
  expect((await later.call('getTicket', { params: { number: before.number } })).data.version).toBe(1);
  await later.call('fileReport', { body: report });
  expect(await again.stop()).toBe(0);
  expect(await verifyBooks(folder)).toBeNull();
});

it('a start on a disk that cannot be written to ends with one sentence', async () => {
  const folder = disk('size=8m,ro');
  if (folder === null) return;
  const child = spawn(process.execPath, ['--import', 'tsx', 'service/compose/main.ts', '--demo=accounts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(said.trim().split('\n')).toHaveLength(1);
  expect(said).toContain(folder);
});
