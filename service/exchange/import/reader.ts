/** The process that reads a file, as the service sees it. */
import type { ChildProcess } from 'node:child_process';
import { startChild } from '../../platform/processes/child.ts';
import { FromReader, type ReadTask } from './messages.ts';

/** ms for it: to find its place in the file, and then for one batch. More is a file made to take it. */
const READER_MS = { first: 600_000, next: 60_000 };
/** MB for it: strings of one batch and a parser, whatever the file holds. */
const READER_MEMORY_MB = 512;

export function startReader(task: ReadTask) {
  const child = startChild('read-process', { task, memoryMb: READER_MEMORY_MB });
  return {
    /** What it says, in order, until it ends. One that ends without a word ran out of memory, or was killed by the system. */
    messages: messagesOf(child),
    /** For more lines. */
    goOn: () => child.send('go', () => {}),
    end: () => child.kill('SIGKILL'),
  };
}

async function* messagesOf(child: ChildProcess): AsyncGenerator<FromReader> {
  const waiting: FromReader[] = [];
  let hasEnded = false;
  let wake = (): void => {};
  child.on('message', (message) => {
    const read = FromReader.safeParse(message);
    waiting.push(read.success ? read.data : { kind: 'failed', failure: 'gangguan' });
    wake();
  });
  const end = (): void => {
    hasEnded = true;
    wake();
  };
  child.once('error', end);
  child.once('exit', end);
  let ms = READER_MS.first;
  for (;;) {
    const next = waiting.shift();
    if (next) {
      if (next.kind === 'lines') ms = READER_MS.next;
      yield next;
    } else if (hasEnded) return;
    else {
      const late = setTimeout(() => child.kill('SIGKILL'), ms);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      clearTimeout(late);
    }
  }
}
