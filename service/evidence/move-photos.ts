/** Photos from one store into another: what the database names, each compared with its hash on both sides. */
import type { Db } from '../platform/db/database.ts';
import { namedPhotos } from './named-photos.ts';
import type { PhotoStore } from './store.ts';
import { STORED } from './store-seal.ts';

export interface Moved {
  /** That the database names. */
  photos: number;
  /** That were not there yet. */
  copied: number;
  /** Hashes of those whose original is whole in neither. */
  lost: string[];
}

/** Of one photo the largest is 25 MB: so many in memory at once. */
const AT_ONCE = 4;

/**
 * Takes nothing away, and may be run again: what is there already is only compared. Beside a running service too: what
 * comes in meanwhile is copied by the next run. Throws where a store is away, and where one does not give back what it took.
 */
export async function copyPhotos(
  db: Db,
  { from, to }: { from: PhotoStore; to: PhotoStore },
  stop?: AbortSignal,
): Promise<Moved> {
  const moved: Moved = { photos: 0, copied: 0, lost: [] };
  const names = namedPhotos(db);
  const hand = async (): Promise<void> => {
    for (let next = await names.next(); !next.done; next = await names.next()) {
      stop?.throwIfAborted();
      const outcome = await copyOne(next.value, from, to);
      moved.photos++;
      if (outcome === 'copied') moved.copied++;
      if (outcome === 'lost') moved.lost.push(next.value);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
  return moved;
}

async function copyOne(
  sha256: string,
  from: PhotoStore,
  to: PhotoStore,
): Promise<'copied' | 'there' | 'lost'> {
  let outcome: 'copied' | 'there' | 'lost' = 'there';
  for (const as of STORED) {
    if ((await to.get(sha256, as)) instanceof Buffer) continue;
    const bytes = await from.get(sha256, as);
    if (!(bytes instanceof Buffer)) {
      // A copy is made anew where one is wanted, from an original that is whole.
      if (as === 'original') return 'lost';
      continue;
    }
    await to.put(sha256, as, bytes);
    const back = await to.get(sha256, as);
    if (!(back instanceof Buffer && back.equals(bytes)))
      throw new Error(`${sha256}.${as} was put and does not come back as it was`);
    outcome = 'copied';
  }
  return outcome;
}
