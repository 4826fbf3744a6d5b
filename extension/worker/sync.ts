/** Keeps the replica in step with the service: the queue once, then what changed after a sequence number. */
import { NotModified, ProblemError } from '#shared/contract/client.ts';
import type { Change, ChangesPage } from '#shared/contract/queue.ts';
import { rolesOf } from '#shared/contract/session.ts';
import type { QueueItem } from '#shared/contract/ticket.ts';
import type { CallerRole } from '#shared/ticket/role.ts';
import { isOnItsWay } from '../replica/effect.ts';
import { rowOf } from '../replica/tickets.ts';
import type { WorkerContext } from './context.ts';
import { call, updateMeta } from './service.ts';

const PAGE = 200;
/** More than anybody decides in a week: a supervisor's replica stays a working copy, not a mirror. */
const MOST_TICKETS = 2_000;
/** How long a report that left the queue stays readable, for undo and links. */
const KEEP_LEFT_MS = 3_600_000;
/** Claims make no events, so the order they make is read anew from time to time. */
const READ_ANEW_MS = 10 * 60_000;

export interface SyncResult {
  /** Reports that were not in the queue before; empty at the first reading. */
  arrived: string[];
}

export async function sync(context: WorkerContext): Promise<SyncResult> {
  const session = await context.db.session.get('session');
  if (!session?.token) return { arrived: [] };
  const roles = rolesOf(session.actor);
  const { arrived, moved } = await syncQueue(context, roles);
  const recounted = await syncCounters(context);
  if (moved || recounted) context.changed();
  return { arrived };
}

async function syncQueue(
  context: WorkerContext,
  roles: readonly CallerRole[],
): Promise<{ arrived: string[]; moved: boolean }> {
  const meta = await context.db.meta.get('sync');
  const first = meta?.scopeId == null;
  const before = await queuedNumbers(context);
  let moved = first || context.now() - (meta.queueReadAt ?? 0) > READ_ANEW_MS;
  if (moved) await readAnew(context, roles);
  try {
    moved = (await followChanges(context, roles)) || moved;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.word !== 'scope-changed') throw error;
    await updateMeta(context, { scopeId: null });
    await readAnew(context, roles);
    await followChanges(context, roles);
    moved = true;
  }
  const arrived = [...(await queuedNumbers(context))].filter((number) => !before.has(number));
  return { arrived: first ? [] : arrived, moved };
}

async function queuedNumbers({ db }: WorkerContext): Promise<Set<string>> {
  return new Set((await db.tickets.filter((row) => row.inQueue).primaryKeys()) as string[]);
}

async function readAnew(context: WorkerContext, roles: readonly CallerRole[]): Promise<void> {
  const items: QueueItem[] = [];
  let seq: number | undefined;
  let cursor: string | undefined;
  do {
    const { data } = await call(context, 'queue', {
      query: { limit: String(PAGE), ...(cursor === undefined ? {} : { cursor }) },
    });
    // Followed from the first page on: what happens while the others are read comes as a change.
    seq ??= data.seq;
    items.push(...data.items);
    cursor = data.next ?? undefined;
  } while (cursor !== undefined && items.length < MOST_TICKETS);

  const { db } = context;
  const now = context.now();
  await db.transaction('rw', [db.tickets, db.outbox, db.meta], async () => {
    const leaving = await leavingNumbers(context);
    const opened = new Map((await db.tickets.toArray()).map((row) => [row.number, row]));
    await db.tickets.toCollection().modify({ inQueue: false });
    for (const item of items) {
      const known = opened.get(item.number)?.item;
      // The same version with its events is more than the same version without.
      const kept =
        known && 'events' in known && known.version === item.version ? { ...known, ...item } : item;
      const row = rowOf(kept, roles, now);
      await db.tickets.put({ ...row, inQueue: !leaving.has(item.number) });
    }
    await forgetLeft(context, now);
    await updateMeta(context, { seq: seq ?? 0, queueReadAt: now });
  });
}

/** Answers whether anything had happened. */
async function followChanges(context: WorkerContext, roles: readonly CallerRole[]): Promise<boolean> {
  for (let moved = false; ; ) {
    const meta = await context.db.meta.get('sync');
    const after = meta?.seq ?? 0;
    const { data } = await call(context, 'changes', {
      query: {
        after: String(after),
        limit: String(PAGE),
        ...(meta?.scopeId == null ? {} : { scopeId: meta.scopeId }),
      },
    });
    const missing = await applyChanges(context, roles, data);
    for (const number of missing) await refresh(context, number, roles);
    moved ||= data.items.length > 0;
    if (data.items.length < PAGE || data.next <= after) return moved;
  }
}

/** Puts a page of changes in, whole or not at all; answers the numbers that came without their report. */
async function applyChanges(
  context: WorkerContext,
  roles: readonly CallerRole[],
  page: ChangesPage,
): Promise<string[]> {
  const { db } = context;
  const now = context.now();
  const newest = new Map<string, Change>(page.items.map((change) => [change.number, change]));
  const missing: string[] = [];
  await db.transaction('rw', [db.tickets, db.outbox, db.meta], async () => {
    const leaving = await leavingNumbers(context);
    for (const change of newest.values()) {
      const known = await db.tickets.get(change.number);
      if (change.scope === 'out') {
        if (known) await db.tickets.update(change.number, { inQueue: false, syncedAt: now });
      } else if (change.ticket && change.ticket.version >= (known?.item.version ?? 0)) {
        const row = rowOf(change.ticket, roles, now);
        await db.tickets.put({ ...row, inQueue: row.inQueue && !leaving.has(change.number) });
      } else if (known && known.item.version < change.version) {
        missing.push(change.number);
      }
    }
    await forgetLeft(context, now);
    await updateMeta(context, { seq: page.next, scopeId: page.scopeId });
  });
  return missing;
}

async function refresh(context: WorkerContext, number: string, roles: readonly CallerRole[]): Promise<void> {
  const { db } = context;
  try {
    const { data } = await call(context, 'getTicket', { params: { number } });
    const leaving = await leavingNumbers(context);
    const row = rowOf(data, roles, context.now());
    await db.tickets.put({ ...row, inQueue: row.inQueue && !leaving.has(number) });
  } catch (error) {
    if (!(error instanceof ProblemError) || error.word !== 'not-found') throw error;
    await db.tickets.update(number, { inQueue: false });
  }
}

/** Reports that a decision on its way takes out of the queue: the service does not know yet. */
async function leavingNumbers({ db }: WorkerContext): Promise<Set<string>> {
  const entries = await db.outbox.toArray();
  return new Set(entries.filter((e) => isOnItsWay(e) && e.effect.to === null).map((e) => e.number));
}

async function forgetLeft({ db }: WorkerContext, now: number): Promise<void> {
  const decided = new Set((await db.outbox.toArray()).map((entry) => entry.number));
  await db.tickets
    .where('syncedAt')
    .below(now - KEEP_LEFT_MS)
    .filter((row) => !row.inQueue && !decided.has(row.number))
    .delete();
}

/** Answers whether a count is another than before. */
async function syncCounters(context: WorkerContext): Promise<boolean> {
  const meta = await context.db.meta.get('sync');
  try {
    const etag = meta?.countersEtag;
    const { data, etag: next } = await call(context, 'counters', etag ? { ifNoneMatch: etag } : {});
    await updateMeta(context, { counters: data, countersEtag: next });
    return true;
  } catch (error) {
    if (!(error instanceof NotModified)) throw error;
    return false;
  }
}
