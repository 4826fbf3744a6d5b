/** What to do when the browser has no space left: photos can be fetched again, decisions and texts cannot wait. */
import type { Store } from './database.ts';

export function isQuotaError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // Dexie wraps what aborted a transaction, and keeps the cause inside.
  return error.name === 'QuotaExceededError' || ('inner' in error && isQuotaError(error.inner));
}

/** Runs it, and where there was no space once more without the photos. */
export async function withRoom<T>({ photos }: Store, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isQuotaError(error)) throw error;
    await photos.clear();
    return run();
  }
}
