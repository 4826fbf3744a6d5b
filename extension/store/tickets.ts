/** Reports as rows of the store: how one from the service becomes a row, and all of them followed in memory. */
import { Dexie, type IntervalTree, RangeSet } from 'dexie';
import type { Report, Ticket } from '#shared/contract/ticket.ts';
import type { CallerRole } from '#shared/ticket/role.ts';
import type { Store, StoredTicket } from './database.ts';
import { isInQueue } from './effect.ts';

/** `now`: ms. */
export function rowOf(item: Report | Ticket, roles: readonly CallerRole[], now: number): StoredTicket {
  return {
    number: item.number,
    inQueue: isInQueue(item, roles),
    nextDueAt: item.nextDueAt === null ? Number.POSITIVE_INFINITY : Date.parse(item.nextDueAt),
    item,
    syncedAt: now,
  };
}

/** Somebody else looks at it just now: read from the claim, which runs out without anything being written. `now`: ms. */
export function isWithOthers({ item: { claim } }: StoredTicket, now: number): boolean {
  return claim !== undefined && !claim.mine && Date.parse(claim.until) > now;
}

export type Rows = ReadonlyMap<string, StoredTicket>;

type Changed = Set<string> | 'all';

/**
 * Calls back with every report, at first and after each change, until it is stopped by what it returns. Reading all
 * 2,000 anew for each that changes would hold up the next decision; Dexie says which keys a transaction wrote.
 */
export function followTickets(store: Store, next: (rows: Rows) => void, failed: () => void): () => void {
  let rows: Rows = new Map();
  let changed: Changed = 'all';
  let reading = false;
  let stopped = false;

  const read = async (): Promise<void> => {
    if (reading) return;
    reading = true;
    try {
      while (!stopped && (changed === 'all' || changed.size > 0)) {
        const wanted = changed;
        changed = new Set();
        rows = wanted === 'all' ? await readAll(store) : await readSome(store, rows, wanted);
        if (!stopped) next(rows);
      }
    } catch {
      if (!stopped) failed();
    } finally {
      reading = false;
    }
  };

  const part = `idb://${store.name}/${store.tickets.name}/`;
  const onMutated = (parts: Record<string, IntervalTree>): void => {
    const written = parts[part];
    if (!written) return;
    const keys = keysIn(written);
    changed = changed === 'all' || keys === 'all' ? 'all' : new Set([...changed, ...keys]);
    void read();
  };
  Dexie.on.storagemutated.subscribe(onMutated);
  void read();
  return () => {
    stopped = true;
    Dexie.on.storagemutated.unsubscribe(onMutated);
  };
}

/** Writes of many rows at once are told as one range over all of them. */
function keysIn(written: IntervalTree): Changed {
  const keys = new Set<string>();
  for (const { from, to } of RangeSet(written)) {
    if (typeof from !== 'string' || from !== to) return 'all';
    keys.add(from);
  }
  return keys;
}

async function readAll(store: Store): Promise<Rows> {
  return new Map((await store.tickets.toArray()).map((row) => [row.number, row]));
}

async function readSome(store: Store, before: Rows, numbers: ReadonlySet<string>): Promise<Rows> {
  const wanted = [...numbers];
  const found = await store.tickets.bulkGet(wanted);
  const rows = new Map(before);
  for (const [index, number] of wanted.entries()) {
    const row = found[index];
    if (row) rows.set(number, row);
    else rows.delete(number);
  }
  return rows;
}
