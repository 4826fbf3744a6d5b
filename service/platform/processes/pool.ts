/**
 * A few child processes that do what may hang, crash or eat memory. One that passes the time limit is killed by
 * SIGKILL (a thread's `terminate()` would not stop a native decode) and replaced; the others never notice.
 */
import { type ChildProcess, fork } from 'node:child_process';

export interface PoolOptions {
  /** The child's file, absolute. */
  program: string;
  processes: number;
  /** From handing over a task to its answer, ms. */
  timeoutMs: number;
}

type Outcome<A> = { kind: 'answer'; answer: A } | { kind: 'timeout' } | { kind: 'crashed' };

export interface Pool<Q, A> {
  /** An aborted task that still waits for a process comes out as timed out; one under way has its own limit. */
  run(task: Q, signal?: AbortSignal): Promise<Outcome<A>>;
  /** Starts the processes before they are needed. */
  warm(): void;
  /** Kills every process and resolves once none is left; tasks under way come out as crashed. */
  close(): Promise<void>;
}

/** What passes between the pool and its children. */
export type ToChild<Q> = { id: number; task: Q };
export type FromChild<A> = { ready: true } | { id: number; answer: A };

/** A process that is not ready by then never will be, however crowded the machine. */
const START_MS = 60_000;

interface Job<Q, A> {
  id: number;
  task: Q;
  done(outcome: Outcome<A>): void;
}

interface Slot<Q, A> {
  child: ChildProcess;
  ready: boolean;
  job: Job<Q, A> | null;
  timer: NodeJS.Timeout;
  overdue: boolean;
}

export function createPool<Q, A>({ program, processes, timeoutMs }: PoolOptions): Pool<Q, A> {
  const slots = new Set<Slot<Q, A>>();
  const queue: Job<Q, A>[] = [];
  let nextId = 1;
  let closed: (() => void) | null = null;

  function start(): void {
    const child = fork(program, [String(timeoutMs)], {
      // Untrusted bytes are read there: it inherits no settings and no secrets.
      env: { PATH: process.env.PATH },
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), START_MS);
    const slot: Slot<Q, A> = { child, ready: false, job: null, timer, overdue: false };
    slots.add(slot);
    child.on('message', (message: FromChild<A>) => {
      if ('ready' in message) {
        clearTimeout(slot.timer);
        slot.ready = true;
      } else if (slot.job?.id === message.id) {
        clearTimeout(slot.timer);
        slot.job.done({ kind: 'answer', answer: message.answer });
        slot.job = null;
      }
      distribute();
    });
    // A process that cannot be started or sent to ends: `error` or `exit` says so, or both.
    child.on('error', () => leave(slot));
    child.on('exit', () => leave(slot));
  }

  function leave(slot: Slot<Q, A>): void {
    if (!slots.delete(slot)) return;
    clearTimeout(slot.timer);
    slot.job?.done({ kind: slot.overdue ? 'timeout' : 'crashed' });
    if (closed) {
      if (slots.size === 0) closed();
      return;
    }
    // One that never got ready would be started again for ever: then whoever waits is told.
    if (slot.ready) start();
    else queue.shift()?.done({ kind: 'crashed' });
    distribute();
  }

  function distribute(): void {
    for (const slot of slots) {
      if (!slot.ready || slot.job || slot.overdue) continue;
      const job = queue.shift();
      if (!job) return;
      slot.job = job;
      slot.timer = setTimeout(() => {
        slot.overdue = true;
        slot.child.kill('SIGKILL');
      }, timeoutMs);
      slot.child.send({ id: job.id, task: job.task } satisfies ToChild<Q>, () => {});
    }
    const starting = [...slots].filter((slot) => !slot.ready).length;
    if (queue.length > starting && slots.size < processes) start();
  }

  return {
    run(task, signal) {
      if (closed) return Promise.resolve({ kind: 'crashed' });
      return new Promise((done) => {
        const job: Job<Q, A> = { id: nextId++, task, done };
        queue.push(job);
        signal?.addEventListener('abort', () => {
          const at = queue.indexOf(job);
          if (at < 0) return;
          queue.splice(at, 1);
          done({ kind: 'timeout' });
        });
        distribute();
      });
    },
    warm() {
      while (!closed && slots.size < processes) start();
    },
    close() {
      return new Promise((resolve) => {
        closed = resolve;
        for (const job of queue.splice(0)) job.done({ kind: 'crashed' });
        for (const slot of slots) slot.child.kill('SIGKILL');
        if (slots.size === 0) resolve();
      });
    },
  };
}
