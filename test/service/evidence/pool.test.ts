import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { getPriority, homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { canConfine } from '../../../service/platform/processes/confine.ts';
import { createPool, type Pool } from '../../../service/platform/processes/pool.ts';

/** Work is counted by the child itself, in CPU time: however crowded the machine, only what computes meets it. */
const LIMITS = { cpuMs: (task: string) => (task === 'toil' ? 3_000 : 300), wallMs: 600_000 };
const program = join(import.meta.dirname, 'stubborn-process.mjs');
const setImmediate = promisify(globalThis.setImmediate);
/** Of the event loop, some third of a millisecond. */
const TURNS = 60;

function pidOf(outcome: Awaited<ReturnType<Pool<string, string>['run']>>): number {
  if (outcome.kind !== 'answer') throw new Error(`no answer: ${outcome.kind}`);
  return Number(outcome.answer.split(' by ')[1]);
}

/** Of this process and of theirs, as long as they live. */
function children(of = process.pid): number[] {
  const pids = readFileSync(`/proc/${of}/task/${of}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  return pids.flatMap((pid) => [pid, ...children(pid)]);
}

const pidsOnMachine = (): string[] => readdirSync('/proc').filter((name) => /^\d+$/.test(name));

/** Nothing for one that ends meanwhile. */
function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

const lives = (pid: number) => existsSync(`/proc/${pid}`);

describe('a pool of processes', () => {
  let pool: Pool<string, string>;
  afterEach(() => pool.close());

  it('ends one that computes without end, and the others answer meanwhile', async () => {
    pool = createPool({ program, processes: 2, ...LIMITS });
    await Promise.all([pool.run('a'), pool.run('b')]);
    const hanging = pool.run('hang');
    const others = await Promise.all(Array.from({ length: 20 }, (_, i) => pool.run(`${i}`)));
    expect(others.every((outcome) => outcome.kind === 'answer')).toBe(true);
    expect(await hanging).toEqual({ kind: 'exhausted' });
  });

  it('gives each task the time that it may take', async () => {
    pool = createPool({ program, processes: 1, ...LIMITS });
    expect(await pool.run('toil')).toMatchObject({ kind: 'answer' });
    expect(await pool.run('hang')).toEqual({ kind: 'exhausted' });
  });

  it('blames no task for the time it had to wait', async () => {
    pool = createPool({ program, processes: 1, ...LIMITS });
    expect(await pool.run('doze')).toMatchObject({ kind: 'answer' });
  });

  it('puts off what hangs without computing, and what was killed from outside', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    pool = createPool({ program, processes: 1, ...LIMITS });
    await pool.run('a');
    const stuck = pool.run('stick');
    vi.advanceTimersByTime(LIMITS.wallMs);
    expect(await stuck).toEqual({ kind: 'put_off' });
    vi.useRealTimers();
    const pid = pidOf(await pool.run('b'));
    const cut = pool.run('stick');
    process.kill(pid, 'SIGKILL');
    expect(await cut).toEqual({ kind: 'put_off' });
  });

  it('puts off at once what comes to a full line', async () => {
    pool = createPool({ program, processes: 1, ...LIMITS, line: 1 });
    await pool.run('a');
    const [stuck, waits] = [pool.run('stick'), pool.run('b')];
    expect(pool.waiting()).toBe(1);
    expect(await pool.run('c')).toEqual({ kind: 'put_off' });
    await pool.close();
    expect(await Promise.all([stuck, waits])).toEqual([{ kind: 'put_off' }, { kind: 'put_off' }]);
  });

  it('comes behind whoever waits for an answer', async () => {
    pool = createPool({ program, processes: 1, ...LIMITS });
    const pid = pidOf(await pool.run('a'));
    expect(getPriority(pid)).toBeGreaterThan(getPriority());
  });

  it('replaces one that was killed and one that died', async () => {
    pool = createPool({ program, processes: 1, ...LIMITS });
    const first = pidOf(await pool.run('a'));
    expect(await pool.run('hang')).toEqual({ kind: 'exhausted' });
    const second = pidOf(await pool.run('b'));
    expect(second).not.toBe(first);
    expect(await pool.run('die')).toEqual({ kind: 'crashed' });
    expect(pidOf(await pool.run('c'))).not.toBe(second);
  });

  it('lets go of a task whose caller no longer waits', async () => {
    pool = createPool({ program, processes: 1, ...LIMITS });
    await pool.run('a');
    const leaving = new AbortController();
    const both = [pool.run('stick', leaving.signal), pool.run('b', leaving.signal)];
    leaving.abort();
    expect(await Promise.all(both)).toEqual([{ kind: 'put_off' }, { kind: 'put_off' }]);
    expect(await pool.run('c', leaving.signal)).toEqual({ kind: 'put_off' });
  });

  it('lets go of what a task is handed over with, whatever becomes of it', async () => {
    const held = new Set<string>();
    pool = createPool<string, string>({
      ...{ program, processes: 1, ...LIMITS },
      async handOver(task) {
        if (task === 'nowhere') throw new Error('no room on the disk');
        held.add(task);
        return { sent: task, done: () => held.delete(task) };
      },
    });
    const tasks = ['a', 'hang', 'die', 'nowhere', 'b'];
    const outcomes = await Promise.all(tasks.map((task) => pool.run(task)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['answer', 'exhausted', 'crashed', 'put_off', 'answer']);
    expect([...held]).toEqual([]);
    const stuck = pool.run('stick');
    await expect.poll(() => [...held]).toEqual(['stick']);
    await pool.close();
    expect([await stuck, ...held]).toEqual([{ kind: 'put_off' }]);
  });

  it('says so when its program does not start', async () => {
    pool = createPool({ program: '/nowhere.js', processes: 2, ...LIMITS });
    expect(await pool.run('a')).toEqual({ kind: 'put_off' });
  });

  it('leaves no process when it is closed, not even a hanging one', async () => {
    pool = createPool({ program, processes: 2, ...LIMITS });
    const pids = (await Promise.all([pool.run('a'), pool.run('b')])).map(pidOf);
    const hanging = pool.run('hang');
    await pool.close();
    expect(await hanging).toEqual({ kind: 'put_off' });
    expect(await pool.run('c')).toEqual({ kind: 'put_off' });
    expect(pids.filter(lives)).toEqual([]);
  });
});

describe('a pool of processes that read untrusted bytes', () => {
  const root = join(import.meta.dirname, '../../..');
  const given = ['node_modules', 'package.json', 'service', 'shared', 'test/service/evidence'].map((path) =>
    join(root, path),
  );
  let pool: Pool<string, string>;
  const said = async (task: string) => {
    const outcome = await pool.run(task);
    return outcome.kind === 'answer' ? outcome.answer : outcome.kind;
  };
  beforeEach(() => {
    pool = createPool({ program, processes: 1, reads: [...given, '/gone'], ...LIMITS });
  });
  afterEach(() => pool.close());

  // Where the system cannot, all of it is seen: then the test says so, and the service as well.
  it('shows them nothing else of the machine, where the system can see to it', async () => {
    const others = [join(root, 'README.md'), '/etc/passwd', homedir(), `/proc/${process.pid}`];
    expect(others.filter((path) => !existsSync(path))).toEqual([]);
    const seen = await Promise.all([program, ...others].map((path) => said(`look ${path}`)));
    expect(seen).toEqual(['true', ...others.map(() => String(!canConfine()))]);
  });

  it('leaves nothing of one that is killed at any moment of its beginning', async () => {
    const mark = mkdtempSync(join(tmpdir(), 'tuntas-killed-'));
    for (let moment = 0; moment < 60; moment++) {
      const short = createPool({ program, processes: 1, reads: [...given, mark], ...LIMITS });
      short.warm();
      // The moment is swept by turns of the loop: there is nothing to wait for, that is the point.
      for (let turn = 0; turn < moment * TURNS; turn++) await setImmediate();
      await short.close();
    }
    const left = () => pidsOnMachine().filter((pid) => commandOf(pid).includes(mark));
    await expect.poll(left).toEqual([]);
    rmSync(mark, { recursive: true });
  });

  it('knows what became of one: out of its time, dead of itself, killed from outside, closed', async () => {
    const others = new Set(children());
    const own = () => children().filter((pid) => !others.has(pid));
    expect(await said('a')).toMatch(/^a by /);
    expect(own()).toHaveLength(canConfine() ? 3 : 1);
    expect(await said('hang')).toBe('exhausted');
    expect(await said('die')).toBe('crashed');
    expect(await said('b')).toMatch(/^b by /);
    const stuck = said('stick');
    await pool.close();
    expect(await stuck).toBe('put_off');
    expect(own()).toEqual([]);
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
