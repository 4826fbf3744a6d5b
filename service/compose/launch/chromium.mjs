/** Finds a Chromium that still loads unpacked extensions. Plain JavaScript: the test runner needs it before anything is built. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Google Chrome ignores `--load-extension` since 137: it is found last and never asked to load the extension. */
const NAMES = ['chromium', 'chromium-browser', 'chrome', 'google-chrome', 'google-chrome-stable'];

/** @typedef {{ path: string, loadsExtensions: boolean }} Browser */

/**
 * @param {NodeJS.ProcessEnv} [env] `TUNTAS_CHROMIUM` names a browser outright.
 * @param {NodeJS.Platform} [platform]
 * @returns {Browser | null} the best browser there is, or null.
 */
export function findBrowser(env = process.env, platform = process.platform) {
  const named = env.TUNTAS_CHROMIUM;
  if (named) return isExecutable(named) ? { path: named, loadsExtensions: true } : null;
  const path = candidates(env, platform).find(isExecutable);
  return path ? { path, loadsExtensions: /chromium/i.test(path) } : null;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string[]}
 */
function candidates(env, platform) {
  if (platform === 'darwin') {
    return ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome'].map(
      (app) => `/Applications/${app}`,
    );
  }
  if (platform === 'win32') {
    const roots = [env.LOCALAPPDATA, env.PROGRAMFILES, env['PROGRAMFILES(X86)']].filter((root) => root);
    return ['Chromium', 'Google\\Chrome'].flatMap((product) =>
      roots.map((root) => `${root}\\${product}\\Application\\chrome.exe`),
    );
  }
  return onPath(NAMES, env);
}

/**
 * @param {readonly string[]} names best first
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]} where programs of these names would lie, best first.
 */
export function onPath(names, env) {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** @param {string} path */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
