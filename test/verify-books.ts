/** `npm run verify -- --rows` over a data folder, as an operator runs it. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Null where the books are in order, else what the command says. */
export function verifyBooks(folder: string): Promise<string | null> {
  const command = ['--import', 'tsx', 'service/compose/commands/verify.ts', '--rows'];
  const env = { ...process.env, DATA_DIR: folder };
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: ROOT, env }, (error, stdout, stderr) =>
      resolve(error ? `The books are broken: ${stdout}${stderr}` : null),
    );
  });
}
