/** After an install: the types that WXT makes, where WXT is (a machine that only runs the service has none). */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const WXT = fileURLToPath(new URL('../../../node_modules/wxt/bin/wxt.mjs', import.meta.url));
if (existsSync(WXT)) {
  process.exitCode =
    spawnSync(process.execPath, [WXT, 'prepare'], { cwd: ROOT, stdio: 'inherit' }).status ?? 1;
}
