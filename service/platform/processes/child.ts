/** Programs that the service runs as processes of their own. */
import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** `name` beside the source at `url`, or beside the bundle that this source became part of. */
export function programBeside(url: string, name: string): string {
  const ending = url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`./${name}.${ending}`, url));
}

export interface ChildOptions {
  /** Its one argument. */
  task: unknown;
  /** MB of JavaScript objects after which it ends. */
  memoryMb?: number;
  /** Where its standard output goes: nowhere, or to the caller. */
  output?: 'ignore' | 'pipe';
}

/** The program `name` beside the source at `url`; it inherits no settings and no secrets. */
export function startChild(
  url: string,
  name: string,
  { task, memoryMb, output = 'ignore' }: ChildOptions,
): ChildProcess {
  const program = programBeside(url, name);
  return fork(program, [JSON.stringify(task)], {
    env: { PATH: process.env.PATH },
    execArgv: [
      ...(memoryMb === undefined ? [] : [`--max-old-space-size=${memoryMb}`]),
      ...(program.endsWith('.ts') ? ['--import', tsx()] : []),
    ],
    serialization: 'advanced',
    stdio: ['ignore', output, 'ignore', 'ipc'],
  });
}

function tsx(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
}
