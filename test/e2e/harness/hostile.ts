/** What an attacked officer does, and what an attacker may look at: pages meet the extension as it is released. */
import type { Frame, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { TestBrowser } from './browser.ts';

export interface Spot {
  x: number;
  y: number;
}

/** Where the badge behind the number in `where` is: its last element, whatever that is made of. */
export async function badgeSpot(page: Page, where: string): Promise<Spot> {
  const box = async () =>
    page.locator(where).evaluate((place) => {
      const { left, top, width, height } = place.lastElementChild?.getBoundingClientRect() ?? new DOMRect();
      return { x: left + width / 2, y: top + height / 2, width };
    });
  await expect.poll(async () => (await box()).width).toBeGreaterThan(40);
  return box();
}

/** The card's own document, once it shows the report. */
export async function cardFrame(page: Page): Promise<Frame> {
  const find = (): Frame | undefined => page.frames().find((frame) => frame.url().includes('/card.html'));
  await expect.poll(find).toBeTruthy();
  const frame = find();
  if (!frame) throw new Error('no card');
  await frame.locator('.card-foot').waitFor();
  return frame;
}

export function hasCard(page: Page): boolean {
  return page.frames().some((frame) => frame.url().includes('/card.html'));
}

export async function middleOf(frame: Frame, button: string | RegExp): Promise<Spot> {
  const box = await frame.getByRole('button', { name: button }).boundingBox();
  if (!box) throw new Error(`no button ${button}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Numbers of the reports that something was decided on, from the extension's own store. */
export async function decided(browser: TestBrowser): Promise<string[]> {
  return (await browser.worker()).evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const open = indexedDB.open('tuntas');
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error);
    });
    const entries = await new Promise<{ number: string }[]>((resolve, reject) => {
      const all = db.transaction('outbox').objectStore('outbox').getAll();
      all.onsuccess = () => resolve(all.result);
      all.onerror = () => reject(all.error);
    });
    db.close();
    return entries.map(({ number }) => number);
  });
}

/** The pace of a hand: how long after the last press the next one comes is what is tried. */
export async function pace(page: Page, ms: number): Promise<void> {
  const now = await page.evaluate(() => performance.now());
  await page.waitForFunction((until) => performance.now() >= until, now + ms);
}
