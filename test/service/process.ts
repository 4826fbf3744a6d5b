/** The service as a process of its own, started as an operator starts it, and killed as a power cut kills it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface ServiceProcess {
  origin: string;
  pid: number;
  /** SIGKILL at once; resolves when the process is gone. */
  kill(): Promise<void>;
  /** A clean stop; answers the exit code. */
  stop(): Promise<number | null>;
  /** What it wrote to standard error so far. */
  complaints(): string;
  /** It ended, whoever ended it. */
  isGone(): boolean;
}

export interface ProcessOptions {
  /** Settings beside port and data folder. */
  env?: Record<string, string>;
}

/** Starts on `dataDir` with a free port; resolves when it serves. */
export async function startProcess(
  dataDir: string,
  { env = {} }: ProcessOptions = {},
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, ['test/service/serve.mjs', '--demo=accounts'], {
    cwd: ROOT,
    env: { ...process.env, ...env, PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = once(child, 'exit') as Promise<[number | null]>;
  let complaints = '';
  child.stderr.on('data', (chunk) => {
    complaints += chunk;
  });
  const serving = (async () => {
    for await (const line of createInterface(child.stdout)) {
      const port = /serves on http:\/\/localhost:(\d+)/.exec(line)?.[1];
      if (port !== undefined) return `http://127.0.0.1:${port}`;
    }
    throw new Error(`The service ended without serving: ${complaints}`);
  })();
  const origin = await serving;
  // Whatever it says from now on is read, so that a full pipe never stops it.
  child.stdout.resume();
  return {
    origin,
    pid: child.pid ?? 0,
    complaints: () => complaints,
    isGone: () => child.exitCode !== null || child.signalCode !== null,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async stop() {
      child.kill('SIGTERM');
      const [code] = await gone;
      return code;
    },
  };
}
