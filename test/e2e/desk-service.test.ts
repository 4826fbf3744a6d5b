/** The desk against the real service and its demo, with its real photos. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { violations } from './desk-page.ts';
import { launch, type TestBrowser } from './harness/browser.ts';
import { screenshot } from './harness/paths.ts';
import { startService, type TestService } from './harness/service.ts';

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<{ ok: boolean } | undefined> } };

let service: TestService;
let browser: TestBrowser;

beforeAll(async () => {
  [service, browser] = await Promise.all([startService({ demo: 'reports' }), launch()]);
  const page = await browser.openOwn('desk.html');
  const ask = { origin: service.origin, username: 'validator', password: DEMO_PASSWORD };
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
  const { data } = await (await service.as('validator')).call('queue', { query: { limit: '200' } });
  const found = data.items.find(
    ({ verdict, photos }) =>
      verdict?.reasons[0]?.code === 'LOCATION_MISMATCH' &&
      verdict.reasons.length === 1 &&
      photos.some((photo) => photo.kind === 'report'),
  );
  if (!found) throw new Error('the demo has no report that is only off the point');
  return found.number;
}

it('shows the demo’s reports with their photos in a tab', async () => {
  const page = await browser.openOwn(`desk.html?ticket=${await offThePoint()}`);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.locator('.pane-before img.picture:not(.picture-rough)').waitFor();
  await page.locator('.pane-after img.picture:not(.picture-rough)').waitFor();
  await page.locator('.event').first().waitFor();
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.screenshot({ path: await screenshot('desk-light-id') });
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.screenshot({ path: await screenshot('desk-dark-id') });
  expect(await violations(page)).toEqual([]);
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
