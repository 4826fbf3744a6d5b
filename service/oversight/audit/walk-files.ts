/** Stored photos: is each file that a report shows still there, and what it was? */
import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { StoreAway } from '../../evidence/object-store.ts';
import type { PhotoStore } from '../../evidence/store.ts';
import { type StoreWhere, storeAt } from '../../evidence/store-at.ts';
import { STORED } from '../../evidence/store-seal.ts';
import type { Db } from '../../platform/db/database.ts';
import { photo } from '../../tables/evidence.ts';
import { ticket } from '../../tables/ticket.ts';
import type { Breaks } from './breaks.ts';

const PAGE = 500;

/** Answers how many photos were looked at. Throws where the photo store is away: nothing is told of what was not seen. */
export async function walkFiles(db: Db, where: StoreWhere, breaks: Breaks): Promise<number> {
  // Without the key nobody can tell of a copy whether it is as it was made.
  const { store, hasKey } = storeAt(where);
  let count = 0;
  for (let after = ''; ; ) {
    const page = await db
      .select({ id: photo.id, sha256: photo.sha256, kind: photo.kind, number: ticket.number })
      .from(photo)
      .innerJoin(ticket, eq(ticket.id, photo.ticketId))
      .where(and(gt(photo.id, after), isNull(photo.erasedAt)))
      .orderBy(asc(photo.id))
      .limit(PAGE);
    for (const { id, sha256, kind, number } of page) {
      after = id;
      count++;
      for (const as of hasKey ? STORED : (['original'] as const)) {
        const found = await fault(store, sha256, as);
        // Erased while this was read.
        if (found === null || (await isErased(db, id))) continue;
        breaks.add({ kind: found, number, what: `${kind}, ${sha256.slice(0, 12)}…` });
      }
    }
    if (page.length < PAGE) return count;
  }
}

async function fault(store: PhotoStore, sha256: string, as: (typeof STORED)[number]) {
  const found = await store.get(sha256, as).catch((error: unknown) => {
    if (error instanceof StoreAway) throw error;
    return 'altered' as const;
  });
  if (as === 'original') return found === null ? 'file_missing' : found === 'altered' ? 'file_altered' : null;
  return found === 'altered' ? 'copy_altered' : null;
}

async function isErased(db: Db, id: string): Promise<boolean> {
  const [row] = await db.select({ erasedAt: photo.erasedAt }).from(photo).where(eq(photo.id, id));
  return row === undefined || row.erasedAt !== null;
}
