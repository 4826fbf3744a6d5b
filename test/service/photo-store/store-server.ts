/**
 * A store that speaks S3's protocol, on this machine, with a line to it that can be cut, slowed and answered for. The
 * program behind looks at no signature and keeps what it got of a cut upload, so the line does what S3 does: checks
 * both, and hands on what is whole.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ObjectStoreSettings } from '../../../service/platform/settings.ts';
import { until } from '../../until.ts';

const PROGRAM = createRequire(import.meta.url).resolve('s3rver/bin/s3rver.js');

/** Its own, and only, account. */
const KEY = 'S3RVER';

/** What becomes of the next calls: `cut` ends the line in the middle of what is sent, `hang` never answers. */
type Line = 'open' | 'cut' | 'hang' | { status: number; times: number };

export interface StoreServer {
  settings: ObjectStoreSettings;
  /** Where its objects lie as files. */
  fileOf(name: string): string;
  line: Line;
  /** Of the calls that came in, method and path. */
  calls: string[];
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function openStoreServer(): Promise<StoreServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-s3-'));
  const inner = await freePort();
  let program: ChildProcess | null = null;
  const outer = createServer((call, answer) => {
    pass(call, answer, inner, server).catch(() => answer.destroy());
  });
  outer.listen(0, '127.0.0.1');
  await once(outer, 'listening');

  const server: StoreServer = {
    settings: {
      url: `http://127.0.0.1:${portOf(outer)}/tuntas/photos`,
      region: 'us-east-1',
      accessKey: KEY,
      secretKey: KEY,
    },
    fileOf: (name) => join(folder, 'tuntas', 'photos', `${name}._S3rver_object`),
    line: 'open',
    calls: [],
    async stop() {
      const ended = program && once(program, 'exit');
      program?.kill('SIGKILL');
      await ended;
      program = null;
    },
    async start() {
      program = spawn(
        process.execPath,
        [PROGRAM, '-d', folder, '-a', '127.0.0.1', '-p', String(inner), '--configure-bucket', 'tuntas', '-s'],
        { stdio: 'ignore' },
      );
      await until(() => isOpen(inner));
    },
    async close() {
      await server.stop();
      outer.closeAllConnections();
      outer.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

async function pass(
  call: IncomingMessage,
  answer: ServerResponse,
  port: number,
  server: StoreServer,
): Promise<void> {
  server.calls.push(`${call.method} ${call.url}`);
  const { line } = server;
  if (line === 'hang') return;
  if (line === 'cut') {
    call.once('data', () => call.destroy());
    return;
  }
  const body = await buffer(call);
  if (typeof line === 'object' && line.times > 0) {
    line.times--;
    answer.writeHead(line.status).end('<Error><Code>SlowDown</Code></Error>');
    return;
  }
  if (!isSigned(call, body)) {
    answer.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
    return;
  }
  const { method, url: path, headers } = call;
  const on = request({ host: '127.0.0.1', port, method, path, headers }, (got) => {
    answer.writeHead(got.statusCode ?? 502, got.headers);
    got.pipe(answer);
  });
  on.on('error', () => answer.destroy());
  on.end(body);
}

/** Signature version 4, put together anew: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function isSigned({ method, url = '', headers }: IncomingMessage, body: Buffer): boolean {
  const said = /Credential=[^/]+\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(
    headers.authorization ?? '',
  );
  const [, scope = '', names = '', signature] = said ?? [];
  const sha256 = createHash('sha256').update(body).digest('hex');
  if (headers['x-amz-content-sha256'] !== sha256) return false;
  const lines = names.split(';').map((name) => `${name}:${headers[name]}\n`);
  const canonical = [method, url, '', lines.join(''), names, sha256].join('\n');
  const toSign = [
    'AWS4-HMAC-SHA256',
    headers['x-amz-date'],
    scope,
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Buffer>((at, part) => createHmac('sha256', at).update(part).digest(), `AWS4${KEY}`);
  return createHmac('sha256', key).update(toSign).digest('hex') === signature;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const port = portOf(taken);
  taken.close();
  await once(taken, 'close');
  return port;
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const said = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', () => said(true));
    socket.once('error', () => said(false));
  });
}
