/** What must be there before anything can start. Each lack is one line that says what to do. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {string} root the repository
 * @param {string} [version] Node's
 * @returns {string | null} what is missing to run what is built, or null.
 */
export function whatIsMissing(root, version = process.versions.node) {
  const { engines, dependencies } = readJson(join(root, 'package.json'));
  const least = String(engines.node).replace('>=', '');
  if (!isAtLeast(version, least)) return `Tuntas needs Node ${least} or newer; this is ${version}.`;
  return firstUnmet(root, dependencies);
}

/**
 * A machine that only runs the service (`npm ci --omit=dev`) has no tools to build it.
 * @param {string} root the repository
 * @returns {string | null} what is missing to build, or null.
 */
export function whatIsMissingToBuild(root) {
  const { devDependencies } = readJson(join(root, 'package.json'));
  const unmet = firstUnmet(root, devDependencies);
  return unmet === null
    ? null
    : `What is in .output was built from other sources, or nothing is there yet. ${unmet} Or copy .output from where \`npm run build\` ran on these sources.`;
}

/**
 * @param {string} root
 * @param {Record<string, string>} [wanted] version by package
 * @returns {string | null}
 */
function firstUnmet(root, wanted = {}) {
  for (const [name, version] of Object.entries(wanted)) {
    const manifest = join(root, 'node_modules', name, 'package.json');
    if (!existsSync(manifest)) return 'Run `npm ci` first: the packages are not installed.';
    const { version: found } = readJson(manifest);
    if (found !== version)
      return `Run \`npm ci\` again: ${name} ${found} is installed, ${version} is needed.`;
  }
  return null;
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/**
 * @param {string} version
 * @param {string} least
 */
function isAtLeast(version, least) {
  const [a = 0, b = 0] = version.split('.').map(Number);
  const [major = 0, minor = 0] = least.split('.').map(Number);
  return a > major || (a === major && b >= minor);
}
