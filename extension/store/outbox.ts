/**
 * The outbox: decisions on their way. Held for five seconds so that they can be taken back, then sent in the
 * order they were made; what the service refuses is shown, never repeated and never overwritten.
 */
import type { ActionBody } from '#shared/contract/action.ts';
import { ForeignAnswerError, ProblemError, UnreachableError } from '#shared/contract/client.ts';
import { rolesOf } from '#shared/contract/session.ts';
import type { Ticket } from '#shared/contract/ticket.ts';
import { ACTIONS_WITHOUT_PRECONDITION } from '#shared/ticket/action.ts';
import { MINUTE } from '#shared/time/zone.ts';
import { t } from '../platform/i18n.ts';
import type { Batch, OutboxEntry, Store } from './database.ts';
import { effectOf, isOnItsWay, leavingNumbers, takesOut, withDecisions } from './effect.ts';
import { rowOf } from './tickets.ts';

export const UNDO_WINDOW_MS = 5_000;
const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 5 * MINUTE;
/** So often and for so long may something on the way answer in the service's place until that is told. */
const [MOST_FOREIGN, FOREIGN_FOR_MS] = [8, 10 * MINUTE];
/** Between leaving photos and the decision that takes them over lies one message. */
const ORPHANED_MS = 10 * MINUTE;

/** Sends one decision. Resolves with the report as it then is, rejects as the typed client does. */
export type Send = (entry: OutboxEntry) => Promise<Ticket>;

export interface NewDecision {
  number: string;
  version: number;
  body: ActionBody;
  attachments?: number;
  batch?: Batch;
}

/** Puts a decision in the outbox; the report leaves the queue at once. `now`: ms, this machine's clock. */
export async function putDecision(db: Store, decision: NewDecision, now: number): Promise<number> {
  return db.transaction('rw', [db.outbox, db.attachments, db.tickets, db.meta, db.session], async () => {
    const session = await db.session.get('session');
    if (!session) throw new SignedOutError();
    const row = await db.tickets.get(decision.number);
    const meta = await db.meta.get('sync');
    const serverNow = now + (meta?.clockOffset ?? 0);
    // Fixed now and not at sending: a repeated call must carry the same body under its key.
    const offline = meta?.offlineSince != null;
    const entry: OutboxEntry = {
      number: decision.number,
      version: decision.version,
      body: offline ? { ...decision.body, madeAt: new Date(serverNow).toISOString() } : decision.body,
      idempotencyKey: crypto.randomUUID(),
      accountId: session.actor.id,
      madeAt: now,
      sendAfter: now + UNDO_WINDOW_MS,
      attempts: 0,
      state: 'held',
      effect: row
        ? effectOf(row.item, decision.body, rolesOf(session.actor), serverNow, row.inQueue)
        : { from: null, to: null, returned: false },
    };
    if (decision.batch) entry.batch = decision.batch;
    if (decision.attachments !== undefined) {
      const attachments = await db.attachments.get(decision.attachments);
      if (!attachments) throw new LostPhotosError();
      entry.files = attachments.files;
      await db.attachments.delete(decision.attachments);
    }
    const id = await db.outbox.add(entry);
    if (row && takesOut(entry.effect)) await db.tickets.update(row.number, { inQueue: false });
    return Number(id);
  });
}

/** Takes a held decision back; false where it is too late. */
export async function takeBack(db: Store, id: number): Promise<boolean> {
  return db.transaction('rw', [db.outbox, db.tickets, db.session], async () => {
    const entry = await db.outbox.get(id);
    if (entry?.state !== 'held') return false;
    await db.outbox.delete(id);
    await comeBack(db, entry);
    return true;
  });
}

/** Drops a decision that the service did not take; false where there is none to drop. */
export async function dismiss(db: Store, id: number): Promise<boolean> {
  return db.transaction('rw', db.outbox, async () => {
    const entry = await db.outbox.get(id);
    if (!entry || isOnItsWay(entry)) return false;
    await db.outbox.delete(id);
    return true;
  });
}

/** Decisions of an account that are not yet history: on their way, or not taken by the service. */
export async function decisionsOf(db: Store, accountId: string): Promise<OutboxEntry[]> {
  return (await db.outbox.toArray()).filter((entry) => entry.accountId === accountId);
}

export async function decisionsOn(db: Store, number: string, accountId: string): Promise<OutboxEntry[]> {
  const entries = await db.outbox.where('number').equals(number).toArray();
  return entries.filter((entry) => entry.accountId === accountId);
}

/** Decisions of an account that the service has not heard of yet. */
export async function unsent(db: Store, accountId: string): Promise<OutboxEntry[]> {
  return (await decisionsOf(db, accountId)).filter(isOnItsWay);
}

/** ms, this machine's clock: when the next decision may go out; Infinity where none waits. */
export function nextSendAt(entries: readonly OutboxEntry[]): number {
  // Of each report only the oldest: the others wait behind it, however ripe they are themselves.
  const oldest = new Map<string, number>();
  for (const entry of entries) if (!oldest.has(entry.number)) oldest.set(entry.number, entry.sendAfter);
  return Math.min(...oldest.values());
}

/**
 * Sends what is ripe, oldest first. A report whose earlier decision is still on its way waits behind it; where
 * the service does not answer at all, everything waits. Answers true when something was decided meanwhile.
 */
export async function flush(db: Store, accountId: string, send: Send, clock: () => number): Promise<boolean> {
  // A worker that died while sending left entries behind: their key makes a second sending harmless.
  await db.outbox.where('state').equals('sending').modify({ state: 'queued' });
  let decided = false;
  const blocked = new Set<string>();
  const entries = await unsent(db, accountId);
  // What waited for the service goes before what was decided since: a younger one that is ripe takes it along.
  const ripe = entries.slice(0, entries.findLastIndex((entry) => entry.sendAfter <= clock()) + 1);
  for (const entry of ripe) {
    if (isInUndoWindow(entry, clock()) || blocked.has(entry.number)) {
      blocked.add(entry.number);
      continue;
    }
    const result = await sendOne(db, entry, send, clock);
    if (result === 'stop') break;
    if (result === 'later') blocked.add(entry.number);
    else decided = true;
  }
  return decided;
}

function isInUndoWindow({ state, madeAt, sendAfter }: OutboxEntry, now: number): boolean {
  return state === 'held' && sendAfter > now && madeAt + UNDO_WINDOW_MS > now;
}

async function sendOne(
  db: Store,
  stale: OutboxEntry,
  send: Send,
  clock: () => number,
): Promise<'done' | 'later' | 'stop'> {
  const id = stale.id;
  if (id === undefined) return 'later';
  // Read anew in one transaction with the claim, so that an undo a moment ago wins.
  const entry = await db.transaction('rw', db.outbox, async () => {
    const current = await db.outbox.get(id);
    if (!current || !isOnItsWay(current)) return undefined;
    await db.outbox.update(id, { state: 'sending' });
    return current;
  });
  if (!entry) return 'later';
  try {
    await finish(db, entry, await send(entry));
    return 'done';
  } catch (error) {
    return judge(db, entry, error, clock());
  }
}

/** The service took it: the report is as it answered, and later decisions on it were made knowing this one. */
async function finish(db: Store, entry: OutboxEntry, ticket: Ticket): Promise<void> {
  await db.transaction('rw', [db.outbox, db.tickets, db.meta, db.session], async () => {
    const session = await db.session.get('session');
    const meta = await db.meta.get('sync');
    // The counters still hold the report until they are fetched again.
    if (meta?.counters) {
      const counters = withDecisions(meta.counters, [entry]);
      await db.meta.update('sync', { counters, countersEtag: null });
    }
    await db.outbox.delete(Number(entry.id));
    const later = await decisionsOn(db, entry.number, entry.accountId);
    // A note goes through whatever happened meanwhile: what its officer has not seen stays a conflict.
    const isOwnChange = needsVersion(entry.body.action) || ticket.version === entry.version + 1;
    for (const next of later.filter(isOnItsWay)) {
      if (isOwnChange && next.version === entry.version)
        await db.outbox.update(Number(next.id), { version: ticket.version });
    }
    // Whoever signed out meanwhile, or came next, is not shown what was answered to another.
    if (session?.actor.id === entry.accountId) {
      const row = rowOf(ticket, rolesOf(session.actor), entry.madeAt);
      await db.tickets.put({ ...row, inQueue: row.inQueue && !leavingNumbers(later).has(entry.number) });
    }
  });
}

async function judge(
  db: Store,
  entry: OutboxEntry,
  error: unknown,
  now: number,
): Promise<'done' | 'later' | 'stop'> {
  const id = Number(entry.id);
  const attempts = entry.attempts + 1;
  const sendAfter = now + Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempts - 1));
  await db.outbox.update(id, { state: 'queued', attempts, sendAfter });
  // One that a proxy stops must not stop the others: its photos may be too large for that proxy alone.
  if (error instanceof ForeignAnswerError) {
    if (!isFinal(error, { ...entry, attempts }, now)) return 'later';
    return giveUp(db, entry, 'refused', t('worker.stopped', { status: error.status }));
  }
  if (error instanceof UnreachableError) return waitAll(db, sendAfter);
  if (!(error instanceof ProblemError)) throw error;
  if (error.word === 'unavailable' || error.word === 'rate-limited') return waitAll(db, sendAfter);
  if (error.word === 'unauthenticated') return 'stop';
  if (error.word === 'in-progress' || error.problem.status >= 500) return 'later';
  return giveUp(db, entry, error.word === 'stale-version' ? 'conflict' : 'refused', error.message);
}

/** What is not the service's is no verdict; but a body too large for a proxy is that the next time as well. */
function isFinal({ status }: ForeignAnswerError, { attempts, madeAt }: OutboxEntry, now: number): boolean {
  return status === 413 || (attempts >= MOST_FOREIGN && now - madeAt >= FOREIGN_FOR_MS);
}

async function giveUp(
  db: Store,
  entry: OutboxEntry,
  state: 'conflict' | 'refused',
  problem: string,
): Promise<'done'> {
  await db.transaction('rw', [db.outbox, db.tickets, db.session], async () => {
    await db.outbox.update(Number(entry.id), { state, problem });
    await comeBack(db, entry);
  });
  return 'done';
}

/** Nothing gets through: the whole outbox waits equally, which keeps its order. */
async function waitAll(db: Store, until: number): Promise<'stop'> {
  await db.outbox
    .where('state')
    .anyOf('held', 'queued')
    .modify((entry) => {
      entry.sendAfter = Math.max(entry.sendAfter, until);
    });
  return 'stop';
}

/** The service answers again: what waited for it need not wait longer. A hold is still held. */
export async function hurry(db: Store, now: number): Promise<void> {
  await db.outbox
    .where('state')
    .anyOf('held', 'queued')
    .modify((entry) => {
      // Made in the future: this machine's clock was set back since, and nobody waits for it to catch up.
      const earliest = entry.state === 'held' ? Math.min(entry.madeAt, now) + UNDO_WINDOW_MS : now;
      entry.sendAfter = Math.min(entry.sendAfter, Math.max(now, earliest));
    });
}

async function comeBack(db: Store, entry: OutboxEntry): Promise<void> {
  const [row, session] = [await db.tickets.get(entry.number), await db.session.get('session')];
  if (!row || !session) return;
  const others = (await decisionsOn(db, entry.number, entry.accountId)).filter(({ id }) => id !== entry.id);
  const { inQueue } = rowOf(row.item, rolesOf(session.actor), row.syncedAt);
  await db.tickets.update(row.number, { inQueue: inQueue && !leavingNumbers(others).has(entry.number) });
}

/** `catat` and `nilai` carry no version: they retry a lost race themselves. */
function needsVersion(action: ActionBody['action']): boolean {
  return !ACTIONS_WITHOUT_PRECONDITION.some((free) => free === action);
}

/**
 * Photos that no decision took over: their desk died between leaving them and saying so. `now`: ms, this machine's
 * clock. Those of a moment ago may belong to the very message that woke the worker.
 */
export async function dropOrphans(db: Store, now: number): Promise<void> {
  await db.attachments.filter(({ at }) => at === undefined || Math.abs(now - at) > ORPHANED_MS).delete();
}

/** A decision is not sent without the photos it was made with. */
export class LostPhotosError extends Error {
  constructor() {
    super('The photos left for this decision are gone');
    this.name = 'LostPhotosError';
  }
}

export class SignedOutError extends Error {
  constructor() {
    super('Nobody is signed in');
    this.name = 'SignedOutError';
  }
}
