/** Chromium with the built extension in a profile of its own. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page, type Worker } from 'playwright-core';
import { findBrowser } from '../../../service/compose/launch/chromium.mjs';
import { EXTENSION } from './paths.ts';

/** What tests use of the browser's own interface, inside the worker. */
declare const chrome: {
  action: {
    getBadgeText: (details: object) => Promise<string>;
    getTitle: (details: object) => Promise<string>;
  };
};

export interface TestBrowser {
  context: BrowserContext;
  /** Opens one of the extension's own pages in a tab: popups and panels cannot be opened otherwise. */
  openOwn: (page: `${string}.html${string}`) => Promise<Page>;
  worker: () => Promise<Worker>;
  /** Text and tooltip on the toolbar. */
  toolbar: () => Promise<{ text: string; title: string }>;
  /** Ends the browser and starts it again with what it had kept. */
  restart: () => Promise<TestBrowser>;
  close: () => Promise<void>;
}

/** Browsers differ in what they let frames in pages store; ours have to be of use in either. */
export type ThirdPartyStorage = 'allowed' | 'blocked';

export async function launch(
  thirdParty: ThirdPartyStorage = 'allowed',
  extension: string = EXTENSION,
): Promise<TestBrowser> {
  const home = await mkdtemp(join(tmpdir(), 'tuntas-browser-'));
  const defaults = join(home, 'profile/Default');
  await mkdir(defaults, { recursive: true });
  await writeFile(join(defaults, 'Preferences'), preferences(thirdParty));
  return start(home, extension);
}

async function start(home: string, extension: string): Promise<TestBrowser> {
  const found = findBrowser();
  if (!found?.loadsExtensions) throw new Error('No Chromium that loads unpacked extensions was found');
  const context = await chromium.launchPersistentContext(join(home, 'profile'), {
    executablePath: found.path,
    headless: true,
    viewport: { width: 1280, height: 800 },
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Pages served here under names of their own; every other name leads nowhere.
      '--host-resolver-rules=MAP *.test 127.0.0.1 , MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1',
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
    ],
    env: {
      ...process.env,
      LANGUAGE: 'id',
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_CACHE_HOME: join(home, 'cache'),
    },
  });
  context.setDefaultTimeout(100_000);
  const worker = async (): Promise<Worker> =>
    context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const { host } = new URL((await worker()).url());
  return {
    context,
    worker,
    async openOwn(name) {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${host}/${name}`);
      return page;
    },
    async toolbar() {
      return (await worker()).evaluate(async () => ({
        text: await chrome.action.getBadgeText({}),
        title: await chrome.action.getTitle({}),
      }));
    },
    async restart() {
      await context.close();
      return start(home, extension);
    },
    async close() {
      await context.close();
      await rm(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function preferences(thirdParty: ThirdPartyStorage): string {
  const blocked = thirdParty === 'blocked';
  return JSON.stringify({
    profile: { cookie_controls_mode: blocked ? 1 : 0, block_third_party_cookies: blocked },
  });
}
