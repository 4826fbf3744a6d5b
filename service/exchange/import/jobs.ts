/** The rows of imports: reserved, found, listed, and forgotten when nobody looks them up any more. */
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { and, asc, desc, eq, gt, inArray, isNull, lt, lte, ne, sql } from 'drizzle-orm';
import { z } from 'zod';
import type {
  DateOrder,
  FileUnderstood,
  ImportJob,
  ImportPage,
  ImportWrite,
} from '#shared/contract/imports.ts';
import type { Actor } from '#shared/contract/session.ts';
import type { Channel } from '#shared/ticket/channel.ts';
import { DAY, toTimestamp } from '#shared/time/zone.ts';
import { isUniqueViolation } from '../../platform/db/database.ts';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import type { ApiKeyRights } from '../../platform/http/env.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import type { Platform } from '../../platform/platform.ts';
import {
  type ImportJobRow,
  importJob,
  importMemory,
  importRefusal,
  importRefusalGroup,
} from '../../tables/import.ts';
import type { Remembered } from './messages.ts';
import { markOfHeadings, markOfSheets } from './read/marks.ts';
import type { RefusedAlike } from './refusals.ts';

type JobDeps = Pick<Platform, 'db' | 'clock'>;
/** Other processes' imports are theirs as long as those live. */
export type Holding = {
  peers: Pick<Platform['peers'], 'id' | 'isAlone' | 'isGone' | 'onLeft' | 'revisions'>;
};

export interface NewImport {
  channel: Channel;
  dateOrder?: DateOrder | undefined;
  write: ImportWrite;
  actor: Actor;
  key: ApiKeyRights | null;
  body: ReadableStream<Uint8Array> | Readable;
}

export interface PageAsked {
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** What an import came to is looked up for a quarter of a year. */
const KEPT = 90 * DAY;
/** Rows in one statement: nobody waits for longer than it takes. */
const FORGOTTEN_AT_ONCE = 500;
/** Of these those with most lines are told. */
const GROUPS_READ = 100;
/** Kinds of files that one sender has corrected. */
const MOST_RECALLED = 100;
const DEFAULT_LIMIT = 50;
const Place = z.tuple([z.number(), z.uuid()]);

/** Throws 403, and 409 while one of the caller's is under way. */
export async function reserveJob(
  { channel, dateOrder, write, actor, key }: NewImport,
  { db, clock, peers }: JobDeps & Holding,
): Promise<ImportJobRow> {
  const allowed = key?.channels ?? null;
  if (allowed && !allowed.includes(channel)) {
    throw new HttpProblem('forbidden', { detail: 'exchange.refused.api_key_not_channel' });
  }
  const row: ImportJobRow = {
    id: randomUUID(),
    caller: actor.id,
    role: actor.role,
    channel,
    allowed,
    state: 'receiving',
    failure: null,
    format: null,
    encoding: null,
    declared: dateOrder ?? null,
    writeNow: write === 'now',
    corrections: {},
    expiresAt: null,
    understood: null,
    bytes: 0,
    holder: peers.id(),
    startedAt: clock.now(),
    endedAt: null,
    read: 0,
    added: 0,
    moved: 0,
    corrected: 0,
    unchanged: 0,
    refused: 0,
  };
  try {
    await db.insert(importJob).values(row);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new HttpProblem('in-progress', { detail: 'exchange.refused.earlier_import_still_running' });
  }
  return row;
}

/** Throws 404, also for what is somebody else's. */
export async function findJob(id: string, actor: Actor, { db }: Pick<JobDeps, 'db'>): Promise<ImportJobRow> {
  const [row] = await db
    .select()
    .from(importJob)
    .where(and(eq(importJob.id, id), eq(importJob.caller, actor.id)));
  if (!row) throw new HttpProblem('not-found');
  return row;
}

/** Of those who act on one at once, one does. Throws 404, and 409 for what does not wait to be confirmed. */
export async function takeWaiting(
  id: string,
  actor: Actor,
  what: Partial<ImportJobRow>,
  { db, clock }: JobDeps,
): Promise<ImportJobRow & { understood: FileUnderstood }> {
  const row = await findJob(id, actor, { db });
  const { understood, expiresAt } = row;
  if (row.state === 'understood' && understood && (expiresAt ?? 0) > clock.now()) {
    const taken = await db
      .update(importJob)
      .set({ ...what, expiresAt: null })
      .where(and(eq(importJob.id, id), eq(importJob.state, 'understood')))
      .returning({ id: importJob.id });
    if (taken.length > 0) return { ...row, ...what, understood, expiresAt: null };
  }
  throw new HttpProblem('illegal-transition', { detail: 'exchange.refused.import_waits_not' });
}

/** Is this the newest file that its sender has imported? By the latest date in each. */
export async function isNewest(
  { id, caller }: Pick<ImportJobRow, 'id' | 'caller'>,
  { newest }: FileUnderstood,
  { db }: Pick<JobDeps, 'db'>,
): Promise<boolean> {
  const newestOf = sql<string | null>`max(json_extract(${importJob.understood}, '$.newest'))`;
  const [before] = await db
    .select({ newest: newestOf })
    .from(importJob)
    // What was only looked at told nothing.
    .where(and(eq(importJob.caller, caller), ne(importJob.id, id), gt(importJob.read, 0)));
  return newest !== undefined && newest > (before?.newest ?? '');
}

export async function listJobs(
  actor: Pick<Actor, 'id'>,
  { cursor, limit = DEFAULT_LIMIT }: PageAsked,
  { db }: Pick<JobDeps, 'db'>,
): Promise<ImportPage> {
  const from = cursor === undefined ? null : fromCursor(cursor, Place);
  const isAfter = from && sql`(${importJob.startedAt}, ${importJob.id}) < (${from[0]}, ${from[1]})`;
  const rows = await db
    .select()
    .from(importJob)
    .where(and(eq(importJob.caller, actor.id), isAfter ?? undefined))
    .orderBy(desc(importJob.startedAt), desc(importJob.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => toJob(row)),
    next: rows.length > limit && last ? toCursor([last.startedAt, last.id]) : null,
  };
}

export async function rejectionsOf(id: string, after: number, limit: number, { db }: Pick<JobDeps, 'db'>) {
  return db
    .select()
    .from(importRefusal)
    .where(and(eq(importRefusal.jobId, id), gt(importRefusal.id, after)))
    .orderBy(asc(importRefusal.id))
    .limit(limit);
}

export async function forgetOldJobs({ db, clock }: JobDeps): Promise<void> {
  const isOld = lt(importJob.endedAt, clock.now() - KEPT);
  const some = db
    .select({ id: importRefusal.id })
    .from(importRefusal)
    .innerJoin(importJob, eq(importJob.id, importRefusal.jobId))
    .where(isOld)
    .limit(FORGOTTEN_AT_ONCE);
  for (let rows = await some; rows.length > 0; rows = await some) {
    const ids = rows.map(({ id }) => id);
    await db.delete(importRefusal).where(inArray(importRefusal.id, ids));
  }
  const old = db.select({ id: importJob.id }).from(importJob).where(isOld);
  await db.delete(importRefusalGroup).where(inArray(importRefusalGroup.jobId, old));
  await db.delete(importJob).where(isOld);
}

export function refusalGroupsOf(id: string, { db }: Pick<JobDeps, 'db'>): Promise<RefusedAlike[]> {
  return db
    .select()
    .from(importRefusalGroup)
    .where(eq(importRefusalGroup.jobId, id))
    .orderBy(desc(importRefusalGroup.lines))
    .limit(GROUPS_READ);
}

/** That wait to be confirmed, and waited long enough: those whose files lie here. */
export function waitedLongEnough({ db, clock, peers }: JobDeps & Holding): Promise<ImportJobRow[]> {
  return db
    .select()
    .from(importJob)
    .where(
      and(
        eq(importJob.state, 'understood'),
        eq(importJob.holder, peers.id()),
        lte(importJob.expiresAt, clock.now()),
      ),
    );
}

/** Not ended, and held by this process. */
export function ownJobs({ db, peers }: Pick<JobDeps, 'db'> & Holding): Promise<ImportJobRow[]> {
  return db
    .select()
    .from(importJob)
    .where(and(eq(importJob.holder, peers.id()), isNull(importJob.endedAt)));
}

/** Not ended, of processes that are no more. */
export function orphanedJobs({ db, peers }: Pick<JobDeps, 'db'> & Holding): Promise<ImportJobRow[]> {
  return db
    .select()
    .from(importJob)
    .where(and(isNull(importJob.endedAt), peers.isGone(sql`${importJob.holder}`)));
}

/** Of several processes one adopts it. */
export async function adopt({ id, holder }: ImportJobRow, { db, peers }: Pick<JobDeps, 'db'> & Holding) {
  await db
    .update(importJob)
    .set({ holder: peers.id() })
    .where(and(eq(importJob.id, id), isHeldBy(holder), isNull(importJob.endedAt)));
}

/**
 * One that another process holds: whatever that still writes of it fails from here on, and it removes the file. Undefined
 * where it has ended already.
 */
export async function cancelElsewhere(id: string, { db, clock, peers }: JobDeps & Holding) {
  const [ended] = await db
    .update(importJob)
    .set({ state: 'cancelled', endedAt: clock.now(), expiresAt: null, holder: '' })
    .where(and(eq(importJob.id, id), ne(importJob.holder, peers.id()), isNull(importJob.endedAt)))
    .returning();
  if (ended) await peers.revisions.add('imports');
  return ended;
}

export function isHeldBy(holder: string | null) {
  return holder === null ? isNull(importJob.holder) : eq(importJob.holder, holder);
}

/** What a sender said of files, newest first. */
export async function recall(caller: string, { db }: Pick<JobDeps, 'db'>): Promise<Remembered[]> {
  return db
    .select({ mark: importMemory.mark, said: importMemory.said })
    .from(importMemory)
    .where(eq(importMemory.caller, caller))
    .orderBy(desc(importMemory.at))
    .limit(MOST_RECALLED);
}

/** What was said of this file holds for the next one like it. */
export async function remember(
  { caller, format, corrections, understood }: ImportJobRow & { understood: FileUnderstood },
  { db, clock }: JobDeps,
): Promise<void> {
  const { sheet, ...table } = corrections;
  const names = format === 'json' ? [] : understood.columns.map(({ name }) => name);
  const said = [
    { mark: markOfSheets(understood.sheets), said: sheet === undefined ? {} : { sheet } },
    { mark: markOfHeadings(names), said: table },
  ];
  for (const one of said.filter(({ said }) => Object.keys(said).length > 0)) {
    const row = { caller, ...one, at: clock.now() };
    await db
      .insert(importMemory)
      .values(row)
      .onConflictDoUpdate({ target: [importMemory.caller, importMemory.mark], set: row });
  }
}

export function toJob(
  {
    caller: _,
    role: __,
    allowed: ___,
    declared: ____,
    writeNow: _____,
    holder: ______,
    ...row
  }: ImportJobRow,
  looked?: number,
): ImportJob {
  const { failure, format, encoding, understood, startedAt, endedAt, expiresAt, corrections, ...rest } = row;
  const ignored = (understood?.columns ?? []).filter(({ column }) => column === null);
  return {
    ...rest,
    ...(failure === null ? {} : { failure }),
    ...(format === null ? {} : { format }),
    ...(encoding === null ? {} : { encoding }),
    ...(understood === null ? {} : { understood }),
    ...(Object.keys(corrections).length === 0 ? {} : { corrections }),
    startedAt: toTimestamp(startedAt),
    ...(endedAt === null ? {} : { endedAt: toTimestamp(endedAt) }),
    ...(expiresAt === null ? {} : { expiresAt: toTimestamp(expiresAt) }),
    ...(looked === undefined ? {} : { looked }),
    ignoredColumns: ignored.map(({ name }) => name),
  };
}
