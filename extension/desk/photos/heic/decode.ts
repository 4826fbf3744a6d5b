/** Turns a HEIC original into a picture that an `<img>` can show; the worker that does it is stopped on a time limit. */
import { HEIC_TIME_LIMIT_MS } from './bounds.ts';
import type { HeicAnswer } from './heic-worker.ts';

export type HeicOutcome =
  | { ok: true; picture: Blob }
  | { ok: false; why: 'too_large' | 'damaged' | 'stopped' };

/** `unwanted`: nobody looks at the photo any more. */
export async function decodeHeic(
  original: Blob,
  unwanted: AbortSignal,
  limitMs = HEIC_TIME_LIMIT_MS,
): Promise<HeicOutcome> {
  const bytes = await original.arrayBuffer();
  const stop = AbortSignal.any([unwanted, AbortSignal.timeout(limitMs)]);
  if (stop.aborted) return { ok: false, why: 'stopped' };
  const worker = new Worker(new URL('./heic-worker.ts', import.meta.url), { type: 'module' });
  const answered = new Promise<HeicOutcome>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<HeicAnswer>) => resolve(data));
    // A decoder that gives up, by exhausted memory or an abort inside the module, says nothing else.
    worker.addEventListener('error', () => resolve({ ok: false, why: 'damaged' }));
    stop.addEventListener('abort', () => resolve({ ok: false, why: 'stopped' }));
  });
  worker.postMessage(bytes, [bytes]);
  try {
    return await answered;
  } finally {
    worker.terminate();
  }
}
