/** Opens a Chromium with the extension loaded and the demo's validator signed in, on the demo's list page. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './chromium.mjs';

/** @typedef {{ close(): Promise<void> }} OpenBrowser */

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * Null where no browser can be opened; the reason is said. Closing the window stops nothing else.
 * @param {object} options
 * @param {string} options.extension folder of the unpacked extension
 * @param {string} options.dataDir the browser's profile is kept there
 * @param {string} options.origin of the service
 * @param {{ username: string, password: string }} options.account
 * @param {(line: string) => void} say
 * @returns {Promise<OpenBrowser | null>}
 */
export async function openBrowser({ extension, dataDir, origin, account }, say) {
  if (!hasDisplay()) return null;
  const found = findBrowser();
  if (!found?.loadsExtensions) {
    say('No Chromium was found that loads an unpacked extension: load it by hand, as said above.');
    return null;
  }
  const { chromium } = await import('playwright-core');
  const profile = join(dataDir, 'browser');
  pin(extension, profile);
  const isRoot = process.getuid?.() === 0;
  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: found.path,
      headless: false,
      viewport: null,
      // As root, Chromium starts only without its sandbox; anybody else keeps it.
      chromiumSandbox: !isRoot,
      // The window is for a person: no banner about being remote-controlled. Signals are the launcher's.
      ignoreDefaultArgs: ['--enable-automation', '--disable-extensions'],
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      args: [
        `--disable-extensions-except=${extension}`,
        `--load-extension=${extension}`,
        '--no-first-run',
        '--start-maximized',
        // Takes away the warning about the missing sandbox.
        ...(isRoot ? ['--test-type'] : []),
      ],
    });
    const page = context.pages()[0] ?? (await context.newPage());
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    await signIn(context, new URL(worker.url()).host, { origin, ...account });
    await page.goto(`${origin}/demo/laporan?status=validasi`);
    await page.bringToFront();
    return { close: () => context.close() };
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('\n');
    say(`The browser could not be opened (${reason}). Load the extension by hand, as said above.`);
    return null;
  }
}

/**
 * Puts the extension's icon, and with it the count of what is due, on the toolbar of a new profile. An unpacked
 * extension's id is the SHA-256 of its path in the letters a–p (Chromium, `crx_file::id_util`); where that does
 * not hold, the icon is one click away under the puzzle piece.
 * @param {string} extension
 * @param {string} profile
 */
function pin(extension, profile) {
  const preferences = join(profile, 'Default', 'Preferences');
  if (existsSync(preferences)) return;
  const hash = createHash('sha256').update(extension).digest('hex').slice(0, 32);
  const id = [...hash].map((digit) => 'abcdefghijklmnop'[Number.parseInt(digit, 16)]).join('');
  mkdirSync(join(profile, 'Default'), { recursive: true });
  writeFileSync(preferences, JSON.stringify({ extensions: { pinned_extensions: [id] } }));
}

/**
 * By the same message that the popup sends: the extension has no other door.
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} id the extension's
 * @param {{ origin: string, username: string, password: string }} ask
 */
async function signIn(context, id, ask) {
  const popup = await context.newPage();
  await popup.goto(`chrome-extension://${id}/popup.html`);
  const answer = await popup.evaluate(
    /** @param {unknown} message */
    (message) => {
      const { runtime } =
        /** @type {{ chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } } }} */ (
          /** @type {unknown} */ (globalThis)
        ).chrome;
      return runtime.sendMessage(message);
    },
    { name: 'signIn', ask },
  );
  await popup.close();
  if (!(typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true)) {
    throw new Error('the extension did not sign in');
  }
}
