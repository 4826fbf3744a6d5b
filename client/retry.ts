/** Trying again: only what cannot happen twice by it, and no sooner than the service asks for. */
import { ProblemError, UnreachableError } from '#shared/contract/client.ts';
import { OPERATIONS, type Operation, type OperationName } from '#shared/contract/operations.ts';

/** ms: the first pause, and the longest; each is about twice the one before. */
const [FIRST_PAUSE, LONGEST_PAUSE] = [500, 30_000];

/** Whether a call that may have been heard may be sent once more. */
export function isRepeatable(name: OperationName): boolean {
  const { method, headers = [] }: Operation = OPERATIONS[name];
  return method === 'GET' || headers.includes('idempotency-key');
}

/** It may go otherwise in a moment. */
export function isPassing(error: unknown): boolean {
  if (error instanceof UnreachableError || isRefusedAtTheDoor(error)) return true;
  return error instanceof ProblemError && error.word === 'in-progress';
}

/** Before anything was done. */
export function isRefusedAtTheDoor(error: unknown): boolean {
  return error instanceof ProblemError && ['rate-limited', 'unavailable'].includes(error.word);
}

/** ms before the try after the `failures`-th; spread, so that not all who were cut off come back at once. */
export function pauseAfter(failures: number, error: unknown): number {
  const least = error instanceof ProblemError ? (error.retryAfter ?? 0) * 1_000 : 0;
  const most = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1));
  return least + most * (0.5 + Math.random() / 2);
}

/** Throws once `signal` does. */
export function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const gaveUp = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', gaveUp);
      resolve();
    }, ms);
    if (signal?.aborted) gaveUp();
    signal?.addEventListener('abort', gaveUp, { once: true });
  });
}

/** As often as `retries` says, while what stands against it passes. */
export async function tryAgain<T>(
  work: () => Promise<T>,
  retries: number,
  isWorthIt: (error: unknown) => boolean,
  signal: AbortSignal | undefined,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await work();
    } catch (error) {
      if (failures > retries || signal?.aborted || !isWorthIt(error)) throw error;
      await wait(pauseAfter(failures, error), signal);
    }
  }
}
