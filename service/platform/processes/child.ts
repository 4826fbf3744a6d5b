/** Programs that the service runs as processes of their own: as bundled, even where it is itself run from sources. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { childEnv } from './city.ts';

const FOLDER = new URL(import.meta.url.endsWith('.ts') ? '../../../.output/service/' : './', import.meta.url);

/** The file of one of the programs that `vite.config.ts` names. */
export function programFile(name: string): string {
  return fileURLToPath(new URL(`${name}.js`, FOLDER));
}

export interface ChildOptions {
  /** Its one argument. */
  task: unknown;
  /** MB of JavaScript objects after which it ends. */
  memoryMb?: number;
  /** Where its standard output goes: nowhere, or to the caller. */
  output?: 'ignore' | 'pipe';
}

/** It inherits no settings and no secrets, only the city it works for. */
export function startChild(name: string, { task, memoryMb, output = 'ignore' }: ChildOptions): ChildProcess {
  return fork(programFile(name), [JSON.stringify(task)], {
    env: childEnv(),
    execArgv: memoryMb === undefined ? [] : [`--max-old-space-size=${memoryMb}`],
    serialization: 'advanced',
    stdio: ['ignore', output, 'ignore', 'ipc'],
  });
}
