/** What the extension keeps in a browser: out of reach of scripts in pages, and gone with whoever signs out. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ticket } from '#shared/contract/ticket.ts';
import { STYLE_PATH } from '../../service/pages/menu.ts';
import { launch, type TestBrowser } from './harness/browser.ts';
import { cardOn } from './harness/card.ts';
import { FILED_AT, FOLLOWED_UP_AT, file, followUp, moveClock, POTHOLE } from './harness/reports.ts';
import { startService, type TestService } from './harness/service.ts';
import { signIn } from './harness/sign-in.ts';
import { startSite, type TestSite } from './harness/site.ts';

/** What tests use of the browser's own interface, inside the worker. */
declare const chrome: {
  storage: Record<'local' | 'session', { get: (keys: null) => Promise<object> }>;
  tabs: { query: (by: object) => Promise<{ id: number }[]> };
  scripting: { executeScript: (run: object) => Promise<{ result: unknown }[]> };
};

let service: TestService;
let site: TestSite;
let browser: TestBrowser;
let page: Page;
let report: Ticket;

beforeAll(async () => {
  site = await startSite();
  service = await startService({ clock: FILED_AT, sites: [`${site.origin}/*`] });
  browser = await launch();
  const filed = await file(service, POTHOLE);
  await moveClock(service, FOLLOWED_UP_AT);
  report = await followUp(service, POTHOLE, filed);
  await signIn(browser, service, 'validator', [site.origin]);
  page = await browser.context.newPage();
  site.show(`<p>${report.number}</p>`);
  await page.goto(`${site.origin}/`);
  await page.locator('[data-tuntas="badge"]').click();
  await cardOn(page).locator('[data-seen="true"]').waitFor();
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
  await site?.stop();
});

describe('what the extension keeps', () => {
  it('is read by no script in a page, our own included', async () => {
    const read = await (await browser.worker()).evaluate(async () => {
      const [tab] = await chrome.tabs.query({ url: 'http://crm.jakarta.test/*' });
      const func = () =>
        Promise.all(
          (['local', 'session'] as const).map((area) =>
            chrome.storage[area].get(null).then(
              () => 'read',
              (error: Error) => error.message,
            ),
          ),
        );
      const [said] = await chrome.scripting.executeScript({ target: { tabId: tab?.id }, func });
      return said?.result as string[];
    });
    expect(read).toHaveLength(2);
    for (const answer of read) expect(answer).toMatch(/Access to storage is not allowed/);
  });

  it('is gone at sign-out: what open cards may, and every photo that the browser could have kept', async () => {
    const fetched = async (path: string): Promise<string> =>
      (await browser.worker()).evaluate(
        (url) =>
          fetch(url, { cache: 'force-cache' }).then(
            ({ ok }) => (ok ? 'kept' : 'refused'),
            () => 'gone',
          ),
        `${service.origin}${path}`,
      );
    const photo = `/api/v1/photos/${report.photos.at(-1)?.id}?as=display`;
    // What may be kept is, so that it can be told what is not.
    expect(await fetched(STYLE_PATH)).toBe('kept');
    const options = await browser.openOwn('options.html');
    await options.getByRole('button', { name: 'Keluar' }).click();
    await options.getByRole('button', { name: 'Masuk' }).first().waitFor();
    const granted = () =>
      browser.worker().then((worker) => worker.evaluate(() => chrome.storage.session.get(null)));
    await expect.poll(granted).toEqual({});
    await expect.poll(() => cardOn(page).locator('.card-bar').count()).toBe(0);
    expect(await cardOn(page).locator('body').innerText()).not.toMatch(/Jalan|Bangka|Tidak ada temuan/);
    await expect.poll(() => page.locator('[data-tuntas="badge"]').count()).toBe(0);
    await service.stop();
    expect([await fetched(STYLE_PATH), await fetched(photo)]).toEqual(['kept', 'gone']);
    await options.close();
  });
});
