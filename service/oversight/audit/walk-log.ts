/** The log as a whole: every checkpoint, the stretch it vouches for, and the newest one outside the database. */
import type { KeyObject } from 'node:crypto';
import { and, asc, eq, gt, gte, lte, max, sql } from 'drizzle-orm';
import { vouchedChange } from '../../platform/db/change-table.ts';
import type { Db } from '../../platform/db/database.ts';
import { type CheckpointRow, checkpoint } from '../../tables/audit.ts';
import { event, ticket } from '../../tables/ticket.ts';
import type { Breaks } from './breaks.ts';
import { checkpointHash, hintOf, openDigest } from './checkpoints.ts';
import { isSigned, type SignedCheckpoint } from './keys.ts';

export interface Outside {
  /** The database knew a checkpoint before; without one the first may be signed while the log is read. */
  isExpected: boolean;
  key: KeyObject | null;
  newest: SignedCheckpoint | null;
}

type Covered = Pick<CheckpointRow, 'n' | 'seq' | 'events' | 'hash' | 'change'>;

const PAGE = 1_000;
const CHECKPOINTS = 50;

const NONE: Covered = { n: 0, seq: 0, events: 0, hash: '', change: null };

/** Comes after the reports' own chains: what they explain is not told twice. Answers how many checkpoints there are. */
export async function walkLog(
  db: Db,
  outside: Outside,
  breaks: Breaks,
): Promise<{ checkpoints: number; covered: number }> {
  let newestSeq = await newestIn(db);
  let last: Covered = NONE;
  let count = 0;
  let isCut = false;
  for (;;) {
    const page = await db
      .select()
      .from(checkpoint)
      .where(gt(checkpoint.n, last.n))
      .orderBy(asc(checkpoint.n))
      .limit(CHECKPOINTS);
    for (const row of page) {
      count++;
      // The service may have gone on while this is read.
      if (row.seq > newestSeq) newestSeq = await newestIn(db);
      const isWhole = verifyCheckpoint(row, last, outside.key, breaks);
      if (isWhole && row.seq > newestSeq && !isCut) {
        isCut = true;
        breaks.add({ kind: 'tail_cut', seq: newestSeq + 1, checkpoint: row.n });
      }
      if (isWhole && row.n === last.n + 1) await verifyStretch(db, last, row, newestSeq, breaks);
      if (isWhole && row.change !== last.change) await verifyChange(db, row, breaks);
      last = row;
    }
    if (page.length < CHECKPOINTS) break;
  }
  await verifyOutside(db, outside, last, newestSeq, breaks);
  return { checkpoints: count, covered: last.seq };
}

/** Is the newest recorded change that a checkpoint vouches for still there, as it was? */
async function verifyChange(
  db: Db,
  { n, change, changeHash }: Pick<CheckpointRow, 'n' | 'change' | 'changeHash'>,
  breaks: Breaks,
): Promise<void> {
  if (change === null || change === 0) return;
  const [known] = await db
    .select({ hash: vouchedChange.hash })
    .from(vouchedChange)
    .where(eq(vouchedChange.n, change));
  if (known?.hash === changeHash) return;
  const kind = known === undefined ? 'change_removed' : 'change_altered';
  breaks.add({ kind, checkpoint: n, what: `entry ${change}` });
}

async function newestIn(db: Db): Promise<number> {
  const [end] = await db.select({ seq: max(event.seq) }).from(event);
  return end?.seq ?? 0;
}

/** False where what the checkpoint says cannot be relied on. */
function verifyCheckpoint(row: CheckpointRow, last: Covered, key: KeyObject | null, breaks: Breaks): boolean {
  const where = { checkpoint: row.n, seq: last.seq + 1 };
  if (row.n !== last.n + 1) {
    breaks.add({ kind: 'checkpoint_deleted', checkpoint: last.n + 1, seq: last.seq + 1 });
  } else if (row.previous !== last.hash) {
    breaks.add({ kind: 'checkpoint_altered', ...where });
    return false;
  }
  if (checkpointHash(row) !== row.hash) {
    breaks.add({ kind: 'checkpoint_altered', ...where });
    return false;
  }
  if (key && !isSigned(key, row)) {
    breaks.add({ kind: 'checkpoint_forged', ...where });
    return false;
  }
  return true;
}

async function verifyStretch(
  db: Db,
  last: Covered,
  row: CheckpointRow,
  newestSeq: number,
  breaks: Breaks,
): Promise<void> {
  const { digest } = await sumUp(db, last.seq, row.seq);
  if (digest === row.digest) return;
  let isNamed = breaks.explains(last.seq, row.seq) || row.seq > newestSeq;
  for (const [number, version, hint] of row.heads) {
    const found = await headOf(db, number, version);
    if (found?.hash != null && hintOf(found.hash) === hint) continue;
    isNamed = true;
    if (breaks.names(number)) continue;
    const where = { number, seq: found?.seq ?? last.seq + 1, checkpoint: row.n };
    if (found?.hash != null) breaks.add({ kind: 'chain_recomputed', version, ...where });
    // What was filed or done in a tail that was cut is gone with it.
    else if (row.seq > newestSeq) continue;
    else if (found) breaks.add({ kind: 'event_deleted', version, ...where });
    else breaks.add({ kind: 'ticket_removed', ...where });
  }
  if (!isNamed) breaks.add({ kind: 'log_altered', seq: last.seq + 1, checkpoint: row.n });
}

/** The event that was a report's head; without hash where only the report is there. */
async function headOf(db: Db, number: string, version: number) {
  const [found] = await db
    .select({ seq: event.seq, hash: event.hash })
    .from(ticket)
    .leftJoin(event, and(eq(event.ticketId, ticket.id), eq(event.version, version)))
    .where(eq(ticket.number, number));
  return found;
}

async function sumUp(db: Db, after: number, to: number): Promise<{ digest: string; events: number }> {
  const digest = openDigest();
  let events = 0;
  for (let seq = after; ; ) {
    const page = await db
      .select({ seq: event.seq, hash: event.hash })
      .from(event)
      .where(and(gt(event.seq, seq), lte(event.seq, to)))
      .orderBy(asc(event.seq))
      .limit(PAGE);
    for (const row of page) {
      digest.add(row);
      seq = row.seq;
    }
    events += page.length;
    if (page.length < PAGE) return { digest: digest.hex(), events };
  }
}

/** Is the newest checkpoint outside the database one that the database knows? */
async function verifyOutside(
  db: Db,
  { isExpected, key, newest }: Outside,
  last: Covered,
  newestSeq: number,
  breaks: Breaks,
): Promise<void> {
  if (!newest || !key) {
    if (isExpected) breaks.add({ kind: 'outside_missing' });
    return;
  }
  const [known] = await db
    .select({ hash: checkpoint.hash })
    .from(checkpoint)
    .where(eq(checkpoint.n, newest.n));
  if (known?.hash === newest.hash) return;
  const where = { checkpoint: newest.n, seq: last.seq + 1 };
  if (known || newestSeq < newest.seq) {
    breaks.add({ kind: 'older_database', ...where });
    return;
  }
  // The log may be whole and only the checkpoint be missing: then the stretch up to it still adds up.
  const stretch = await sumUp(db, last.seq, newest.seq);
  const isWhole =
    newest.n === last.n + 1
      ? stretch.digest === newest.digest
      : stretch.events === newest.events - last.events;
  breaks.add({ kind: isWhole ? 'checkpoint_deleted' : 'older_database', ...where });
}

/** Events whose report is gone. Named by the checkpoint that knew it, where one does. */
export async function walkOrphans(db: Db, breaks: Breaks): Promise<void> {
  const orphans = await db
    .select({ ticketId: event.ticketId, seq: sql<number>`min(${event.seq})` })
    .from(event)
    .where(sql`${event.ticketId} not in (select id from ticket)`)
    .groupBy(event.ticketId);
  for (const { ticketId, seq } of orphans) {
    const number = await numberOf(db, ticketId);
    breaks.add({ kind: 'ticket_removed', seq, ...(number === undefined ? {} : { number }) }, [
      seq - 1,
      Number.MAX_VALUE,
    ]);
  }
}

async function numberOf(db: Db, ticketId: number): Promise<string | undefined> {
  const heads = await db
    .select({ seq: event.seq, hash: event.hash })
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(asc(event.seq));
  for (const { seq, hash } of heads) {
    const [covering] = await db
      .select({ heads: checkpoint.heads })
      .from(checkpoint)
      .where(gte(checkpoint.seq, seq))
      .orderBy(asc(checkpoint.n))
      .limit(1);
    const named = covering?.heads.find(([, , hint]) => hint === hintOf(hash));
    if (named) return named[0];
  }
  return undefined;
}
