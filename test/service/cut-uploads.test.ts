/** Uploads that break off in the middle of a file: told where somebody still listens, and nobody else notices. */
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { type ServiceProcess, startProcess } from './process.ts';
import { tokenOf } from './tokens.ts';

let folder: string;
let service: ServiceProcess;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tuntas-cut-'));
  service = await startProcess(folder);
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

const TYPE = 'multipart/form-data; boundary=x';
const fileOf = (name: string): string =>
  `--x\r\nContent-Disposition: form-data; name="${name}"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\nabc`;

async function signedInAs(username: string): Promise<string> {
  const body = new URLSearchParams({ username, password: DEMO_PASSWORD });
  const headers = { origin: service.origin };
  const reply = await fetch(`${service.origin}/masuk`, { method: 'POST', headers, body, redirect: 'manual' });
  return reply.headers.get('set-cookie')?.split(';')[0] ?? '';
}

const isThere = async (): Promise<boolean> => (await fetch(`${service.origin}/readyz`)).status === 200;

it.each(['after', 'before', 'lain'])('a call that ends in a photo called %s is 400', async (name) => {
  const headers = { authorization: `Bearer ${await tokenOf(service.origin, 'admin')}`, 'content-type': TYPE };
  const call = { method: 'POST', headers, body: fileOf(name) };
  expect((await fetch(`${service.origin}/api/v1/evidence/checks`, call)).status).toBe(400);
  expect(await isThere()).toBe(true);
});

it.each(['berkas', 'lain'])('a page that ends in a file called %s goes no further', async (name) => {
  const headers = { cookie: await signedInAs('operator'), origin: service.origin, 'content-type': TYPE };
  const form = { method: 'POST', headers, body: fileOf(name), redirect: 'manual' as const };
  expect((await fetch(`${service.origin}/kelola/impor`, form)).status).toBeLessThan(500);
  expect(await isThere()).toBe(true);
});

it('a line that is cut in the middle of a photo takes nobody along', async () => {
  const token = await tokenOf(service.origin, 'admin');
  const { port } = new URL(service.origin);
  await new Promise<void>((resolve) => {
    const line = connect(Number(port), '127.0.0.1', () => {
      const head = [
        'POST /api/v1/evidence/checks HTTP/1.1',
        'Host: localhost',
        `Authorization: Bearer ${token}`,
        `Content-Type: ${TYPE}`,
        'Content-Length: 100000',
      ];
      line.end(`${head.join('\r\n')}\r\n\r\n${fileOf('after')}`);
    });
    line.on('error', () => resolve());
    line.on('close', () => resolve());
    line.resume();
  });
  expect(await isThere()).toBe(true);
});

it.each([
  ['/api/v1/session', 'application/json'],
  ['/api/v1/tickets', 'application/json'],
  ['/masuk', 'application/x-www-form-urlencoded'],
  ['/permohonan', TYPE],
])('words for %s that are cut are no fault of ours', async (path, type) => {
  const { hostname, port } = new URL(service.origin);
  const headers = {
    authorization: `Bearer ${await tokenOf(service.origin, 'admin')}`,
    origin: service.origin,
    'content-type': type,
    'content-length': '1000',
  };
  const call = request({ hostname, port, path, method: 'POST', headers });
  const gone = new Promise((resolve) => call.on('error', resolve));
  call.write('{"username":');
  // Only once the call was begun is there a body to cut.
  await expect.poll(async () => call.socket?.bytesWritten ?? 0).toBeGreaterThan(200);
  expect(await isThere()).toBe(true);
  call.destroy();
  await gone;
  expect(await isThere()).toBe(true);
  expect(service.complaints()).not.toContain('unexpected error');
});
