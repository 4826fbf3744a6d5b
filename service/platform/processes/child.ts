/** Programs that the service runs as processes of their own: as bundled, even where it is itself run from sources. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { childEnv } from './city.ts';

const FOLDER = new URL(import.meta.url.endsWith('.ts') ? '../../../.output/service/' : './', import.meta.url);

/** What every one of the programs is made of. */
export const PROGRAM_PARTS = ['./', '../../package.json', '../../node_modules'].map((path) =>
  fileURLToPath(new URL(path, FOLDER)),
);

/** The file of one of the programs that `vite.config.ts` names. */
export function programFile(name: string): string {
  return fileURLToPath(new URL(`${name}.js`, FOLDER));
}

export interface ChildOptions {
  /** Its one argument: every account of the machine may read it. */
  task: unknown;
  /** What no other account is to read; the program takes it by {@link takeSecrets}. */
  secrets?: object;
  /** MB of JavaScript objects after which it ends. */
  memoryMb?: number;
  /** Where its standard output goes: nowhere, or to the caller. */
  output?: 'ignore' | 'pipe';
}

const SECRETS = 'TUNTAS_SECRETS';

/** It inherits no settings, only the city it works for, and no secrets but those it is given. */
export function startChild(
  name: string,
  { task, secrets, memoryMb, output = 'ignore' }: ChildOptions,
): ChildProcess {
  return fork(programFile(name), [JSON.stringify(task)], {
    env: { ...childEnv(), ...(secrets === undefined ? {} : { [SECRETS]: JSON.stringify(secrets) }) },
    execArgv: memoryMb === undefined ? [] : [`--max-old-space-size=${memoryMb}`],
    serialization: 'advanced',
    stdio: ['ignore', output, 'ignore', 'ipc'],
  });
}

/** In a child: what it was given, which none of its own children is. */
export function takeSecrets<T>(form: z.ZodType<T>): T {
  const text = process.env[SECRETS] ?? '{}';
  delete process.env[SECRETS];
  return form.parse(JSON.parse(text));
}
