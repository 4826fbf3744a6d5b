/** Photos take the space that texts and decisions need: which of them the store holds, and what goes first. */
import type { Photo } from '#shared/contract/ticket.ts';
import { isPending } from '#shared/evidence/facts.ts';
import type { Store } from './database.ts';

export interface StockedPhoto {
  /** ms */
  usedAt: number;
  bytes: number;
  key: string;
}

/** Least recently used first; from an index alone, the photos themselves are not read for it. */
export async function photoStock(db: Store): Promise<StockedPhoto[]> {
  const entries = await db.photos.orderBy('[usedAt+bytes+key]').keys();
  return entries.flatMap((entry) => {
    if (!Array.isArray(entry)) return [];
    const [usedAt, bytes, key] = entry;
    return typeof usedAt === 'number' && typeof bytes === 'number' && typeof key === 'string'
      ? { usedAt, bytes, key }
      : [];
  });
}

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

/** Whether the service has copies for showing in any browser: of all whose pixels it can read. */
export function hasCopies({ facts }: Photo): boolean {
  return !facts || facts.pixelsRead || isPending(facts);
}
