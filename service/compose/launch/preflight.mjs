/** What must be there before anything can start. Each lack is one line that says what to do. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {string} root the repository
 * @param {string} [version] Node's
 * @returns {string | null} what is missing, or null.
 */
export function whatIsMissing(root, version = process.versions.node) {
  const { engines, dependencies, devDependencies } = readJson(join(root, 'package.json'));
  const least = String(engines.node).replace('>=', '');
  if (!isAtLeast(version, least)) return `Tuntas needs Node ${least} or newer; this is ${version}.`;
  for (const [name, wanted] of Object.entries({ ...dependencies, ...devDependencies })) {
    const manifest = join(root, 'node_modules', name, 'package.json');
    if (!existsSync(manifest)) return 'Run `npm ci` first: the packages are not installed.';
    const { version: found } = readJson(manifest);
    if (found !== wanted) return `Run \`npm ci\` again: ${name} ${found} is installed, ${wanted} is needed.`;
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
