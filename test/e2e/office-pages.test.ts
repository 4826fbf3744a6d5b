/** The pages for operators and supervisors in a real browser: by keyboard, on a telephone, and as axe sees them. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ActionBody } from '#shared/contract/action.ts';
import { findBrowser } from '../../service/compose/launch/chromium.mjs';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { sidewaysScroll, violations } from './desk-page.ts';
import { startService, type TestService } from './harness/service.ts';

let service: TestService;
let browser: Browser;

beforeAll(async () => {
  const found = findBrowser();
  if (!found) throw new Error('No Chromium was found');
  [service, browser] = await Promise.all([
    startService(),
    chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] }),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** Signs in as somebody without a mouse does. */
async function signIn(
  username: string,
  setup: { width: number; colorScheme: 'light' | 'dark' },
): Promise<Page> {
  const { width, colorScheme } = setup;
  const context = await browser.newContext({ locale: 'id', colorScheme, viewport: { width, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${service.origin}/masuk`);
  await page.locator('input[name="username"]:focus').waitFor();
  await page.keyboard.type(username);
  await page.keyboard.press('Tab');
  await page.keyboard.type(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('.who').waitFor();
  return page;
}

async function lookAt(page: Page, path: string): Promise<[string, string[], number]> {
  await page.goto(service.origin + path);
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll('details')) folded.open = true;
  });
  return [path, await violations(page), await sidewaysScroll(page)];
}

it.each([
  [
    'operator',
    'light',
    [
      '/kelola/beranda',
      '/kelola/permohonan',
      '/kelola/akun',
      '/kelola/akun/admin',
      '/kelola/unit',
      '/kelola/unit/dinas-bina-marga',
      '/kelola/kunci',
      '/kelola/webhook',
      '/kelola/impor',
      '/kelola/ekspor',
      '/kelola/pesan',
    ],
  ],
  [
    'supervisor',
    'dark',
    [
      '/kelola/beranda',
      '/kelola/kriteria',
      '/kelola/kriteria/1',
      '/kelola/kriteria/temuan',
      '/kelola/kategori',
      '/kelola/kategori/jalan',
      '/kelola/ketentuan',
      '/kelola/kalender',
      '/kelola/piket',
      '/kelola/kinerja',
      '/kelola/kinerja/peringkat',
      '/kelola/kinerja/lembar?unit=31.74.03.1002',
      '/kelola/dinding?jeda',
      '/kelola/pemberitahuan',
    ],
  ],
] as const)(
  '%s: nothing that axe objects to, nothing wider than a telephone',
  async (who, colorScheme, paths) => {
    const page = await signIn(who, { width: 360, colorScheme });
    for (const path of paths) expect(await lookAt(page, path)).toEqual([path, [], 0]);
    await page.context().close();
  },
);

it('everybody’s pages: the same, with a report that was followed up, done and rated without a mouse', async () => {
  const [admin, validator] = await Promise.all([service.as('admin'), service.as('validator')]);
  const filed = await admin.call('fileReport', {
    body: { channel: 'kantor_lurah', category: 'Jalan', description: 'Jalan berlubang di depan pasar' },
  });
  const { number, trackingSecret } = filed.data;
  const act = async (client: typeof admin, body: ActionBody, version: number) =>
    client.call('act', { params: { number }, body, version });
  await act(admin, { action: 'proses' }, 1);
  await act(admin, { action: 'tindak_lanjut', narrative: 'Sudah ditambal oleh petugas di depan pasar.' }, 2);
  await act(validator, { action: 'setujui', reason: 'Diperiksa langsung di tempat' }, 4);
  const page = await browser.newPage({ locale: 'id', viewport: { width: 360, height: 800 } });
  const month = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 7);
  for (const path of ['/', '/cara-kerja', `/angka/${month}`]) {
    expect(await lookAt(page, path)).toEqual([path, [], 0]);
  }
  await page.goto(`${service.origin}/lacak`);
  await page.locator('[name="nomor"]').fill(number.toLowerCase());
  await page.keyboard.press('Enter');
  await page.locator('[name="bintang"][value="4"]').press('Space');
  await page.locator('[name="kode"]').fill(trackingSecret);
  await page.keyboard.press('Enter');
  await page.locator('.notice.good').waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
  await page.close();
});

it('an office asks on a telephone, and the operator approves by keyboard alone', async () => {
  const office = await browser.newPage({ locale: 'en', viewport: { width: 360, height: 800 } });
  expect(await lookAt(office, '/permohonan')).toEqual(['/permohonan', [], 0]);
  const form = {
    name: '<b>Raden Mas</b> '.repeat(10),
    nip: '198503152010011007',
    unit: 'Kelurahan Bangka',
    username: 'raden.mas',
    contact: '021-7194321',
    letter: '045/KL-BGK/III/2025/'.repeat(4),
  };
  for (const [name, value] of Object.entries(form)) await office.fill(`[name="${name}"]`, value);
  await office.click('main button');
  await office.locator('.secret').waitFor();
  const page = await signIn('operator', { width: 1280, colorScheme: 'light' });
  await page.locator('td a').first().press('Enter');
  await page.locator('dl.facts').waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
  await page.locator('summary').first().press('Enter');
  await page.locator('form[action$="/setujui"] input[name="username"]').press('Enter');
  await page.locator('.secret').waitFor();
  expect(await violations(page)).toEqual([]);
});
