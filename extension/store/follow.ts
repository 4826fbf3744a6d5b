/**
 * The reports of the store in memory, followed row by row. Reading all 2,000 anew for each that changes would
 * hold up the next decision; Dexie says which keys a transaction wrote, in whichever part of the extension.
 */
import { Dexie, type IntervalTree, RangeSet } from 'dexie';
import type { Store, StoredTicket } from './database.ts';

export type Rows = ReadonlyMap<string, StoredTicket>;

type Changed = Set<string> | 'all';

/** Calls back with every report, at first and after each change, until it is stopped by what it returns. */
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
