/** A start that fails for want of its port: it ends, and the next one is still the first. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../service/compose/config.ts';
import { startService } from '../../service/compose/main.ts';
import { openLog } from '../../service/platform/log.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

it('says so and ends; the operator’s one-time password is left for the start that succeeds', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-port-'));
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? String(address.port) : '';
  const child = spawn(process.execPath, ['--import', 'tsx', 'service/compose/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, PORT: port, DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
    other.close();
    rmSync(folder, { recursive: true, force: true });
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(said).toContain('The port is in use');
  const started = await startService(readConfig([], { PORT: '0', DATA_DIR: folder }), openLog('silent'));
  expect(started.operatorPassword).toMatch(/^[\w-]{16}$/);
  await started.stop();
});
