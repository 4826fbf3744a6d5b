/** Photos take the space that texts and decisions need: which of them the store holds, and what goes first. */
import type { Photo } from '#shared/contract/ticket.ts';
import { isSetAside, workGroupOf, workOf } from '#shared/deadline/urgency.ts';
import { isPending } from '#shared/evidence/facts.ts';
import type { Store, StoredTicket } from './database.ts';

const MB = 1024 * 1024;
/** Of what the browser says there is, photos take this share at most: the rest is for texts and decisions. */
const SHARE = 0.5;

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

/** Bytes that photos may take: the room its officer grants (MB), but no more than a share of what the browser has. */
export async function photoBudget(room: number, held: number): Promise<number> {
  const { quota, usage } = (await globalThis.navigator?.storage?.estimate?.()) ?? {};
  if (quota === undefined || usage === undefined) return room * MB;
  return Math.min(room * MB, Math.max(0, (quota - usage + held) * SHARE));
}

/** The next due first: what is to be decided on today, so that it can be judged though the service is away. `now`: ms, the service's clock. */
export function dueToday(rows: readonly StoredTicket[], now: number): StoredTicket[] {
  return rows.filter(({ inQueue, item }) => {
    const group = workGroupOf(workOf(item), now);
    return inQueue && group !== 'waiting' && !isSetAside(group);
  });
}

/** Keys of the full copies of these reports' photos, in their order. */
export function fullCopies(rows: readonly StoredTicket[]): string[] {
  return rows.flatMap(({ item }) => item.photos.filter(hasCopies).map(({ id }) => `${id}:display`));
}

export function bytesOf(photos: readonly StockedPhoto[]): number {
  return photos.reduce((total, { bytes }) => total + bytes, 0);
}
