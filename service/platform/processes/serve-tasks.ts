/** The child's side of the pool: one task after another, and no life without its parent. */
import { constants, setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type FromChild, OUT_OF_CPU, type ToChild } from './pool.ts';

/**
 * A process stuck in an endless loop hears nobody, so this thread ends it: once a task has used up its CPU time, which
 * also ends what a killed parent left behind. `busy[0]` counts tasks begun and ended, `busy[1]` is the CPU time of the one
 * under way, ms.
 */
const WATCHDOG = `
  const { workerData: { busy, signal } } = require('node:worker_threads');
  const count = new Int32Array(busy);
  const used = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
  for (;;) {
    const task = Atomics.load(count, 0);
    if (task % 2 === 0) { Atomics.wait(count, 0, task); continue; }
    const before = used();
    const cpuMs = Atomics.load(count, 1);
    let left = cpuMs;
    while (left > 0 && Atomics.wait(count, 0, task, Math.max(20, left / 4)) === 'timed-out') {
      left = cpuMs - (used() - before);
    }
    if (left <= 0 && Atomics.load(count, 0) === task) process.kill(process.pid, signal);
  }
`;

export function serveTasks<Q, A>(work: (task: Q) => Promise<A>): void {
  // Before it starts threads of its own, which inherit it: whoever waits for an answer comes first.
  yieldToOthers();
  const busy = new SharedArrayBuffer(8);
  const count = new Int32Array(busy);
  const step = () => {
    Atomics.add(count, 0, 1);
    Atomics.notify(count, 0);
  };
  const workerData = { busy, signal: OUT_OF_CPU };
  const watchdog = new Worker(WATCHDOG, { eval: true, workerData, execArgv: [] });
  watchdog.unref();
  const send = (message: FromChild<A>) => process.send?.(message);
  process.on('disconnect', () => process.exit(0));
  process.on('message', async ({ id, task, cpuMs }: ToChild<Q>) => {
    Atomics.store(count, 1, cpuMs);
    step();
    const answer = await work(task);
    step();
    send({ id, answer });
  });
  // The first task is watched too.
  watchdog.once('online', () => send({ ready: true }));
}

function yieldToOthers(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // The system keeps priorities to itself: then it runs as everybody does.
  }
}
