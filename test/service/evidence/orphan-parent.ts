/** A parent that hands its child an endless task, says the child's pid, and waits to be killed. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import '../../jakarta.ts';
import { createPool } from '../../../service/platform/processes/pool.ts';

const pool = createPool<string, string>({
  program: join(import.meta.dirname, 'stubborn-process.mjs'),
  processes: 1,
  cpuMs: () => 1_000,
  wallMs: 600_000,
});
await pool.run('ready');
const [child] = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'stubborn-process'], {
  encoding: 'utf8',
})
  .trim()
  .split('\n');
const [task] = process.argv.slice(2);
if (task === 'hang') void pool.run('hang');
process.stdout.write(`${child}\n`);
