/** The driver's other end, and what the system tells of a process: CPU and memory (Linux, /proc). */
import { type ChildProcess, fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Ask } from './calls.ts';

export interface Drive {
  origin: string;
  asks: Ask[];
  /** Where in `asks` it begins. */
  from: number;
  connections: number;
  count: number;
  /** A second; absent: the next goes out once one is answered. */
  rate?: number;
}

/** ms, of whole answers. */
export interface Answered {
  statuses: Record<number, number>;
  seconds: number;
  p50: number;
  p99: number;
  p999: number;
  max: number;
}

export class Driver {
  readonly #child: ChildProcess = fork(fileURLToPath(new URL('./driver.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  });

  drive(job: Drive): Promise<Answered> {
    return new Promise((resolve, reject) => {
      this.#child.once('message', (reply: { answered?: Answered; error?: string }) => {
        if (reply.answered) resolve(reply.answered);
        else reject(new Error(reply.error));
      });
      this.#child.send(job);
    });
  }
  end(): void {
    this.#child.kill();
  }
}

/** ms of CPU of all its threads, those that have ended left out. */
export function cpuOf(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  return readdirSync(tasks).reduce((sum, task) => {
    const [ns = '0'] = readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ');
    return sum + Number(ns) / 1e6;
  }, 0);
}

/** MB of memory at its most. */
export function peakOf(pid: number): number {
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(peak ?? 0) / 1024;
}

export function childrenOf(pid: number): number[] {
  const ids = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return ids === '' ? [] : ids.split(' ').map(Number);
}
