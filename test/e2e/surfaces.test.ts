/**
 * Every surface of the extension as a store page would show it: each in both themes and both languages, made into
 * `screenshots/` to be looked at by people. What can be asserted is asserted: no sideways scroll, no missing word.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counters } from '../extension/fixtures.ts';
import { type DeskBench, NARROW, startDeskBench } from './desk-harness.ts';
import { sidewaysScroll, sync } from './desk-page.ts';
import { deskTicket } from './desk-tickets.ts';
import { screenshot } from './harness/paths.ts';

declare const chrome: { storage: { local: { set(values: object): Promise<void> } } };

/** As the stores want their pictures. */
const STORE = { width: 1280, height: 800 };
const POPUP = { width: 380, height: 600 };

const SURFACES = [
  ['desk', 'desk.html', STORE],
  ['panel', 'desk.html', NARROW],
  ['popup', 'popup.html', POPUP],
  ['options', 'options.html', STORE],
] as const;

let bench: DeskBench;

beforeAll(async () => {
  bench = await startDeskBench({ tickets: Array.from({ length: 24 }, (_, index) => deskTicket(index + 1)) });
  bench.service.counters = counters({ overdue: 3, due1h: 3, dueToday: 8, waiting: 10, returned: 2 });
  const page = await bench.openOwn('popup.html', POPUP);
  await sync(page);
  await page.close();
});
afterAll(() => bench?.close());

describe.each(['id', 'en'] as const)('in the language %s', (language) => {
  it.each(SURFACES)('%s', async (name, file, size) => {
    const page = await bench.openOwn(file, size);
    await page.evaluate((chosen) => chrome.storage.local.set({ language: chosen }), language);
    await page.reload();
    await settled(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: await screenshot(`surface-${name}-${language}-${colorScheme}`) });
    }
    expect(await sidewaysScroll(page)).toBe(0);
    // A key that has no words shows itself.
    expect(await page.locator('body').innerText()).not.toMatch(/\b(desk|popup|options|common)\.[a-z_]+/);
    await page.close();
  });
});

it('keeps its lines where the system sets the colours, and more of them where more contrast is asked for', async () => {
  const page = await bench.openOwn('desk.html', STORE);
  await settled(page);
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await page.screenshot({ path: await screenshot('surface-desk-forced-colors') });
  await page.emulateMedia({ forcedColors: 'none', contrast: 'more', reducedMotion: 'reduce' });
  await page.screenshot({ path: await screenshot('surface-desk-more-contrast') });
  expect(await sidewaysScroll(page)).toBe(0);
  await page.close();
});

/** All that the page asked for is there. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  if (page.url().includes('desk.html')) {
    await page.locator('img.picture:not(.picture-rough)').first().waitFor();
    await page.locator('.event').first().waitFor({ state: 'attached' });
  }
}
