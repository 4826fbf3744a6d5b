/** Another program that holds a database: a process of its own, as an operator's tool would be. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const PROGRAM = `const database = new (require('libsql'))(process.argv[1]);
database.exec('BEGIN IMMEDIATE');
console.log('held');
setInterval(() => {}, 1e6);`;

/** Held once this resolves; what it answers lets go. */
export async function holdDatabase(file: string): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ['-e', PROGRAM, file], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child.stdout, 'data');
  return async () => {
    child.kill('SIGKILL');
    await gone;
  };
}
