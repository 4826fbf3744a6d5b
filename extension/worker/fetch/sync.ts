/** Keeps the store in step with the service: the queue once, then what changed after a sequence number. */
import { NotModified, ProblemError } from '#shared/contract/client.ts';
import type { Change, ChangesPage } from '#shared/contract/queue.ts';
import { rolesOf } from '#shared/contract/session.ts';
import type { Report, Ticket } from '#shared/contract/ticket.ts';
import type { CallerRole } from '#shared/ticket/role.ts';
import { HOUR } from '#shared/time/zone.ts';
import { call, emptyMeta, updateMeta, type WorkerContext, whileSignedIn } from '../../connection/service.ts';
import { language } from '../../platform/i18n.ts';
import type { Meta, StoredTicket } from '../../store/database.ts';
import { leavingNumbers } from '../../store/effect.ts';
import { decisionsOf } from '../../store/outbox.ts';
import { rowOf } from '../../store/tickets.ts';
import { syncClaims } from './claims.ts';

const PAGE = 200;
/** A feed without an end is followed on in the next round: what waits to be sent goes in between. */
const MOST_PAGES = 20;
/** More than anybody decides in a week: a supervisor's store stays a working copy, not a mirror. */
const MOST_TICKETS = 2_000;
/** How long a report that left the queue stays readable, for undo and links. */
const KEEP_LEFT_MS = HOUR;
/** The feed tells of everything; should a copy have strayed from it all the same, it finds back within the hour. */
const READ_ANEW_MS = HOUR;

/** One round of syncing. */
interface Round {
  context: WorkerContext;
  roles: readonly CallerRole[];
  /** Of the session it is for: what it brings is nobody else's. */
  token: string;
  /** Whether somebody waits for this round to end. */
  pressed: () => boolean;
}

/** `pressed`: a decision is to be sent, and waits no longer than one call takes. */
export async function sync(context: WorkerContext, pressed: () => boolean = () => false): Promise<void> {
  const session = await context.db.session.get('session');
  if (!session?.token) return;
  const { token } = session;
  const round: Round = { context, roles: rolesOf(session.actor), token, pressed };
  const moved = await syncQueue(round);
  const claimed = await syncClaims(context, token);
  const recounted = await syncCounters(round);
  if (moved || claimed || recounted) context.changed();
}

/** Answers whether anything had happened. */
async function syncQueue(round: Round): Promise<boolean> {
  const { context } = round;
  const meta = await context.db.meta.get('sync');
  const age = context.now() - (meta?.queueReadAt ?? 0);
  // Below nought this machine's clock was set back.
  const stale = meta?.scopeId == null || age < 0 || age >= READ_ANEW_MS || meta.language !== language();
  if (stale) await readAnew(round);
  try {
    return (await followChanges(round)) || stale;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.word !== 'scope-changed') throw error;
    await updateMeta(context, { scopeId: null });
    await readAnew(round);
    await followChanges(round);
    return true;
  }
}

async function readAnew(round: Round): Promise<void> {
  const { context, roles, token } = round;
  // Of its beginning: words exchanged while it is read make it stale again.
  const worded = language();
  const { seq, items } = (await call(context, 'queueReports', { query: { limit: String(MOST_TICKETS) } }))
    .data;

  const { db } = context;
  const now = context.now();
  await whileSignedIn(context, token, [db.tickets, db.outbox, db.meta], async () => {
    const leaving = await leavingNow(context);
    const before = new Map((await db.tickets.toArray()).map((row) => [row.number, row]));
    const read = new Set(items.map((item) => item.number));
    const gone = [...before.values()].filter((row) => !read.has(row.number));
    for (const row of gone) if (row.inQueue) await leave(round, row.number);
    for (const item of items) {
      const known = before.get(item.number);
      const row = { ...rowOf(withOpened(item, known), roles, now), inQueue: !leaving.has(item.number) };
      await write(round, row, known);
    }
    await forgetLeft(context, gone, now);
    await updateMeta(context, { seq, queueReadAt: now, language: worded });
  });
}

/** What was only read when the report was opened: the same version with its events is more than without. */
function withOpened(item: Report, known: StoredTicket | undefined): Report | Ticket {
  if (!known || !('events' in known.item) || known.item.version !== item.version) return item;
  return { ...item, events: known.item.events };
}

function isSame(a: StoredTicket, b: StoredTicket): boolean {
  return a.inQueue === b.inQueue && JSON.stringify(a.item) === JSON.stringify(b.item);
}

async function write(
  { context: { db } }: Round,
  row: StoredTicket,
  known: StoredTicket | undefined,
): Promise<void> {
  // Desks follow every write, and most of a queue has not changed since it was read last.
  if (!known || !isSame(known, row)) await db.tickets.put(row);
}

async function leave({ context: { db, now } }: Round, number: string): Promise<void> {
  await db.tickets.update(number, { inQueue: false, syncedAt: now() });
}

/** Answers whether anything had happened. */
async function followChanges(round: Round): Promise<boolean> {
  const { context } = round;
  let moved = false;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const meta = await context.db.meta.get('sync');
    const after = meta?.seq ?? 0;
    const page = await nextPage(context, meta ?? emptyMeta());
    if (page === null) return moved;
    const { data, etag } = page;
    await refreshAll(round, await applyChanges(round, data, etag));
    moved ||= data.items.length > 0;
    if (data.items.length < PAGE || data.next <= after || round.pressed()) return moved;
  }
  return moved;
}

/** Null where the service says that there is nothing new: what most polls come to. */
async function nextPage(
  context: WorkerContext,
  { seq, scopeId, changesEtag }: Meta,
): Promise<{ data: ChangesPage; etag: string | null } | null> {
  try {
    return await call(context, 'changes', {
      query: { after: String(seq), limit: String(PAGE), ...(scopeId === null ? {} : { scopeId }) },
      ...(changesEtag && scopeId !== null ? { ifNoneMatch: changesEtag } : {}),
    });
  } catch (error) {
    if (error instanceof NotModified) return null;
    throw error;
  }
}

/** Puts a page of changes in, whole or not at all; answers the numbers that came without their report. */
async function applyChanges(round: Round, page: ChangesPage, etag: string | null): Promise<string[]> {
  const { context, roles, token } = round;
  const { db } = context;
  const now = context.now();
  const newest = new Map<string, Change>(page.items.map((change) => [change.number, change]));
  const missing: string[] = [];
  await whileSignedIn(context, token, [db.tickets, db.outbox, db.meta], async () => {
    const leaving = await leavingNow(context);
    for (const change of newest.values()) {
      const known = await db.tickets.get(change.number);
      if (change.scope === 'out') {
        if (known) await leave(round, change.number);
      } else if (change.ticket && change.ticket.version >= (known?.item.version ?? 0)) {
        const row = rowOf(withOpened(change.ticket, known), roles, now);
        const inQueue = row.inQueue && !leaving.has(change.number);
        await write(round, { ...row, inQueue }, known);
      } else if (known && known.item.version < change.version) {
        missing.push(change.number);
      }
    }
    await updateMeta(context, { seq: page.next, scopeId: page.scopeId, changesEtag: etag });
  });
  return missing;
}

async function refreshAll(round: Round, numbers: readonly string[]): Promise<void> {
  for (const number of numbers) {
    // Their place in the feed is passed: they come with the queue, which is then read anew.
    if (round.pressed()) return updateMeta(round.context, { queueReadAt: null });
    await refresh(round, number);
  }
}

async function refresh(round: Round, number: string): Promise<void> {
  const { context, roles, token } = round;
  const { db } = context;
  try {
    const { data } = await call(context, 'getTicket', { params: { number } });
    const row = rowOf(data, roles, context.now());
    await whileSignedIn(context, token, [db.tickets, db.outbox], async () => {
      const inQueue = row.inQueue && !(await leavingNow(context)).has(number);
      await write(round, { ...row, inQueue }, await db.tickets.get(number));
    });
  } catch (error) {
    if (!(error instanceof ProblemError) || error.word !== 'not-found') throw error;
    await leave(round, number);
  }
}

async function leavingNow({ db }: WorkerContext): Promise<Set<string>> {
  const session = await db.session.get('session');
  return leavingNumbers(session ? await decisionsOf(db, session.actor.id) : []);
}

async function forgetLeft({ db }: WorkerContext, rows: readonly StoredTicket[], now: number): Promise<void> {
  const decided = new Set((await db.outbox.toArray()).map((entry) => entry.number));
  const old = rows.filter((row) => !row.inQueue && row.syncedAt < now - KEEP_LEFT_MS);
  await db.tickets.bulkDelete(old.map((row) => row.number).filter((number) => !decided.has(number)));
}

/** Answers whether a count is another than before. */
async function syncCounters({ context, token }: Round): Promise<boolean> {
  const meta = await context.db.meta.get('sync');
  try {
    const etag = meta?.countersEtag;
    const { data, etag: next } = await call(context, 'counters', etag ? { ifNoneMatch: etag } : {});
    await whileSignedIn(context, token, [context.db.meta], () =>
      updateMeta(context, { counters: data, countersEtag: next }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof NotModified)) throw error;
    return false;
  }
}
