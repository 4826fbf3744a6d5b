/**
 * `npm start`: builds what changed, starts the service, says where everything is, and opens a browser where there
 * is one. Plain Node, so that it can say what is missing before anything is installed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { BUNDLE, buildWhatChanged, EXTENSION_FOLDER } from './build.mjs';
import { whatIsMissing } from './preflight.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const NO_BROWSER = '--no-browser';

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * @param {string} line
 * @returns {never}
 */
function giveUp(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

/**
 * Reports, unless something else is asked for: who starts it for the first time wants to see it at work. They are told of
 * Jakarta alone, so another city's demo has accounts and no report.
 */
function serviceArguments() {
  const args = process.argv.slice(2).filter((arg) => arg !== NO_BROWSER);
  return args.some((arg) => arg === '--demo' || arg.startsWith('--demo='))
    ? args
    : [`--demo=${isJakarta(args) ? 'reports' : 'accounts'}`, ...args];
}

/** @param {string[]} args */
function isJakarta(args) {
  const { values } = parseArgs({ args, options: { city: { type: 'string' } }, strict: false });
  return (values.city ?? process.env.CITY ?? 'jakarta') === 'jakarta';
}

const missing = whatIsMissing(ROOT);
if (missing !== null) giveUp(missing);
try {
  await buildWhatChanged(ROOT, say);
} catch (error) {
  giveUp(error instanceof Error ? error.message : String(error));
}

/** @type {typeof import('./bundle.ts')} */
const service = await import(pathToFileURL(join(ROOT, BUNDLE)).href);

/** @type {import('./bundle.ts').RunningService} */
let running;
/** @type {import('./bundle.ts').Config} */
let config;
try {
  config = service.readConfig(serviceArguments(), process.env);
  if (config.demo === 'reports' && !existsSync(join(config.dataDir, 'tuntas.db')))
    say('A first demo paints its photos, which takes a minute …');
  running = await service.startService(config, service.openLog(process.env.LOG_LEVEL ?? 'warn'));
} catch (error) {
  const why = service.startFault(error, process.env.DATA_DIR ?? 'data');
  if (why === null) throw error;
  giveUp(why);
}

/** @type {Promise<import('./browser.mjs').OpenBrowser | null>} */
let browser = Promise.resolve(null);
let stopping = false;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    if (stopping) process.exit(130);
    stopping = true;
    void stop();
  });
}

const origin = `http://localhost:${running.port}`;
const extension = join(ROOT, EXTENSION_FOLDER);
announce();
if (config.demo !== 'off' && !process.argv.includes(NO_BROWSER)) {
  const { openBrowser } = await import('./browser.mjs');
  const account = { username: 'validator', password: service.DEMO_PASSWORD };
  browser = openBrowser({ extension, dataDir: config.dataDir, origin, account }, say);
}

function announce() {
  const demo = config.demo !== 'off';
  say('');
  say(`Tuntas serves on ${origin}${demo ? ' — demo mode, reachable from this machine only' : ''}`);
  say('');
  if (demo) {
    const names = service
      .demoAccounts(config.city)
      .map(({ username }) => username)
      .join(', ');
    say(`  Reports    ${origin}/demo/laporan`);
    say(`  Accounts   ${names}; password ${service.DEMO_PASSWORD}`);
  }
  if (running.operatorPassword !== null) {
    say(`  Sign in    operator, one-time password ${running.operatorPassword}, at ${origin}/masuk`);
  }
  say(`  Extension  ${extension}`);
  say('             Chromium: chrome://extensions, Developer mode on, "Load unpacked", choose that folder');
  // What it asks until somebody says otherwise.
  if (running.port !== 8787) say(`             then in its settings the service's address: ${origin}`);
  say(`  Data       ${config.dataDir}`);
  say('');
  say('Ctrl-C stops it.');
}

/** What is under way is answered, the browser closed, every child process gone. */
async function stop() {
  say('Stopping …');
  const [closed] = await Promise.allSettled([running.stop(), browser.then((open) => open?.close())]);
  process.exit(closed.status === 'fulfilled' ? 0 : 1);
}
