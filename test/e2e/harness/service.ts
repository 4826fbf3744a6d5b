/** The real service as a process of its own, on a free port, with an empty database that goes when it stops. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '#shared/contract/client.ts';
import { DEMO_PASSWORD } from '../../../service/demo/accounts.ts';
import { ROOT } from './paths.ts';

export interface TestService {
  origin: string;
  /** The typed client as this demo account. */
  as: (username: string) => Promise<ReturnType<typeof createClient>>;
  /** Stops it, by default as Ctrl-C does. */
  stop: (signal?: NodeJS.Signals) => Promise<void>;
}

export interface ServiceSetup {
  demo?: 'reports' | 'accounts';
  /** RFC 3339; the instant at which its clock starts. */
  clock?: string;
  /** Match patterns of pages on which decisions are offered. */
  sites?: readonly string[];
  /** Origin that it may call though it is none of the public internet. */
  outboundTrusted?: string;
  port?: number;
  /** Folder that outlives it, to be started on again; without one it has its own, which goes when it stops. */
  data?: string;
}

export async function startService(setup: ServiceSetup = {}): Promise<TestService> {
  const data = setup.data ?? (await mkdtemp(join(tmpdir(), 'tuntas-service-')));
  const demo = `--demo=${setup.demo ?? 'accounts'}`;
  const child = spawn(process.execPath, ['test/service/serve.mjs', demo], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(setup.port ?? 0),
      DATA_DIR: data,
      ...(setup.clock === undefined ? {} : { TUNTAS_CLOCK: setup.clock }),
      ...(setup.outboundTrusted === undefined ? {} : { OUTBOUND_TRUSTED: setup.outboundTrusted }),
      ...(setup.sites === undefined ? {} : { SITES: setup.sites.join(' ') }),
    },
  });
  const origin = await announced(child);
  const tokens = new Map<string, string>();
  return {
    origin,
    async as(username) {
      const token = tokens.get(username) ?? (await signIn(origin, username));
      tokens.set(username, token);
      return createClient({ origin, token: () => token });
    },
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await once(child, 'exit');
      }
      if (setup.data === undefined) await rm(data, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** It says its address once it serves; what it says before is kept for the error. */
async function announced(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const origin = /http:\/\/localhost:\d+/.exec(said)?.[0];
    if (origin !== undefined) {
      child.stdout?.resume();
      return origin;
    }
  }
  throw new Error(`The service did not start: ${said}`);
}

async function signIn(origin: string, username: string): Promise<string> {
  const { data } = await createClient({ origin }).call('signIn', {
    body: { username, password: DEMO_PASSWORD },
  });
  return data.token;
}
