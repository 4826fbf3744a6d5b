/**
 * Who looks at what. Claims make no events and end by themselves, so they are asked for beside the feed; mostly the
 * answer is that nothing has changed.
 */
import { NotModified } from '#shared/contract/client.ts';
import type { QueueClaims } from '#shared/contract/queue.ts';
import { call, updateMeta, type WorkerContext, whileSignedIn } from '../../connection/service.ts';
import type { Meta, Store, StoredTicket } from '../../store/database.ts';

type ClaimsNow = NonNullable<Meta['claims']>;

/** Answers whether a claim came, went or moved. `token`: of the session it is for. */
export async function syncClaims(context: WorkerContext, token: string): Promise<boolean> {
  const { db } = context;
  const before = (await db.meta.get('sync'))?.claims;
  const claims = await claimsNow(context, before);
  return whileSignedIn(context, token, [db.tickets, db.meta], async () => {
    if (claims !== before) await updateMeta(context, { claims });
    return lay(context, claims);
  });
}

/** Unchanged, they are laid all the same: a report that was opened meanwhile may hold a claim that came and went. */
async function claimsNow(context: WorkerContext, before: ClaimsNow | undefined): Promise<ClaimsNow> {
  try {
    const condition = before?.etag ? { ifNoneMatch: before.etag } : {};
    const { data, etag } = await call(context, 'queueClaims', condition);
    return { ...data, etag };
  } catch (error) {
    if (!(error instanceof NotModified) || !before) throw error;
    return before;
  }
}

/** Writes only what is another than before: desks follow every write. */
async function lay({ db }: WorkerContext, { items }: QueueClaims): Promise<boolean> {
  const claims = new Map(items.map(({ number, ...claim }) => [number, claim]));
  const rows = await rowsWithClaims(db, [...claims.keys()]);
  const changed = rows.flatMap((row) => {
    const { claim: before, ...unclaimed } = row.item;
    const claim = claims.get(row.number);
    if (JSON.stringify(before) === JSON.stringify(claim)) return [];
    const item = claim ? { ...unclaimed, claim } : unclaimed;
    return { ...row, item };
  });
  await db.tickets.bulkPut(changed);
  return changed.length > 0;
}

/** Those that have one now, and those that had one when they were written. */
async function rowsWithClaims(db: Store, numbers: readonly string[]): Promise<StoredTicket[]> {
  const named = await db.tickets.bulkGet([...numbers]);
  const before = await db.tickets.orderBy('item.claim.until').toArray();
  const rows = [...before, ...named].flatMap((row) => (row ? [row] : []));
  return [...new Map(rows.map((row) => [row.number, row])).values()];
}
