/** What a phone is told while the app is closed: by the real service, sealed for a push service of the test's own. */
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PushMessage } from '#shared/contract/push.ts';
import { PushBrowser } from '../service/push/browser.ts';
import { sidewaysScroll, violations } from './desk-page.ts';
import { screenshot } from './harness/paths.ts';
import { type Phone, signInOn, switchOn } from './harness/phone.ts';
import { FILED_AT, file, moveClock, POTHOLE } from './harness/reports.ts';
import { startService, type TestService } from './harness/service.ts';

const AT_NIGHT = '2025-03-08T23:10:00+07:00';
const [KELURAHAN, DINAS] = ['31.74.03.1002', 'dinas-bina-marga'];

let far: PushBrowser;
let service: TestService;
let phone: Phone;
let page: Page;
let number: string;

beforeAll(async () => {
  far = await PushBrowser.open();
  service = await startService({ clock: FILED_AT, outboundTrusted: far.origin });
  phone = await switchOn(service.origin);
  await phone.context.addInitScript(pushesAt, far.subscription());
  ({ number } = await file(service, POTHOLE));
  await pass('admin', DINAS);
  await moveClock(service, AT_NIGHT);
  await phone.context.grantPermissions(['geolocation']);
  page = await phone.open();
  await signInOn(page, 'admin');
});
afterAll(async () => {
  await phone?.close();
  await service?.stop();
  await far?.close();
});

/** In the page: browsers hand out addresses of their maker's push service alone, which no test has. */
function pushesAt(subscription: { endpoint: string; keys: Record<string, string> }): void {
  const held = {
    ...subscription,
    toJSON: () => subscription,
    unsubscribe: async () => {
      sessionStorage.removeItem('held');
      return true;
    },
  };
  Object.assign(PushManager.prototype, {
    getSubscription: async () => (sessionStorage.getItem('held') === null ? null : held),
    subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
      sessionStorage.setItem('held', applicationServerKey);
      return held;
    },
  });
}

async function pass(by: string, to: string): Promise<void> {
  const client = await service.as(by);
  const { data } = await client.call('getTicket', { params: { number } });
  await client.call('act', {
    params: { number },
    version: data.version,
    body: { action: 'koordinasi', to, reason: 'Kewenangannya di sana' },
  });
}

let devtools: CDPSession | undefined;
let registration: Promise<string> | undefined;

/** As the browser's push service delivers what it was sent; nobody answers whether it came. */
async function deliver(message: PushMessage): Promise<void> {
  if (!devtools) {
    const opened = await phone.context.newCDPSession(page);
    devtools = opened;
    registration = new Promise((resolve) => {
      opened.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const [first] = registrations;
        if (first) resolve(first.registrationId);
      });
    });
    await opened.send('ServiceWorker.enable');
  }
  await devtools.send('ServiceWorker.deliverPushMessage', {
    origin: service.origin,
    registrationId: (await registration) ?? '',
    data: JSON.stringify(message),
  });
}

/** Title and text of each that stands on the screen. */
const shown = (): Promise<string[]> =>
  page.evaluate(async () => {
    const { ready } = navigator.serviceWorker;
    const notifications = await (await ready).getNotifications();
    return notifications.map(({ title, body }) => `${title}: ${body}`);
  });

/** Delivered again, it stands in the place of itself. */
async function afterDelivery(message: PushMessage): Promise<string[]> {
  await deliver(message);
  return shown();
}

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
  await pass('dinas', KELURAHAN);
  await expect.poll(() => far.read()).toEqual([{ kind: 'arrived', number }]);
  await expect
    .poll(() => afterDelivery({ kind: 'arrived', number }))
    .toEqual([`Laporan baru menunggu Anda: ${number}`]);
  await press();
  await page.getByRole('heading', { name: number }).waitFor();
  await page.getByRole('button', { name: 'Terima', exact: true }).click();
  await expect
    .poll(
      async () => (await (await service.as('admin')).call('getTicket', { params: { number } })).data.status,
    )
    .toBe('proses');
  expect(await shown()).toEqual([]);
});

/** As a thumb does on the newest: browsers let nobody else make such an event in earnest. */
async function press(): Promise<void> {
  await phone.context.serviceWorkers()[0]?.evaluate(async () => {
    const worker = globalThis as unknown as {
      registration: ServiceWorkerRegistration;
      NotificationEvent: new (type: string, init: object) => Event;
    };
    const [notification] = await worker.registration.getNotifications();
    dispatchEvent(new worker.NotificationEvent('notificationclick', { notification }));
  });
}

it('speaks the language that was chosen', async () => {
  await page.goBack();
  await page.getByLabel('Bahasa').selectOption('en');
  await page.locator('html[lang="en"]').waitFor();
  await expect
    .poll(() => afterDelivery({ kind: 'returned', number }))
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
  expect(await shown()).toEqual([]);
  expect(await page.evaluate(() => sessionStorage.getItem('held'))).toBeNull();
});
