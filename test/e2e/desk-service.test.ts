/** The desk against the real service and its demo, with its real photos. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { launch, type TestBrowser } from './harness/browser.ts';
import { cardOn } from './harness/card.ts';
import { inEveryLook, POPUP, STORE } from './harness/looks.ts';
import { startService, type TestService } from './harness/service.ts';
import { startSite, type TestSite } from './harness/site.ts';

declare const chrome: {
  runtime: { sendMessage(message: unknown): Promise<{ ok: boolean } | undefined> };
  notifications: { getAll(): Promise<object> };
  storage: { local: { set(values: object): Promise<void> } };
};

let service: TestService;
let browser: TestBrowser;

beforeAll(async () => {
  [service, browser] = await Promise.all([startService({ demo: 'reports' }), launch()]);
  const page = await browser.openOwn('desk.html');
  const ask = { origin: service.origin, username: 'validator', password: DEMO_PASSWORD };
  await page.evaluate((serviceOrigin) => chrome.storage.local.set({ serviceOrigin }), service.origin);
  const answer = await page.evaluate(
    (body) => chrome.runtime.sendMessage({ name: 'signIn', ask: body }),
    ask,
  );
  expect(answer).toMatchObject({ ok: true });
  await page.close();
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** A report of the demo whose photo is off the point, nothing else being wrong. */
async function offThePoint(): Promise<string> {
  const { data } = await (await service.as('validator')).call('queueReports', {});
  const found = data.items.find(
    ({ verdict, photos }) =>
      verdict?.reasons[0]?.code === 'LOCATION_MISMATCH' &&
      verdict.reasons.length === 1 &&
      photos.some((photo) => photo.kind === 'report'),
  );
  if (!found) throw new Error('the demo has no report that is only off the point');
  return found.number;
}

/** A report of the demo with a photo that another report’s office had handed in. */
async function handedInBefore(): Promise<string> {
  const { data } = await (await service.as('validator')).call('queueReports', {});
  const found = data.items.find(({ verdict }) =>
    verdict?.reasons.some(({ code, ref, otherPhoto }) => code === 'PHOTO_REUSED' && ref && otherPhoto),
  );
  if (!found) throw new Error('the demo has no report with a photo of another report');
  return found.number;
}

it('shows the demo’s reports with their photos in a tab', async () => {
  const page = await browser.openOwn(`desk.html?ticket=${await offThePoint()}`);
  await page.setViewportSize(STORE);
  await page.locator('.pane-before img.picture[data-preview="false"]').waitFor();
  await page.locator('.pane-after img.picture[data-preview="false"]').waitFor();
  await page.locator('.event').first().waitFor();
  await inEveryLook(page, 'demo');
  await page.close();
});

it('says of a guided photo how far off the device was, as a reason to trust', async () => {
  const { data } = await (await service.as('validator')).call('queueReports', {});
  const guided = data.items.find(({ verdict }) =>
    verdict?.reasons.some(({ code }) => code === 'CAPTURED_IN_PLACE'),
  );
  if (!guided) throw new Error('the demo has no guided photo');
  const page = await browser.openOwn(`desk.html?ticket=${guided.number}`);
  await page.setViewportSize(STORE);
  await page.locator('.pane-after img.picture[data-preview="false"]').waitFor();
  await page.getByText(/dipandu, \d+.m menurut gawai/).waitFor();
  const mark = page.getByRole('listitem').filter({ hasText: 'dipandu di tempat' });
  await mark.getByRole('img', { name: 'Alasan untuk percaya' }).waitFor();
  await inEveryLook(page, 'guided');
  await page.close();
});

it('leads from the popup and the desk to one’s first page, where numbers lead back to the desk', async () => {
  const web = await browser.context.newPage();
  await web.goto(`${service.origin}/masuk`);
  await web.locator('[name="username"]').fill('validator');
  await web.locator('[name="password"]').fill(DEMO_PASSWORD);
  await web.keyboard.press('Enter');
  await web.locator('.who').waitFor();
  const popup = await browser.openOwn('popup.html');
  const opened = browser.context.waitForEvent('page');
  await popup.getByRole('button', { name: 'Beranda' }).click();
  const home = await opened;
  await home.waitForURL(`${service.origin}/kelola/beranda`);
  await home.getByRole('heading', { name: 'Beranda' }).waitFor();
  await home.locator('[data-tuntas="badge"]').first().waitFor({ state: 'attached' });
  const desk = await browser.openOwn('desk.html');
  const link = desk.getByRole('link', { name: 'Buka Beranda' });
  expect(await link.getAttribute('href')).toBe(`${service.origin}/kelola/beranda`);
  await Promise.all([web, home, desk].map((page) => page.close()));
});

it('puts a photo that was handed in before beside the other report’s', async () => {
  const page = await browser.openOwn(`desk.html?ticket=${await handedInBefore()}`);
  await page.setViewportSize(STORE);
  await page.getByRole('button', { name: 'Sandingkan kedua foto' }).first().waitFor();
  await page.keyboard.press('y');
  const pictures = page.getByRole('dialog').locator('img.picture[data-preview="false"]');
  await expect.poll(() => pictures.count()).toBe(2);
  await page.getByRole('complementary', { name: 'Kedua laporan' }).waitFor();
  await inEveryLook(page, 'compare');
  await page.close();
});

it('puts its badges on the demo’s list, and a card with decisions behind each', async () => {
  const page = await browser.openOwn('popup.html');
  await page.setViewportSize(STORE);
  await page.goto(`${service.origin}/demo/laporan?status=validasi`);
  await page.locator('[data-tuntas="badge"] [data-verdict="fail"]').first().click();
  await cardOn(page)
    .getByRole('button', { name: /^Kembalikan: / })
    .waitFor();
  await inEveryLook(page, 'list');
  await page.close();
});

it('shows nothing in a frame that no worker vouches for', async () => {
  const page = await browser.openOwn('desk.html');
  await page.evaluate(() => {
    const { document } = globalThis as unknown as { document: Document };
    const frame = document.createElement('iframe');
    frame.id = 'forged';
    frame.src = '/desk.html?ticket=JK2503080001&nonce=guessed';
    document.body.append(frame);
  });
  const forged = page.frameLocator('#forged');
  await forged.locator('#app').waitFor({ state: 'attached' });
  await expect
    .poll(() =>
      page
        .frames()
        .at(-1)
        ?.evaluate(() => document.readyState),
    )
    .toBe('complete');
  expect(await forged.locator('#app *').count()).toBe(0);
});

it('lets every setting be set by keyboard and heard by screen readers, in both languages and themes', async () => {
  const page = await browser.openOwn('options.html');
  await page.setViewportSize(STORE);
  await page.getByRole('heading', { name: 'Yang tersimpan di sini' }).waitFor();
  await page.getByRole('radio', { name: 'English' }).check();
  await page.locator('html[lang="en"]').waitFor();
  await page.getByRole('radio', { name: 'Bahasa Indonesia' }).check();
  await page.locator('html[lang="id"]').waitFor();
  await inEveryLook(page, 'options');

  const approve = page.getByRole('button', { name: /^Ubah tombol untuk Setujui, sekarang A$/ });
  await approve.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('r');
  await page.getByText('Tombol R sudah dipakai untuk Kembalikan. Pilih yang lain.').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press(']');
  await page.getByText('Setujui kini memakai tombol ].').waitFor();
  const desk = await browser.openOwn('desk.html');
  await desk.locator('.decision[data-action="setujui"][aria-keyshortcuts="]"]').waitFor();
  await desk.close();
  await page.getByRole('button', { name: 'Kembalikan semua' }).click();
  await page.getByText('Semua tombol kembali seperti semula.').waitFor();
  await page.close();
});

it('says what is wrong with a service address, and keeps the one that works', async () => {
  const page = await browser.openOwn('options.html');
  const address = page.getByRole('textbox', { name: 'Layanan', exact: true });
  const said = async (origin: string): Promise<string> => {
    await address.fill(origin);
    await page.keyboard.press('Enter');
    const words = page.locator('form:has([name="address"]) .options-said');
    await expect.poll(() => words.innerText()).not.toMatch(/^(Menguji sambungan)?$/);
    return words.innerText();
  };
  const site = await startSite('<h1>Situs lain</h1>');
  const gone = await startSite();
  await gone.stop();
  expect(await said('bukan alamat')).toContain('Tulis alamat seperti');
  const here = ({ origin }: TestSite): string => origin.replace('crm.jakarta.test', 'localhost');
  expect(await said(site.origin)).toContain('harus dimulai dengan https://');
  expect(await said(here(site))).toContain('bukan layanan Tuntas');
  expect(await said(here(gone))).toMatch(/menolak sambungan|Tidak ada yang menjawab/);
  expect(await said(service.origin)).toContain('Tersambung. Alamat disimpan.');
  await site.stop();
  await page.close();
});

it('keeps count and quiet when the worker dies: nothing is told twice, and its next start counts as before', async () => {
  const before = await browser.toolbar();
  expect(before.text).not.toBe('');
  const page = await browser.openOwn('popup.html');
  await page.locator('.next-row').first().waitFor();
  await page.setViewportSize(POPUP);
  await inEveryLook(page, 'popup');
  const devtools = await browser.context.newCDPSession(page);
  await devtools.send('ServiceWorker.enable');
  await devtools.send('ServiceWorker.stopAllWorkers');
  await page.evaluate(() => chrome.runtime.sendMessage({ name: 'sync' }));
  expect(await browser.toolbar()).toEqual(before);
  expect(await page.evaluate(() => chrome.notifications.getAll())).toEqual({});
  await page.close();
});
