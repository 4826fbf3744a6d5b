/**
 * Watches a libSQL server by writing to it, because one that has lost its write lock still answers reads and /health.
 * Writes through the queue, as everybody does; when no write was done for a while it runs a command that restarts the
 * server. Sets durability to strong before anything else, whenever the server is not. Plain Node, nothing to install:
 *
 *   node watchdog.mjs        settings by the environment, see below; ends only by a signal
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const {
  /** Where is written: HAProxy. */
  DATABASE_URL = 'http://127.0.0.1:8081',
  DATABASE_TOKEN,
  DATABASE_TOKEN_FILE,
  /** sqld's admin address, and its key. */
  SQLD_ADMIN_URL = 'http://127.0.0.1:8070',
  SQLD_ADMIN_KEY,
  SQLD_ADMIN_KEY_FILE,
  /** What restarts it. */
  WATCHDOG_RESTART = 'systemctl restart tuntas-sqld',
  /** Seconds between two writes, and without one after which it is restarted. */
  WATCHDOG_EVERY = '3',
  WATCHDOG_STUCK = '20',
} = process.env;

/** @param {string | undefined} value @param {string | undefined} file */
const given = (value, file) => value ?? (file === undefined ? '' : readFileSync(file, 'utf8').trim());
const token = given(DATABASE_TOKEN, DATABASE_TOKEN_FILE);
const adminKey = given(SQLD_ADMIN_KEY, SQLD_ADMIN_KEY_FILE);
const everyMs = Number(WATCHDOG_EVERY) * 1_000;
const stuckMs = Number(WATCHDOG_STUCK) * 1_000;
/** Of one call: longer than the queue before the server waits, and never past the time to restart. */
const limitMs = Math.min(10_000, stuckMs);

/** @param {string} line */
const say = (line) => process.stdout.write(`${line}\n`);

let lastWrite = performance.now();
let isTold = false;

for (;;) {
  const why = await tried();
  if (why === null) {
    if (isTold) say('writes are done again');
    isTold = false;
    lastWrite = performance.now();
  } else {
    if (!isTold) say(`no write: ${why}`);
    isTold = true;
    if (performance.now() - lastWrite > stuckMs) {
      say(`no write for ${WATCHDOG_STUCK} s: ${WATCHDOG_RESTART}`);
      await restarted();
      lastWrite = performance.now();
    }
  }
  await pause(everyMs);
}

/** @returns {Promise<string | null>} null once a row was written, else why not */
async function tried() {
  try {
    await makeDurable();
    await write();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The row's own table: no migration makes it, and no check of the log looks at it. */
async function write() {
  const statements = [
    'create table if not exists tuntas_watchdog (one integer primary key, at integer not null)',
    'insert into tuntas_watchdog (one, at) values (1, unixepoch()) on conflict (one) do update set at = excluded.at',
  ];
  const steps = statements.map((sql, i) => ({
    stmt: { sql },
    ...(i === 0 ? {} : { condition: { type: 'ok', step: i - 1 } }),
  }));
  const answer = await asked(`${DATABASE_URL}/v3/pipeline`, `Bearer ${token}`, {
    requests: [{ type: 'batch', batch: { steps } }, { type: 'close' }],
  });
  const fault =
    answer.results?.[0]?.error ?? answer.results?.[0]?.response?.result?.step_errors?.find(Boolean);
  if (fault) throw new Error(fault.message);
}

/** Without it what was acknowledged may lie in memory alone. Its whole configuration is written, as it was. */
async function makeDurable() {
  const url = `${SQLD_ADMIN_URL}/v1/namespaces/default/config`;
  const config = await asked(url, `basic ${adminKey}`);
  if (config.durability_mode === 'strong') return;
  await asked(url, `basic ${adminKey}`, { ...config, durability_mode: 'strong' });
  say('durability is strong now');
}

/** @param {string} url @param {string} authorization @param {object} [body] */
async function asked(url, authorization, body) {
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    signal: AbortSignal.timeout(limitMs),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${new URL(url).pathname} answers ${answer.status}`);
  return text === '' ? {} : JSON.parse(text);
}

function restarted() {
  return new Promise((resolve) => {
    const command = spawn('/bin/sh', ['-c', WATCHDOG_RESTART], { stdio: 'inherit' });
    command.once('error', resolve);
    command.once('exit', resolve);
  });
}
