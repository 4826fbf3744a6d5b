/**
 * A few child processes that do what may hang, crash or eat memory. One that takes too much is stopped and replaced
 * (a thread's `terminate()` would not stop a native decode); the others never notice. What a task takes is counted in
 * CPU time, which a crowded machine does not stretch: how long it waited says nothing about it.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { childEnv } from './city.ts';
import { confined } from './confine.ts';

/** What is sent of a task, and what goes with it once it is answered or given up. */
export interface HandedOver<S> {
  sent: S;
  done(): void;
}

export interface PoolOptions<Q, S = Q> {
  /** The child's file, absolute. */
  program: string;
  processes: number;
  /** All that a process may read, where the system can see to it (`confine.ts`); absent: whatever its account may. */
  reads?: readonly string[];
  /** CPU time of a task, ms. The child itself keeps to it: see `serve-tasks.ts`. */
  cpuMs(task: Q): number;
  /** From handing over a task to its answer, ms: the last fence against what hangs without computing. */
  wallMs: number;
  /** Tasks that may wait for a process; one more is put off at once. */
  line?: number;
  /** Called when a task's turn has come, where it is not sent as it is. A task of which it fails is put off. */
  handOver?(task: Q): Promise<HandedOver<S>>;
}

/**
 * `exhausted`: it used up its CPU time · `crashed`: the process died of it · `put_off`: nothing was found out about
 * it, because its turn did not come, its process was stopped from outside, or the pool was closed.
 */
type Outcome<A> = { kind: 'answer'; answer: A } | { kind: 'exhausted' | 'crashed' | 'put_off' };

export interface Pool<Q, A> {
  /** An aborted task is put off, waiting or under way; the process finishes what it has begun. */
  run(task: Q, signal?: AbortSignal): Promise<Outcome<A>>;
  /** Tasks that wait for a process. */
  waiting(): number;
  /** The process that was started last never got ready. */
  isBroken(): boolean;
  /** Starts the processes before they are needed. */
  warm(): void;
  /** Kills every process and resolves once none is left; tasks under way are put off. */
  close(): Promise<void>;
}

/** What passes between the pool and its children. */
export type ToChild<Q> = { id: number; task: Q; cpuMs: number };
export type FromChild<A> = { ready: true } | { id: number; answer: A };

/** By this a child ends that has used up its CPU time: no core is written, and nobody else sends it. */
export const OUT_OF_CPU = 'SIGVTALRM' satisfies NodeJS.Signals;

/** A process that is not ready by then never will be, however crowded the machine. */
const START_MS = 60_000;

interface Job<Q, A> {
  id: number;
  task: Q;
  done(outcome: Outcome<A>): void;
  /** What it was handed over with is needed no longer. */
  release?: (() => void) | undefined;
}

interface Slot<Q, A> {
  child: ChildProcess;
  ready: boolean;
  job: Job<Q, A> | null;
  timer: NodeJS.Timeout;
  ended: boolean;
}

export function createPool<Q, A, S = Q>(options: PoolOptions<Q, S>): Pool<Q, A> {
  const { program, processes, reads, wallMs, line = Number.POSITIVE_INFINITY } = options;
  const slots = new Set<Slot<Q, A>>();
  const queue: Job<Q, A>[] = [];
  let nextId = 1;
  let closed: (() => void) | null = null;
  let isBroken = false;

  function start(): void {
    const child = forked(program, reads);
    const timer = setTimeout(() => end(slot), START_MS);
    const slot: Slot<Q, A> = { child, ready: false, job: null, timer, ended: false };
    slots.add(slot);
    child.on('message', (message: FromChild<A>) => {
      if ('ready' in message) {
        clearTimeout(slot.timer);
        slot.ready = true;
        isBroken = false;
      } else if (slot.job?.id === message.id) {
        free(slot, { kind: 'answer', answer: message.answer });
      }
      distribute();
    });
    // A process that cannot be started or sent to ends: `error` or `exit` says so, or both.
    child.on('error', () => leave(slot, null));
    child.on('exit', (code, signal) => leave(slot, signal ?? reportedSignal(code)));
  }

  function free(slot: Slot<Q, A>, outcome: Outcome<A>): void {
    clearTimeout(slot.timer);
    slot.job?.release?.();
    slot.job?.done(outcome);
    slot.job = null;
  }

  function end(slot: Slot<Q, A>): void {
    slot.ended = true;
    kill(slot.child);
  }

  function leave(slot: Slot<Q, A>, signal: NodeJS.Signals | null): void {
    if (!slots.delete(slot)) return;
    free(slot, { kind: endOf(signal) });
    if (closed) {
      if (slots.size === 0) closed();
      return;
    }
    // One that never got ready would be started again for ever: then whoever waits is told.
    isBroken = !slot.ready;
    if (slot.ready) start();
    else queue.shift()?.done({ kind: 'put_off' });
    distribute();
  }

  function leaveLine(id: number): void {
    const at = queue.findIndex((job) => job.id === id);
    if (at >= 0) queue.splice(at, 1);
  }

  function distribute(): void {
    for (const slot of slots) {
      if (!slot.ready || slot.job || slot.ended) continue;
      const job = queue.shift();
      if (!job) return;
      slot.job = job;
      slot.timer = setTimeout(() => end(slot), wallMs);
      const isWanted = () => slot.job === job && slots.has(slot);
      give(slot.child, job, isWanted, options).catch(() => {
        if (isWanted()) free(slot, { kind: 'put_off' });
        distribute();
      });
    }
    const starting = [...slots].filter((slot) => !slot.ready).length;
    if (queue.length > starting && slots.size < processes) start();
  }

  return {
    run(task, signal) {
      if (closed || queue.length >= line || signal?.aborted) return Promise.resolve({ kind: 'put_off' });
      const id = nextId++;
      const answer = new Promise<Outcome<A>>((done) => queue.push({ id, task, done }));
      distribute();
      return signal === undefined ? answer : answeredBefore(signal, answer, () => leaveLine(id));
    },
    waiting: () => queue.length,
    isBroken: () => isBroken,
    warm() {
      while (!closed && slots.size < processes) start();
    },
    close() {
      return new Promise((resolve) => {
        closed = resolve;
        for (const job of queue.splice(0)) job.done({ kind: 'put_off' });
        for (const slot of slots) kill(slot.child);
        if (slots.size === 0) resolve();
      });
    },
  };
}

/** Rejects where it could not be handed over; a task that nobody waits for by then is not sent. */
async function give<Q, A, S>(
  child: ChildProcess,
  job: Job<Q, A>,
  isWanted: () => boolean,
  { cpuMs, handOver }: Pick<PoolOptions<Q, S>, 'cpuMs' | 'handOver'>,
): Promise<void> {
  let task: Q | S = job.task;
  if (handOver) {
    const handed = await handOver(job.task);
    if (!isWanted()) return handed.done();
    job.release = handed.done;
    task = handed.sent;
  }
  child.send({ id: job.id, task, cpuMs: cpuMs(job.task) } satisfies ToChild<Q | S>, () => {});
}

/** A process killed from outside (by us, by a machine short of memory) says nothing about its task. */
function endOf(signal: NodeJS.Signals | null): Exclude<Outcome<never>['kind'], 'answer'> {
  if (signal === OUT_OF_CPU) return 'exhausted';
  return signal === 'SIGKILL' || signal === 'SIGTERM' || signal === 'SIGINT' ? 'put_off' : 'crashed';
}

/** Put off once `signal` is aborted; `giveUp` is called then. */
function answeredBefore<A>(
  signal: AbortSignal,
  answer: Promise<Outcome<A>>,
  giveUp: () => void,
): Promise<Outcome<A>> {
  return new Promise((resolve) => {
    const stop = (): void => {
      giveUp();
      resolve({ kind: 'put_off' });
    };
    signal.addEventListener('abort', stop);
    void answer.then((outcome) => {
      // A signal may outlive thousands of tasks.
      signal.removeEventListener('abort', stop);
      resolve(outcome);
    });
  });
}

/** Who confines a process tells as a shell does which signal ended it. */
function reportedSignal(code: number | null): NodeJS.Signals | null {
  const name = Object.entries(constants.signals).find(([, number]) => number + 128 === code)?.[0];
  return (name as NodeJS.Signals | undefined) ?? null;
}

function forked(program: string, reads: readonly string[] | undefined): ChildProcess {
  const jail = reads === undefined ? null : confined(reads);
  return fork(program, [], {
    // Untrusted bytes are read there: it inherits no settings and no secrets.
    env: childEnv(),
    execArgv: [],
    ...jail,
    // A group of its own, to be killed whole.
    detached: jail !== null,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/**
 * bubblewrap is two processes, of which the inner one outlives an outer that is killed while both begin: first it waits for it
 * for ever, then it asks too late to die with it. So the group is killed, in which it begins, and whatever has left that.
 */
function kill(child: ChildProcess): void {
  const { pid, exitCode, signalCode } = child;
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  for (const target of [-pid, ...childrenOf(pid)]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // It leads no group, or is gone.
    }
  }
  child.kill('SIGKILL');
}

/** Of a process of this machine; none where the system does not tell. */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
