/**
 * Pictures of one surface in both languages, both themes and the system's own colours, good for a store page, made where a test has brought
 * the surface about anyway. What can be asserted of each is asserted; the rest is for people to look at.
 */
import type { Frame, Page, Worker } from 'playwright-core';
import { expect } from 'vitest';
import { progress, sidewaysScroll, violations } from '../desk-page.ts';
import { screenshot } from './paths.ts';

declare const chrome: { storage: { local: { set(values: object): Promise<void> } } };

/** As the stores want their pictures, and as wide as a popup is. */
export const STORE = { width: 1280, height: 800 };
export const POPUP = { width: 360, height: 480 };

/** The officer's own comes last: the test goes on in it. */
const LANGUAGES = ['en', 'id'] as const;
type Language = (typeof LANGUAGES)[number];

/** A key that has no words shows itself. */
const KEY_WITHOUT_WORDS = /\b(?:desk|popup|options|common|overlay|precheck|worker)\.[a-z_.]+/;
const HINT: Record<Language, RegExp> = { id: /Buka kartu$/, en: /Open card$/ };

/** Everything of ours in this page, drawn anew in each language; it stays as it is otherwise. */
export async function inEveryLook(page: Page, name: string): Promise<void> {
  const ours = page.frames().filter((frame) => frame.url().startsWith('chrome-extension:'));
  for (const language of LANGUAGES) {
    await speak(ours[0] ?? page.context().serviceWorkers()[0], language);
    await Promise.all(ours.map((frame) => frame.locator(`html[lang="${language}"]`).waitFor()));
    await spokenByBadges(page, language);
    if (ours[0]) await readIn(ours[0], language);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await Promise.all(ours.map((frame) => drawnIn(frame, colorScheme)));
      await picture(page, `${name}-${language}-${colorScheme}`);
      if (language === 'en' && colorScheme === 'dark') await hasNoFault(ours);
    }
  }
  await page.emulateMedia({ forcedColors: 'active' });
  await picture(page, `${name}-forced-colors`);
  await page.emulateMedia({ forcedColors: null, colorScheme: null });
}

/** Of our own pages the whole; of another's what a person sees of it. */
async function picture(page: Page, name: string): Promise<void> {
  const fullPage = page.url().startsWith('chrome-extension:');
  await page.screenshot({ path: await screenshot(`surface-${name}`), fullPage });
}

/** Once for all of them: the colours of either theme are measured where they are defined. */
async function hasNoFault(frames: readonly Frame[]): Promise<void> {
  for (const frame of frames) {
    expect(await violations(frame)).toEqual([]);
    expect(await sidewaysScroll(frame)).toBe(0);
    expect(await frame.locator('body').innerText()).not.toMatch(KEY_WITHOUT_WORDS);
  }
}

async function speak(place: Frame | Worker | undefined, language: Language): Promise<void> {
  if (!place) throw new Error('nothing of the extension is there to be told the language');
  const store = (chosen: Language) => chrome.storage.local.set({ language: chosen });
  // The two say the same in types that have nothing in common.
  await ('frameElement' in place ? place.evaluate(store, language) : place.evaluate(store, language));
}

/** A frame in a page hears of it later than the page, and is drawn later still. */
async function drawnIn(frame: Frame, scheme: 'light' | 'dark'): Promise<void> {
  await frame.waitForFunction((wanted) => matchMedia(`(prefers-color-scheme: ${wanted})`).matches, scheme);
  await frame.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      }),
  );
}

/** Findings are worded by the service: the store has them in this language once it was read again. */
async function readIn(frame: Frame, language: Language): Promise<void> {
  const isRead = async (): Promise<boolean> => {
    const meta = await progress(frame);
    return meta === null || meta.offlineSince !== null || meta.language === language;
  };
  await expect.poll(isRead).toBe(true);
}

async function spokenByBadges(page: Page, language: Language): Promise<void> {
  const label = () => page.locator('[data-tuntas="badge"] button').last().getAttribute('aria-label');
  if ((await page.locator('[data-tuntas="badge"]').count()) > 0)
    await expect.poll(label).toMatch(HINT[language]);
}
