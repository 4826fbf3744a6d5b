/** Builds the extension once for all end-to-end tests, as a release is built but with open shadow roots. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ROOT } from './paths.ts';

export async function setup(): Promise<void> {
  await promisify(execFile)('node_modules/.bin/wxt', ['build'], {
    cwd: ROOT,
    // Not Vitest's own `test`, which would make a development bundle.
    env: { ...process.env, NODE_ENV: 'production', TUNTAS_E2E: '1' },
  });
}
