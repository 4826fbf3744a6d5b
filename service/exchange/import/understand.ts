/** Looks through a file that was received: how it is to be read, and what would come of it. Nothing is written. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileUnderstood, ImportFailure, ImportFormat } from '#shared/contract/imports.ts';
import type { ImportJobRow } from '../../tables/import.ts';
import { isNewest } from './jobs.ts';
import type { FromReader, ReadLine, Remembered } from './messages.ts';
import { type Foreseen, openPreview } from './preview.ts';
import { startReader } from './reader.ts';
import type { ImportWriteDeps } from './steps.ts';

/** Lines looked up together: nobody waits for longer than they take. */
const AT_ONCE = 25;

export interface Opened {
  format: ImportFormat;
  encoding: string | null;
}

/** `ready`: its sender wants it written at once, and nothing is asked. */
export type Understanding =
  | { kind: 'ready'; understood: FileUnderstood }
  | { kind: 'understood'; understood: FileUnderstood; foreseen: Foreseen }
  | { kind: 'failed'; failure: ImportFailure }
  | { kind: 'stopped' };

export function understandFile(
  services: ImportWriteDeps,
  job: ImportJobRow,
  { path, remembered }: { path: string; remembered: readonly Remembered[] },
  /** What it is, as soon as that is seen. */
  opened: (what: Opened) => Promise<void>,
) {
  const { corrections, declared } = job;
  const reader = startReader({
    ...{ path, skip: 0, now: services.clock.now(), as: null },
    ...{ corrections, declared, remembered },
  });
  let looked = 0;
  let isStopped = false;

  async function follow(): Promise<Understanding> {
    for await (const message of reader.messages) {
      if (isStopped) break;
      if (message.kind === 'failed') return message;
      if (message.kind === 'understood') return await judge(message);
      if (message.kind === 'looked') looked = message.rows;
      else if (message.kind === 'opened')
        await opened({ format: message.format, encoding: message.encoding });
    }
    return cut();
  }

  async function judge({ understood, examples }: Extract<FromReader, { kind: 'understood' }>) {
    if (job.writeNow && understood.asks.length === 0) return { kind: 'ready', understood } as const;
    const foreseen = await foresee(understood, examples);
    return foreseen ? ({ kind: 'understood', understood, foreseen } as const) : cut();
  }

  function cut(): Understanding {
    return isStopped ? { kind: 'stopped' } : { kind: 'failed', failure: 'berkas_rusak' };
  }

  /** Null where the lines end before their end. */
  async function foresee(
    understood: FileUnderstood,
    examples: Foreseen['examples'],
  ): Promise<Foreseen | null> {
    looked = 0;
    const mayGoBack = await isNewest(job, understood, services);
    const preview = openPreview(services, { ...job, mayGoBack });
    for await (const message of reader.messages) {
      if (isStopped) return null;
      if (message.kind === 'end') return preview.result(examples);
      if (message.kind !== 'lines') return null;
      await compare(preview, message.lines);
      reader.goOn();
    }
    return null;
  }

  async function compare(preview: ReturnType<typeof openPreview>, lines: readonly ReadLine[]): Promise<void> {
    for (let from = 0; from < lines.length && !isStopped; from += AT_ONCE) {
      const some = lines.slice(from, from + AT_ONCE);
      await preview.take(some);
      looked += some.length;
      await nextTurn();
    }
  }

  const result = follow().finally(() => reader.end());
  return {
    result,
    /** Records looked at so far; from the beginning again where they are compared with what is known. */
    looked: () => looked,
    async stop(): Promise<void> {
      isStopped = true;
      reader.end();
      await result.catch(() => {});
    },
  };
}
