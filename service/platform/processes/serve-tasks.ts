/** The child's side of the pool: one task after another, and no life without its parent. */
import { Worker } from 'node:worker_threads';
import type { FromChild, ToChild } from './pool.ts';

/**
 * A process stuck in an endless loop hears no `disconnect`, so when its parent was killed nobody would end it.
 * This thread does, once a task has taken twice the limit. `busy[0]` counts tasks begun and ended.
 */
const WATCHDOG = `
  const { workerData } = require('node:worker_threads');
  const busy = new Int32Array(workerData.busy);
  for (;;) {
    const count = Atomics.load(busy, 0);
    const changed = Atomics.wait(busy, 0, count, count % 2 === 1 ? workerData.limitMs : Infinity);
    if (changed === 'timed-out' && Atomics.load(busy, 0) === count) process.kill(process.pid, 'SIGKILL');
  }
`;

export function serveTasks<Q, A>(work: (task: Q) => Promise<A>): void {
  const busy = new SharedArrayBuffer(4);
  const count = new Int32Array(busy);
  const step = () => {
    Atomics.add(count, 0, 1);
    Atomics.notify(count, 0);
  };
  const limitMs = 2 * Number(process.argv[2]);
  new Worker(WATCHDOG, { eval: true, workerData: { busy, limitMs }, execArgv: [] }).unref();
  const send = (message: FromChild<A>) => process.send?.(message);
  process.on('disconnect', () => process.exit(0));
  process.on('message', async ({ id, task }: ToChild<Q>) => {
    step();
    const answer = await work(task);
    step();
    send({ id, answer });
  });
  send({ ready: true });
}
