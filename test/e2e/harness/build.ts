/** Builds the extension for end-to-end tests, as a release is built: once with open shadow roots, and as hostile pages meet it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ROOT } from './paths.ts';

export async function setup(): Promise<void> {
  await build('open');
}

export async function build(roots: 'open' | 'closed'): Promise<void> {
  await promisify(execFile)('node_modules/.bin/wxt', ['build'], {
    cwd: ROOT,
    // Not Vitest's own `test`, which would make a development bundle.
    env: { ...process.env, NODE_ENV: 'production', TUNTAS_E2E: roots },
  });
}
