/** Which photos the store holds, from an index alone: the photos themselves are not read for it. */
import type { Store } from './database.ts';

export interface StockedPhoto {
  /** ms */
  usedAt: number;
  bytes: number;
  key: string;
}

/** Least recently used first. */
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
