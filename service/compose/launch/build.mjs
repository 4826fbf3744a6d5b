/** Builds the extension, the page for phones and the service's bundle, each only when what it is made of has changed. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { whatIsMissing, whatIsMissingToBuild } from './preflight.mjs';

/**
 * @typedef {object} Product
 * @property {string} name
 * @property {string[]} sources files and folders it is made of
 * @property {string} output a file that is there once it was built
 * @property {string[]} command what makes it, run by Node
 */

/** @type {Product[]} */
const PRODUCTS = [
  {
    name: 'extension',
    sources: ['extension', 'shared', 'wxt.config.ts', 'package-lock.json'],
    output: '.output/chrome-mv3/manifest.json',
    command: ['node_modules/wxt/bin/wxt.mjs', 'build'],
  },
  {
    name: 'page for phones',
    sources: ['extension', 'shared', 'vite.field.config.ts', 'package-lock.json'],
    output: '.output/field/index.html',
    command: ['node_modules/vite/bin/vite.js', 'build', '-c', 'vite.field.config.ts'],
  },
  {
    name: 'service',
    sources: ['service', 'shared', 'package-lock.json'],
    output: '.output/service/launch.js',
    command: ['node_modules/vite/bin/vite.js', 'build', '-c', 'service/vite.config.ts'],
  },
];

/** Where Chromium finds the unpacked extension. */
export const EXTENSION_FOLDER = '.output/chrome-mv3';
export const BUNDLE = '.output/service/launch.js';

/**
 * Throws an error whose message is the build's own output.
 * @param {string} root the repository
 * @param {(line: string) => void} say
 * @param {readonly string[]} names of what is wanted
 */
export async function buildWhatChanged(root, say, names = PRODUCTS.map(({ name }) => name)) {
  const record = join(root, '.output', 'built.json');
  /** @type {Record<string, string>} */
  const built = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : {};
  const stale = PRODUCTS.filter(({ name }) => names.includes(name))
    .map((product) => ({ product, hash: hashOf(root, product.sources) }))
    .filter(({ product, hash }) => built[product.name] !== hash || !existsSync(join(root, product.output)));
  if (stale.length === 0) return;
  const missing = whatIsMissingToBuild(root);
  if (missing !== null) throw new Error(missing);
  say(`Building ${stale.map(({ product }) => product.name).join(', ')} …`);
  await Promise.all(
    stale.map(async ({ product, hash }) => {
      await run(root, product);
      built[product.name] = hash;
    }),
  );
  mkdirSync(join(root, '.output'), { recursive: true });
  writeFileSync(record, `${JSON.stringify(built, null, 2)}\n`);
}

/**
 * @param {string} root
 * @param {Product} product
 * @returns {Promise<void>}
 */
function run(root, { name, command }) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NODE_ENV: 'production' };
    const child = spawn(process.execPath, command, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The ${name} could not be built:\n${output}`));
    });
  });
}

/**
 * Over names and contents, so that neither a checkout's times nor a moved folder count, nor which Node built it.
 * @param {string} root
 * @param {string[]} sources
 */
function hashOf(root, sources) {
  const hash = createHash('sha256');
  for (const path of sources.flatMap((source) => filesIn(root, source))) {
    hash.update(`\n${path}\n`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]} in a fixed order
 */
function filesIn(root, path) {
  if (statSync(join(root, path)).isFile()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesIn(root, join(path, name)));
}

/** `npm run build`: for a machine that will only run it. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  try {
    const missing = whatIsMissing(root);
    if (missing !== null) throw new Error(missing);
    await buildWhatChanged(root, (line) => process.stdout.write(`${line}\n`));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
