/** The page for phones as it is handed out: kept, packed and fenced in as its files ask for. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fieldApp } from '../../service/compose/field-app.ts';

let folder: string;
let app: ReturnType<typeof fieldApp>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuntas-field-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'index.html.br'), 'packed');
  writeFileSync(join(folder, 'assets/first-1.js'), 'start()');
  app = fieldApp(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('is one page at its own folder', async () => {
  expect((await app.request('/lapangan')).headers.get('location')).toBe('/lapangan/');
  const page = await app.request('/lapangan/');
  expect([page.status, await page.text()]).toEqual([200, '<!doctype html>']);
});

it('runs scripts of its own alone, and has camera and place to itself', async () => {
  const { headers } = await app.request('/lapangan/');
  expect(headers.get('content-security-policy')).toContain("script-src 'self';");
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('permissions-policy')).toContain('camera=(self), geolocation=(self)');
});

it('keeps for good what is named by its contents, and asks anew for all else', async () => {
  const kept = async (path: string) => (await app.request(path)).headers.get('cache-control');
  expect(await kept('/lapangan/assets/first-1.js')).toContain('immutable');
  expect(await kept('/lapangan/')).toBe('no-cache');
  const etag = (await app.request('/lapangan/')).headers.get('etag') ?? '';
  const again = await app.request('/lapangan/', { headers: { 'if-none-match': etag } });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

it('is sent packed to whoever takes it so', async () => {
  const answer = await app.request('/lapangan/', { headers: { 'accept-encoding': 'gzip, br' } });
  expect([answer.headers.get('content-encoding'), await answer.text()]).toEqual(['br', 'packed']);
});

it('hands out nothing beside its own files', async () => {
  for (const path of ['/lapangan/tidak-ada', '/lapangan/index.html.br', '/lapangan/..%2f..%2fpackage.json'])
    await expect(
      Promise.resolve(app.request(path)).then(({ status }) => status),
    ).resolves.toBeGreaterThanOrEqual(400);
});
