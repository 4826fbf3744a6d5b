/** The service as a process: settings in, two sockets out, a clean stop on Ctrl-C. */
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { HOUR } from '#shared/time/zone.ts';
import { loadDemo } from '../demo/load.ts';
import { FIRST_OPERATOR } from '../people/accounts/credentials.ts';
import { type Log, openLog } from '../platform/log.ts';
import type { Config } from '../platform/settings.ts';
import { readConfig } from './config.ts';
import { loadedInto, MACHINE, type Machine, openService, type Service } from './service.ts';
import { startFault } from './start-fault.ts';

export interface RunningService {
  /** The port it really listens on (PORT=0 takes a free one). */
  port: number;
  /** One-time password of the operator that a first start outside demo mode creates; else null. */
  operatorPassword: string | null;
  stop(): Promise<void>;
}

export async function startService(
  config: Config,
  log: Log,
  machine: Machine = MACHINE,
): Promise<RunningService> {
  // What it writes (database, photos, keys) is nobody else's to read.
  process.umask(0o077);
  const service = await openService(config, log, machine);
  service.evidence.reader.warm();
  // A server's pages are its own to look at.
  if (config.server === undefined) service.platform.health.inspect();
  const servers: Server[] = [];
  const stop = async (): Promise<void> => {
    service.drain();
    await Promise.all(servers.map(closed));
    await service.close();
  };
  try {
    if (config.demo !== 'off') await loadDemo(loadedInto(service), config);
    let port = config.port;
    for (const host of config.hosts) {
      const server = await listen(service, host, port);
      // A machine without IPv6 is served on 127.0.0.1 alone.
      if (server === null) continue;
      servers.push(server);
      const address = server.address();
      if (typeof address === 'object' && address !== null) port = address.port;
    }
    // Only once it can listen: of a start that failed nobody would be told the password, and there is no second.
    const operatorPassword =
      config.demo === 'off'
        ? await service.platform.peers.inTurn('start', () => firstOperator(service))
        : null;
    await service.ready();
    // The first accounts and rights are vouched for as soon as there is somebody to use them, not after a minute.
    if (config.demo === 'off') void service.jobs.runDue();
    return { port, operatorPassword, stop };
  } catch (error) {
    // Photo processes and the first of two sockets would keep a process alive that serves nobody.
    await stop();
    throw error;
  }
}

/** A file of the largest size that an import takes comes in at 1.2 Mbit/s; the header has Node's minute as ever. */
const LONGEST_REQUEST_MS = 2 * HOUR;
/** Without a byte in either direction; a whole request had as long before. */
const IDLE_MS = 5 * 60_000;

function listen(service: Service, hostname: string, port: number): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: service.app.fetch,
        hostname,
        port,
        serverOptions: { requestTimeout: LONGEST_REQUEST_MS },
      },
      () => resolve(server),
    ) as Server;
    server.timeout = IDLE_MS;
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (hostname === '::1' && (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT'))
        resolve(null);
      else reject(error);
    });
  });
}

/** Answers what is under way, ends idle connections, and gives slow ones no more than five seconds. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), 5_000);
    force.unref();
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Also where the first start's password has run out before anybody signed in with it: nobody else could give one. */
async function firstOperator({ people: { accounts } }: Service): Promise<string | null> {
  const isFirst = await accounts.isEmpty();
  const stranded = isFirst ? null : await accounts.strandedOperator();
  if (!isFirst && stranded === null) return null;
  const password = randomBytes(12).toString('base64url');
  const passwordHash = await accounts.hash(password);
  if (stranded !== null) {
    await accounts.setPassword(stranded, passwordHash, true);
  } else {
    await accounts.create({
      username: FIRST_OPERATOR,
      name: 'Operator',
      passwordHash,
      role: 'operator',
      unit: null,
      oneTimePassword: true,
    });
  }
  return password;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
  const log = openLog(process.env.LOG_LEVEL ?? 'warn');
  let running: RunningService;
  try {
    running = await startService(readConfig(process.argv.slice(2), process.env), log);
  } catch (error) {
    const why = startFault(error, process.env.DATA_DIR ?? 'data', process.env.DATABASE_URL !== undefined);
    if (why === null) throw error;
    say(why);
    process.exit(1);
  }
  // Before anything is said: whoever reads that it serves may end it at once, and means a clean stop.
  const stop = (): void => {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    void running.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (running.operatorPassword !== null) {
    say(
      `First start: sign in as "${FIRST_OPERATOR}" with the one-time password ${running.operatorPassword} at http://localhost:${running.port}/masuk, where it has to be changed first`,
    );
  }
  say(`Tuntas serves on http://localhost:${running.port}`);
}

if (process.argv[1] !== undefined && import.meta.url.endsWith(process.argv[1].replaceAll('\\', '/')))
  await main();
