/** What a phone is told while the app is closed: by the real service, sealed for a push service of the test's own. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PushBrowser } from '../service/push/browser.ts';
import { sidewaysScroll, violations } from './desk-page.ts';
import { screenshot } from './harness/paths.ts';
import { type Phone, signInOn, switchOn } from './harness/phone.ts';
import { type Pushes, pushesAt, pushesOn } from './harness/push.ts';
import { DINAS, FILED_AT, file, KELURAHAN, moveClock, POTHOLE, passOn } from './harness/reports.ts';
import { startService, type TestService } from './harness/service.ts';

const AT_NIGHT = '2025-03-08T23:10:00+07:00';

let far: PushBrowser;
let service: TestService;
let phone: Phone;
let page: Page;
let number: string;
let pushes: Pushes;

beforeAll(async () => {
  far = await PushBrowser.open();
  service = await startService({ clock: FILED_AT, outboundTrusted: far.origin });
  phone = await switchOn(service.origin);
  await phone.context.addInitScript(pushesAt, far.subscription());
  ({ number } = await file(service, POTHOLE));
  await passOn(service, number, 'admin', DINAS);
  await moveClock(service, AT_NIGHT);
  await phone.context.grantPermissions(['geolocation']);
  page = await phone.open();
  await signInOn(page, 'admin');
  pushes = pushesOn(phone, page, service.origin);
});
afterAll(async () => {
  await phone?.close();
  await service?.stop();
  await far?.close();
});

const subscribed = async (): Promise<number> =>
  (await (await service.as('admin')).call('getPush', {})).data.subscribed;

it('says that the browser refuses, and asks for nothing before it is pressed', async () => {
  await page.getByText('Pemberitahuan ditolak di pengaturan peramban.').waitFor();
  await phone.context.grantPermissions(['geolocation', 'notifications']);
  await page.reload();
  await page.getByText('Yang dikirim hanya nomor laporan dan jenisnya.').waitFor();
  expect(await subscribed()).toBe(0);
});

it('tells of work that comes at night by its number and kind, sealed, and a press opens it to be accepted', async () => {
  await page.getByRole('button', { name: 'Beri tahu saya' }).click();
  await page.getByText('sampai Anda keluar').waitFor();
  expect(await subscribed()).toBe(1);
  await phone.unhurried(async () => {
    expect([await violations(page), await sidewaysScroll(page)]).toEqual([[], 0]);
    await page.getByRole('button', { name: 'Hentikan di ponsel ini' }).scrollIntoViewIfNeeded();
    await page.screenshot({ path: await screenshot('field-push') });
  });
  await passOn(service, number, 'dinas', KELURAHAN);
  await expect.poll(() => far.read()).toEqual([{ kind: 'arrived', number }]);
  await expect
    .poll(() => pushes.afterDelivery({ kind: 'arrived', number }))
    .toEqual([`Laporan baru menunggu Anda: ${number}`]);
  await pushes.press();
  await page.getByRole('heading', { name: number }).waitFor();
  await page.getByRole('button', { name: 'Terima', exact: true }).click();
  await expect
    .poll(
      async () => (await (await service.as('admin')).call('getTicket', { params: { number } })).data.status,
    )
    .toBe('proses');
  expect(await pushes.shown()).toEqual([]);
});

it('speaks the language that was chosen', async () => {
  await page.goBack();
  await page.getByLabel('Bahasa').selectOption('en');
  await page.locator('html[lang="en"]').waitFor();
  await expect
    .poll(() => pushes.afterDelivery({ kind: 'returned', number }))
    .toEqual([`A follow-up was returned by a validator: ${number}`]);
});

it('keeps the officer’s choice of kinds and hours', async () => {
  await page.getByLabel('What a validator returned').uncheck();
  await page.getByLabel('Only at certain hours').check();
  await page.getByLabel('From').fill('05:30');
  await expect
    .poll(async () => (await (await service.as('admin')).call('getPush', {})).data.choice)
    .toEqual({ kinds: ['arrived', 'due'], hours: { from: '05:30', until: '22:00' } });
});

it('ends with signing out, and takes what it showed off the screen', async () => {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Username').waitFor();
  expect(await subscribed()).toBe(0);
  expect(await pushes.shown()).toEqual([]);
  expect(await page.evaluate(() => sessionStorage.getItem('held'))).toBeNull();
});
