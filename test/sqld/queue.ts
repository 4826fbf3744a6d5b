/** HAProxy before a primary and a replica, with the configuration that we ship. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { until } from '../until.ts';
import { freePorts, type Sqld, tokenFor } from './server.ts';

const CONFIG = fileURLToPath(new URL('../../docs/deployment/scale/haproxy.cfg', import.meta.url));

export interface Queue {
  writeUrl: string;
  readUrl: string;
  close(): Promise<void>;
}

/** Debian has it; `npm test` installs it there. */
export async function openQueue(primary: Sqld, replica: Sqld): Promise<Queue> {
  const [write, read] = await freePorts(2);
  const env = {
    PATH: `${process.env.PATH}:/usr/sbin`,
    TUNTAS_WRITE_BIND: `127.0.0.1:${write}`,
    TUNTAS_READ_BIND: `127.0.0.1:${read}`,
    TUNTAS_PRIMARY: new URL(primary.url).host,
    TUNTAS_READ_TOKEN: tokenFor(primary.keys, 'ro'),
    TUNTAS_REPLICA: new URL(replica.url).host,
  };
  const program: ChildProcess = spawn('haproxy', ['-db', '-f', CONFIG], { env, stdio: 'ignore' });
  const gone = once(program, 'exit');
  const [writeUrl, readUrl] = [`http://127.0.0.1:${write}`, `http://127.0.0.1:${read}`];
  await until(async () => {
    if (program.exitCode !== null) throw new Error(`haproxy ended with ${program.exitCode}`);
    return (await isUp(writeUrl)) && (await isUp(readUrl));
  });
  return {
    writeUrl,
    readUrl,
    async close() {
      program.kill('SIGKILL');
      await gone;
    },
  };
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`)).ok;
  } catch {
    return false;
  }
}

/** One batch as the service sends them: in a transaction, in one call. Throws unless it was acknowledged. */
export async function writeBatch(
  url: string,
  { keys }: Pick<Sqld, 'keys'>,
  statements: readonly string[],
  limitMs = 10_000,
) {
  const all = ['begin immediate', ...statements, 'commit', 'rollback'];
  const last = all.length - 1;
  const steps = all.map((sql, i) => ({
    stmt: { sql },
    ...(i === 0 ? {} : { condition: i === last ? failed(i - 1) : { type: 'ok', step: i - 1 } }),
  }));
  const answer = await call(url, keys, [{ type: 'batch', batch: { steps } }, { type: 'close' }], limitMs);
  const fault = answer.results[0]?.error ?? answer.results[0]?.response.result.step_errors.find(Boolean);
  if (fault) throw new Error(fault.message);
}

const failed = (step: number) => ({ type: 'not', cond: { type: 'ok', step } });

export async function readNumber(url: string, { keys }: Pick<Sqld, 'keys'>, sql: string): Promise<number> {
  const answer = await call(url, keys, [{ type: 'execute', stmt: { sql } }, { type: 'close' }], 10_000);
  const [first] = answer.results;
  if (first?.error) throw new Error(first.error.message);
  return Number(first?.response.result.rows[0]?.[0]?.value);
}

interface Answer {
  results: {
    error?: { message: string };
    response: { result: { step_errors: ({ message: string } | null)[]; rows: { value: string }[][] } };
  }[];
}

async function call(url: string, keys: Sqld['keys'], requests: object[], limitMs: number): Promise<Answer> {
  const answer = await fetch(`${url}/v3/pipeline`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokenFor(keys)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ requests }),
    signal: AbortSignal.timeout(limitMs),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${text}`);
  return JSON.parse(text) as Answer;
}
