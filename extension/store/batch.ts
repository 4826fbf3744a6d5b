/**
 * Several decisions made at once: each its own entry with its own version and key, so that one which the service
 * refuses holds up no other; held together, and taken back together.
 */
import type { Batch, OutboxEntry, Store } from './database.ts';
import { isOnItsWay } from './effect.ts';
import { dismiss, type NewDecision, putDecision, takeBack } from './outbox.ts';

/** Puts them in the outbox in this order, all or none; answers their entries. `now`: ms, this machine's clock. */
export async function putDecisions(
  db: Store,
  decisions: readonly Omit<NewDecision, 'attachments' | 'batch'>[],
  now: number,
): Promise<number[]> {
  const batch: Batch = { id: crypto.randomUUID(), size: decisions.length };
  return inOutbox(db, async () => {
    const entries: number[] = [];
    for (const decision of decisions) entries.push(await putDecision(db, { ...decision, batch }, now));
    return entries;
  });
}

/**
 * Takes a held decision back, and with it what was decided at once with it and is still held. Answers the numbers
 * of their reports, none where it is too late.
 */
export async function takeBackAll(db: Store, id: number): Promise<string[]> {
  return inOutbox(db, async () => {
    const entry = await db.outbox.get(id);
    if (!entry) return [];
    const numbers: string[] = [];
    for (const each of entry.batch ? await entriesOf(db, entry.batch) : [entry]) {
      if (each.id !== undefined && (await takeBack(db, each.id))) numbers.push(each.number);
    }
    await shrink(db, entry.batch, numbers.length);
    return numbers;
  });
}

/** Drops a decision that the service did not take. */
export async function dropRefused(db: Store, id: number): Promise<void> {
  await inOutbox(db, async () => {
    const entry = await db.outbox.get(id);
    if (entry && (await dismiss(db, id))) await shrink(db, entry.batch, 1);
  });
}

/**
 * Makes a decision that the service did not take anew, on the version that was looked at meanwhile: a new entry
 * with a key of its own, in place of the old one. Nothing where another tab has done so, or dropped it, already.
 */
export async function decideAnew(db: Store, id: number, version: number, now: number): Promise<void> {
  await inOutbox(db, async () => {
    const entry = await db.outbox.get(id);
    if (!entry || isOnItsWay(entry)) return;
    const { madeAt: _, ...body } = entry.body;
    await dropRefused(db, id);
    const anew = await putDecision(db, { number: entry.number, version, body }, now);
    if (entry.files) await db.outbox.update(anew, { files: entry.files });
  });
}

/** What is no longer there to be sent no longer counts. */
async function shrink(db: Store, batch: Batch | undefined, by: number): Promise<void> {
  if (!batch || by === 0) return;
  for (const { id } of await entriesOf(db, batch)) {
    if (id !== undefined) await db.outbox.update(id, { 'batch.size': batch.size - by });
  }
}

function entriesOf(db: Store, batch: Batch): Promise<OutboxEntry[]> {
  return db.outbox.filter((entry) => entry.batch?.id === batch.id).toArray();
}

function inOutbox<T>(db: Store, run: () => Promise<T>): Promise<T> {
  return db.transaction('rw', [db.outbox, db.attachments, db.tickets, db.meta, db.session], run);
}
