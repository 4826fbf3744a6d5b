/** The packed client on pages of another origin, in a real Chromium: where the key names that origin, and where it does not. */

import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageClient } from '../../client/build.ts';
import { findBrowser } from '../../service/compose/launch/chromium.mjs';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { keyFor } from '../service/tokens.ts';
import { ROOT } from './harness/paths.ts';
import { startService, type TestService } from './harness/service.ts';

const PHOTO = join(ROOT, 'test/fixtures/evidence/photos/plain-f24631a2.jpg');
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };

let folder: string;
let service: TestService;
let browser: Browser;
const servers: Server[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tuntas-front-end-'));
  await packageClient(folder);
  service = await startService();
  browser = await chromium.launch({
    executablePath: findBrowser()?.path ?? '',
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
  });
});
afterAll(async () => {
  await browser?.close();
  for (const server of servers) server.close();
  await service?.stop();
  rmSync(folder, { recursive: true });
});

/** Somebody else's site with the page and the package; answers its origin. */
async function site(): Promise<string> {
  const files: Record<string, string> = {
    '/': join(ROOT, 'test/front-end/page.html'),
    '/page.js': join(ROOT, 'test/front-end/page.js'),
    '/tuntas-client/bundle.js': join(folder, 'client/bundle.js'),
  };
  const server = createServer(({ url = '' }, answer) => {
    const file = files[url];
    answer.writeHead(file ? 200 : 404, { 'content-type': TYPES[extname(file ?? '')] ?? 'text/plain' });
    answer.end(file ? readFileSync(file) : '');
  });
  servers.push(server.listen(0));
  await once(server, 'listening');
  const address = server.address();
  return `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

async function sendFrom(at: string, key: string): Promise<Page> {
  const page = await browser.newPage();
  const told = { origin: service.origin, key, password: DEMO_PASSWORD };
  await page.goto(`${at}/#${encodeURIComponent(JSON.stringify(told))}`);
  await page.setInputFiles('input[type=file]', PHOTO);
  await page.getByRole('button', { name: 'Kirim' }).click();
  return page;
}
const said = (page: Page, selector: string): Promise<string[]> => page.locator(selector).allTextContents();

it('a page of a registered origin brings a report from its photo to its approval, and follows it', async () => {
  const at = await site();
  const page = await sendFrom(at, await keyFor(service.origin, undefined, [at]));
  await expect
    .poll(async () => [...(await said(page, 'li')), ...(await said(page, '[role=alert]'))])
    .toEqual([
      'lapor: menunggu',
      'proses: proses',
      'tindak_lanjut: tindak_lanjut',
      'bukti_diperiksa: validasi',
      'setujui: selesai',
      '',
    ]);
});

it('a page of another origin is told that its origin is not registered, and by whom it would be', async () => {
  const [theirs, other] = [await site(), await site()];
  const page = await sendFrom(other, await keyFor(service.origin, undefined, [theirs]));
  await expect
    .poll(() => said(page, '[role=alert]'))
    .toEqual([
      expect.stringMatching(new RegExp(`^OriginError: .*${other}: have its operator register this origin`)),
    ]);
  expect(await said(page, 'li')).toEqual([]);
});
