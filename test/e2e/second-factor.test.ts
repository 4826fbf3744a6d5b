/**
 * A second factor in a real browser: set up on its page by keyboard and on a telephone, and asked for where one signs in,
 * in the extension and on the pages.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { Authenticator } from '../service/authenticator.ts';
import { sidewaysScroll, violations } from './desk-page.ts';
import { launch, type TestBrowser } from './harness/browser.ts';
import { inEveryLook, POPUP } from './harness/looks.ts';
import { screenshot } from './harness/paths.ts';
import { startService, type TestService } from './harness/service.ts';
import { nameService } from './harness/sign-in.ts';

const NARROW = { width: 390, height: 844 };

let service: TestService;
let browser: TestBrowser;
let app: Authenticator;
let recovery: string[];

beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** In both themes; what can be asserted of a page is. */
async function looked(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect([name, await violations(page), await sidewaysScroll(page)]).toEqual([name, [], 0]);
    await page.screenshot({ path: await screenshot(`factor-${name}-${colorScheme}`), fullPage: true });
  }
}

/** Of nobody that the browser knows. */
async function passwordSaid(): Promise<Page> {
  await browser.context.clearCookies();
  const page = await browser.context.newPage();
  await page.setViewportSize(NARROW);
  await page.goto(`${service.origin}/masuk`);
  await page.locator('input[name="username"]').fill('admin');
  await page.locator('input[name="password"]').fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  return page;
}

it('is set up on its page: a picture to scan, a code, and codes to keep', async () => {
  const page = await passwordSaid();
  await page.locator('.who').waitFor();
  await page.goto(`${service.origin}/akun`);
  await page.locator('a[href="/akun/kode"]').press('Enter');
  await looked(page, 'begin');
  await page.locator('main button').press('Enter');
  await page.locator('svg.qr').waitFor();
  app = new Authenticator((await page.locator('.secret').textContent()) ?? '');
  await page.locator('[name="password"]').fill(DEMO_PASSWORD);
  await page.keyboard.press('Tab');
  await page.keyboard.type(app.wrong());
  await page.keyboard.press('Enter');
  await page.locator('.notice.bad').waitFor();
  await looked(page, 'draft');
  await page.locator('[name="password"]').fill(DEMO_PASSWORD);
  await page.locator('[name="code"]').fill(app.code());
  await page.keyboard.press('Enter');
  await page.locator('.notice.good').waitFor();
  recovery = ((await page.locator('.secret').textContent()) ?? '').split('\n');
  expect(recovery).toHaveLength(10);
  await looked(page, 'codes');
  await page.goto(`${service.origin}/akun/kode`);
  await page.locator('summary').last().press('Enter');
  await looked(page, 'set');
  await page.close();
});

it('is asked for by the extension once the password is right, and signs in', async () => {
  const options = await browser.openOwn('options.html');
  await nameService(options, service);
  await options.close();
  const popup = await browser.openOwn('popup.html');
  await popup.setViewportSize(POPUP);
  const [code, failure] = [popup.getByLabel('Kode dari aplikasi'), popup.getByRole('alert')];
  await popup.getByLabel('Nama pengguna').fill('admin');
  await popup.getByLabel('Kata sandi').fill('bukan rahasia');
  await popup.keyboard.press('Enter');
  await expect.poll(() => failure.textContent()).toContain('tidak cocok');
  expect(await code.count()).toBe(0);
  await popup.getByLabel('Kata sandi').fill(DEMO_PASSWORD);
  await popup.keyboard.press('Enter');
  await popup.locator('[name="code"]:focus').waitFor();
  expect(await failure.textContent()).toBe('');
  await inEveryLook(popup, 'popup-code');
  await popup.locator('[name="code"]').focus();
  await popup.keyboard.type(app.wrong());
  await popup.keyboard.press('Enter');
  await expect.poll(() => failure.textContent()).toContain('Kode tidak cocok');
  await popup.keyboard.type(app.code(1));
  await popup.keyboard.press('Enter');
  await popup.getByRole('button', { name: 'Keluar' }).waitFor();
  await popup.close();
});

it('is asked for on the pages after the password; a recovery code opens in its place', async () => {
  const page = await passwordSaid();
  await page.locator('[name="code"]:focus').waitFor();
  await looked(page, 'asked');
  await page.keyboard.type(recovery[0] ?? '');
  await page.keyboard.press('Enter');
  await page.locator('.who').waitFor();
  await page.close();
});
