/** The feed of changes: read as far as it goes, then again at each nudge of the live stream, and after each of its ends. */
import { type Client, ProblemError } from '#shared/contract/client.ts';
import type { Change } from '#shared/contract/queue.ts';
import { isPassing, pauseAfter, wait } from './retry.ts';

export interface FollowOptions {
  /** What is known already: the `seq` of the last change handled, or of the queue that was read. */
  after: number;
  signal?: AbortSignal;
}

/** ms: the service says something every 25 s; a line that is silent for longer leads nowhere. */
const SILENCE = 60_000;

export async function* follow(
  { call, open }: Client,
  { after, signal }: FollowOptions,
): AsyncGenerator<Change, void> {
  const end = new AbortController();
  const ended = signal ? AbortSignal.any([signal, end.signal]) : end.signal;
  let seq = after;
  let scopeId: string | undefined;
  const nudges = listen(open, () => seq, ended);
  try {
    for (;;) {
      const query = { after: String(seq), ...(scopeId === undefined ? {} : { scopeId }) };
      const { data } = await call('changes', { query, signal: ended });
      yield* data.items;
      const isNewest = data.next === seq;
      seq = data.next;
      scopeId = data.scopeId;
      if (isNewest) await nudges.next();
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  } finally {
    end.abort();
    nudges.return().catch(() => {});
  }
}

/** Yields when there is something to read, or may be: after a stream's end nobody knows. */
async function* listen(
  open: Client['open'],
  known: () => number,
  signal: AbortSignal,
): AsyncGenerator<void, void> {
  for (let failures = 1; ; failures++) {
    let reason: unknown = null;
    try {
      const after = String(known());
      const { body } = await open('live', { query: { after }, headers: { 'last-event-id': after }, signal });
      for await (const seq of body === null ? [] : numbersIn(body, signal)) {
        failures = 1;
        if (seq > known()) yield;
      }
    } catch (error) {
      if (signal.aborted || (error instanceof ProblemError && !isPassing(error))) throw error;
      reason = error;
    }
    await wait(pauseAfter(failures, reason), signal);
    yield;
  }
}

/** Of each event of a stream its number. An id without data is a beat (HTML, 9.2.6). */
async function* numbersIn(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<number, void> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await notSilent(reader.read(), signal);
      if (done) return;
      const lines = (rest + value).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('data:')) yield Number(line.slice('data:'.length));
      }
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}

async function notSilent<T>(heard: Promise<T>, signal: AbortSignal): Promise<T> {
  const enough = new AbortController();
  const silence = wait(SILENCE, AbortSignal.any([signal, enough.signal])).then(() => {
    throw new Error('The live stream fell silent');
  });
  try {
    return await Promise.race([heard, silence]);
  } finally {
    enough.abort();
    silence.catch(() => {});
  }
}
