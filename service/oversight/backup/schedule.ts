/** Backups by the clock: one whenever the newest is old enough, so many kept, and a word where they stay away. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HOUR } from '#shared/time/zone.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Check } from '../../platform/health.ts';
import type { Job } from '../../platform/jobs.ts';
import type { Log } from '../../platform/log.ts';
import { startChild } from '../../platform/processes/child.ts';
import type { BackupSettings } from '../../platform/settings.ts';
import { type BackupAnswer, type BackupTask, NAME, sweepDrafts } from './make.ts';

/** After a failure it is not tried each minute. */
const AGAIN_MS = HOUR;

export interface Backups {
  /** When the newest one was made, ms UTC by the machine's clock; null where there is none. */
  newest(): number | null;
  job: Job;
  check: Check;
  close(): Promise<void>;
}

/** `settings` undefined: none are made. */
export function openBackups(
  settings: BackupSettings | undefined,
  { photoStore, source, ...where }: Pick<BackupTask, 'dataDir' | 'keyDir' | 'photoStore' | 'source'>,
  log: Log,
  real = systemClock,
): Backups {
  const startedAt = real.now();
  let making: Promise<void> | null = null;
  let end = (): void => {};
  let triedAt = 0;
  /** Did the last try come to nothing? */
  let hasFailed = false;

  function made(): string[] {
    if (settings === undefined || !existsSync(settings.dir)) return [];
    return readdirSync(settings.dir)
      .filter((name) => NAME.test(name))
      .sort();
  }

  function newest(): number | null {
    const [, ...parts] = NAME.exec(made().at(-1) ?? '') ?? [];
    const [year = 0, month = 1, day, hour, minute, second] = parts.map(Number);
    return parts.length === 0 ? null : Date.UTC(year, month - 1, day, hour, minute, second);
  }

  function make({ dir, recipient, keep }: BackupSettings): Promise<void> {
    return new Promise((resolve) => {
      const seal = recipient === undefined ? undefined : { recipient };
      const child = startChild('backup-process', {
        task: { ...where, to: dir, at: real.now(), seal },
        secrets: { photoStore, source },
      });
      // While it copies the database it hears no other signal. What it leaves is removed below.
      end = () => child.kill('SIGKILL');
      let answer: BackupAnswer = { why: 'it was ended' };
      child.on('message', (heard: BackupAnswer) => {
        answer = heard;
      });
      const ended = (): void => {
        making = null;
        hasFailed = !('path' in answer);
        if ('path' in answer) for (const name of made().slice(0, -keep)) rmSync(join(dir, name));
        else {
          log.error({ dir, why: answer.why }, 'no backup could be made');
          sweepDrafts(where.dataDir, dir);
        }
        resolve();
      };
      child.once('error', ended);
      child.once('exit', ended);
    });
  }

  return {
    newest,
    job: {
      name: 'backup',
      // Where it is set, into a folder of its own or one that others see as well: then the newest is theirs too.
      isOwn: true,
      async run() {
        const now = real.now();
        if (settings === undefined || making !== null || now - triedAt < AGAIN_MS) return;
        if (now - (newest() ?? 0) < settings.hours * HOUR) return;
        triedAt = now;
        // It takes its time: no other job waits for it.
        making = make(settings);
      },
    },
    check: {
      name: 'backup',
      async find() {
        if (settings === undefined) return null;
        const hours = Math.floor((real.now() - (newest() ?? startedAt)) / HOUR);
        // At the first failure, and where none is even tried.
        if (!hasFailed && hours < 2 * settings.hours) return null;
        return { says: { key: 'problems.cause.no_backup', values: { hours } }, isGrave: false };
      },
    },
    async close() {
      end();
      await making;
    },
  };
}
