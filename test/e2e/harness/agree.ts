/** A page that changes, with the numbers of three reports in it, and what its badges then say. */
import type { Frame, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launch, type TestBrowser } from './browser.ts';
import { fileMany } from './many.ts';
import { startService } from './service.ts';
import { signIn } from './sign-in.ts';
import { startSite, type TestSite } from './site.ts';

/**
 * `a`, `b` and `c` are the reports: `{a}` in the page, a variable in what its script does. `expected` is what is to be
 * seen, such as `ab`; one after the other where there is a `>`.
 */
export type Case = [way: string, html: string, script: string, expected: string];

/** What is to be seen is seen within a second; a crowded machine takes longer. */
export const SOON = { timeout: 10_000 };

export interface Stage {
  browser: TestBrowser;
  page: Page;
  site: TestSite;
  show(html: string): Promise<void>;
  /** Runs in the page, as its own script. */
  play(script: string): Promise<void>;
  /** Numbers of the badges that can be seen, in the order of the page. */
  seen(where?: Page | Frame): Promise<string[]>;
  /** Numbers by their letters. */
  named(letters: string): string[];
  /** `before`: what is seen before the script. */
  agrees(test: Case, before?: string): Promise<void>;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const site = await startSite('', 'frame-src * blob: data:');
  const service = await startService({ sites: [`${site.origin}/*`] });
  const browser = await launch();
  const [a = '', b = '', c = ''] = await fileMany(service, 3);
  const numbers: Record<string, string> = { a, b, c };
  await signIn(browser, service, 'admin', [site.origin]);
  const page = await browser.context.newPage();

  const named = (letters: string): string[] => [...letters].map((letter) => numbers[letter] ?? '');
  const show = async (html: string): Promise<void> => {
    site.show(html.replace(/\{([abc])\}/g, (_, letter: string) => numbers[letter] ?? ''));
    await page.goto(`${site.origin}/`);
  };
  const play = (script: string): Promise<void> =>
    page.evaluate(
      ([body, ...all]) => {
        new Function('$', 'a', 'b', 'c', body ?? '')(
          (selector: string) => document.querySelector(selector),
          ...all,
        );
      },
      [script, a, b, c],
    );
  const seen = (where: Page | Frame = page): Promise<string[]> =>
    where.locator('[data-tuntas="badge"]').evaluateAll((hosts) =>
      hosts
        .filter((host) => host.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
        .map((host) => ({ host, box: host.getBoundingClientRect() }))
        .sort((one, two) => one.box.top - two.box.top || one.box.left - two.box.left)
        .map(({ host }) => host.shadowRoot?.querySelector('button')?.ariaLabel?.slice(0, 12) ?? ''),
    );
  const see = (letters: string): Promise<void> => expect.poll(() => seen(), SOON).toEqual(named(letters));

  return {
    browser,
    page,
    site,
    show,
    play,
    seen,
    named,
    async agrees([, html, script, expected], before) {
      await show(html);
      if (before !== undefined) await see(before);
      await play(script);
      const steps = expected.split('>');
      for (const next of steps) await see(next);
      const last = steps.at(-1);
      if (last === '') return;
      // What is as it should be may not have been looked at yet: it has been once a field that was silently filled has.
      await play(
        'document.body.insertAdjacentHTML("beforeend", "<p><input id=later readonly></p>"); $("#later").value = c',
      );
      await see(`${last}c`);
    },
    async close() {
      await browser.close();
      await service.stop();
      await site.stop();
    },
  };
}
