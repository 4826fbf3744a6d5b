/** Builds the extension and the page for phones for end-to-end tests, as a release is built: once with open shadow roots, and as hostile pages meet it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buildWhatChanged } from '../../../service/compose/launch/build.mjs';
import { ROOT } from './paths.ts';

export async function setup(): Promise<void> {
  await build('open');
  await buildWhatChanged(ROOT, () => {}, ['page for phones']);
}

export async function build(roots: 'open' | 'closed'): Promise<void> {
  await promisify(execFile)('node_modules/.bin/wxt', ['build'], {
    cwd: ROOT,
    // Not Vitest's own `test`, which would make a development bundle.
    env: { ...process.env, NODE_ENV: 'production', TUNTAS_E2E: roots },
  });
}
