/** The card of a report number on a page, as a person presses it. */
import type { FrameLocator, Page } from 'playwright-core';
import { expect } from 'vitest';

export function cardOn(page: Page): FrameLocator {
  return page.frameLocator('[data-tuntas="card"] iframe');
}

export async function pressWhenSeen(page: Page, name: string | RegExp): Promise<void> {
  const card = cardOn(page);
  await card.locator('[data-seen="true"]').waitFor();
  // Whoever has just arrived is not aiming yet; a hand that aims moves.
  const button = card.getByRole('button', { name });
  await button.hover({ position: { x: 4, y: 4 } });
  await button.hover();
  await card.locator('[data-seen="true"]').waitFor();
  await button.click();
}

export async function putCardAway(page: Page): Promise<void> {
  await page.mouse.click(1200, 700);
  await expect.poll(() => page.locator('[data-tuntas="card"]').count()).toBe(0);
}
