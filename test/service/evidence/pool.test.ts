import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPool, type Pool } from '../../../service/platform/processes/pool.ts';

/** The child's own watch ends it after twice that, by the real clock. */
const LIMIT = 600_000;
const program = join(import.meta.dirname, 'stubborn-process.mjs');

function pidOf(outcome: Awaited<ReturnType<Pool<string, string>['run']>>): number {
  if (outcome.kind !== 'answer') throw new Error(`no answer: ${outcome.kind}`);
  return Number(outcome.answer.split(' by ')[1]);
}

const lives = (pid: number) => existsSync(`/proc/${pid}`);

describe('a pool of processes', () => {
  let pool: Pool<string, string>;
  // The limit passes when a test says so: on a crowded machine no task meets it by being slow.
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(async () => {
    await pool.close();
    vi.useRealTimers();
  });

  it('kills one that hangs, and the others answer meanwhile', async () => {
    pool = createPool({ program, processes: 2, timeoutMs: LIMIT });
    await Promise.all([pool.run('a'), pool.run('b')]);
    let hung = true;
    const hanging = pool.run('hang').then((outcome) => {
      hung = false;
      return outcome;
    });
    const others = await Promise.all(Array.from({ length: 20 }, (_, i) => pool.run(`${i}`)));
    expect(hung).toBe(true);
    expect(others.every((outcome) => outcome.kind === 'answer')).toBe(true);
    vi.advanceTimersByTime(LIMIT);
    expect(await hanging).toEqual({ kind: 'timeout' });
  });

  it('replaces one that was killed and one that died', async () => {
    pool = createPool({ program, processes: 1, timeoutMs: LIMIT });
    const first = pidOf(await pool.run('a'));
    const hanging = pool.run('hang');
    vi.advanceTimersByTime(LIMIT);
    expect(await hanging).toEqual({ kind: 'timeout' });
    const second = pidOf(await pool.run('b'));
    expect(second).not.toBe(first);
    expect(await pool.run('die')).toEqual({ kind: 'crashed' });
    expect(pidOf(await pool.run('c'))).not.toBe(second);
  });

  it('lets go of a task whose caller no longer waits', async () => {
    pool = createPool({ program, processes: 1, timeoutMs: LIMIT });
    await pool.run('a');
    const leaving = new AbortController();
    const [hanging, waiting] = [pool.run('hang'), pool.run('b', leaving.signal)];
    leaving.abort();
    expect(await waiting).toEqual({ kind: 'timeout' });
    vi.advanceTimersByTime(LIMIT);
    expect(await hanging).toEqual({ kind: 'timeout' });
  });

  it('says so when its program does not start', async () => {
    pool = createPool({ program: '/nowhere.js', processes: 2, timeoutMs: LIMIT });
    expect(await pool.run('a')).toEqual({ kind: 'crashed' });
  });

  it('leaves no process when it is closed, not even a hanging one', async () => {
    pool = createPool({ program, processes: 2, timeoutMs: LIMIT });
    const pids = (await Promise.all([pool.run('a'), pool.run('b')])).map(pidOf);
    const hanging = pool.run('hang');
    await pool.close();
    expect(await hanging).toEqual({ kind: 'crashed' });
    expect(await pool.run('c')).toEqual({ kind: 'crashed' });
    expect(pids.filter(lives)).toEqual([]);
  });
});

describe('a process whose parent was killed', () => {
  it.each(['idle', 'hang'])('ends too (%s)', async (task) => {
    const parent = spawn(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'orphan-parent.ts'), task],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = await once(parent.stdout, 'data');
    const child = Number(String(line));
    expect(lives(child)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => lives(child)).toBe(false);
  });
});
