/** Calls of the service on behalf of the signed-in officer, and what each tells of connection and clock. */
import type { Table } from 'dexie';
import {
  type CallOptions,
  type Client,
  createClient,
  ForeignAnswerError,
  NotModified,
  ProblemError,
  UnreachableError,
} from '#shared/contract/client.ts';
import type { OperationName } from '#shared/contract/operations.ts';
import type { Carried } from '#shared/contract/position.ts';
import { language, t } from '../platform/i18n.ts';
import { type Meta, Store, type StoredSession } from '../store/database.ts';
import { LostPhotosError, SignedOutError } from '../store/outbox.ts';
import { isQuotaError } from '../store/photos.ts';
import type { Failure, Outcome } from './messages.ts';

type Result<N extends OperationName> = Awaited<ReturnType<typeof callAs<N>>>;

const callAs = <N extends OperationName>(client: Client, name: N, options: CallOptions<N>) =>
  client.call(name, options);

/** From call to call, whoever makes it. */
const carried: Carried = {};

export function clientFor(context: WorkerContext, origin: string, token: string | null): Client {
  return createClient({ origin, token: () => token, language, fetch: context.fetch, carried });
}

/** Calls as the signed-in officer; keeps the record of contact, clock offset and a session that ended. */
export async function call<N extends OperationName>(
  context: WorkerContext,
  name: N,
  options: CallOptions<N>,
): Promise<Result<N>> {
  const session = await context.db.session.get('session');
  if (!session?.token) throw new SignedOutError();
  try {
    const answer = await callAs(clientFor(context, session.origin, session.token), name, options);
    await contacted(context, session, answer.servedAt);
    return answer;
  } catch (error) {
    if (error instanceof NotModified) await contacted(context, session, error.servedAt);
    // A proxy that stops one decision says nothing of the service: what is read beside it tells.
    else if (error instanceof ForeignAnswerError && name === 'act') throw error;
    else if (error instanceof UnreachableError) await lostContact(context, session);
    // Too many photos wait there: that call has to come again, and nothing else is away.
    else if (error instanceof ProblemError && name === 'checkEvidence' && error.word === 'unavailable')
      await contacted(context, session, null);
    else if (error instanceof ProblemError) await refused(context, error, session);
    throw error;
  }
}

/**
 * Writes what was answered to the session of `token`, whole or not at all. Throws SignedOutError where that session
 * has ended meanwhile: nothing is written after the wipe of a sign-out, or into the copy of whoever came next.
 */
export async function whileSignedIn<T>(
  { db }: WorkerContext,
  token: string | null,
  tables: readonly Table[],
  write: () => Promise<T>,
): Promise<T> {
  return db.transaction('rw', [...tables, db.session], async () => {
    if ((await db.session.get('session'))?.token !== token) throw new SignedOutError();
    return write();
  });
}

/** ms, the service's clock as this machine last heard it. */
export async function serviceNow({ db, now }: WorkerContext): Promise<number> {
  return now() + ((await db.meta.get('sync'))?.clockOffset ?? 0);
}

export function emptyMeta(): Meta {
  return {
    key: 'sync',
    seq: 0,
    scopeId: null,
    queueReadAt: null,
    libraryReadAt: null,
    counters: null,
    countersEtag: null,
    clockOffset: 0,
    lastContactAt: null,
    offlineSince: null,
  };
}

export async function updateMeta(context: WorkerContext, changes: Partial<Meta>): Promise<void> {
  const { db } = context;
  await db.transaction('rw', db.meta, async () => {
    await db.meta.put({ ...((await db.meta.get('sync')) ?? emptyMeta()), ...changes });
  });
}

/** Pages show the minute of the last contact, and draw anew whenever it is written: not after every photo. */
const CONTACT_STEP_MS = 10_000;

async function contacted(
  context: WorkerContext,
  { token }: StoredSession,
  servedAt: number | null,
): Promise<void> {
  const wasAway = await whileSignedIn(context, token, [context.db.meta], () =>
    noteContact(context, servedAt),
  );
  if (wasAway) context.changed();
}

/** Answers whether the service was away before. */
async function noteContact(context: WorkerContext, servedAt: number | null): Promise<boolean> {
  const now = context.now();
  const changes: Partial<Meta> = {};
  const before = await context.db.meta.get('sync');
  const sinceTold = now - (before?.lastContactAt ?? Number.NEGATIVE_INFINITY);
  // Below nought this machine's clock was set back.
  if (sinceTold < 0 || sinceTold >= CONTACT_STEP_MS) changes.lastContactAt = now;
  if (before?.offlineSince != null) changes.offlineSince = null;
  if (before?.failingSince != null) changes.failingSince = null;
  if (servedAt !== null) {
    // The Date header counts whole seconds: an offset that differs by less is the same offset.
    const offset = servedAt + 500 - now;
    if (Math.abs(offset - (before?.clockOffset ?? 0)) > 1_500) changes.clockOffset = offset;
  }
  if (Object.keys(changes).length > 0) await updateMeta(context, changes);
  return before?.offlineSince != null;
}

async function lostContact(context: WorkerContext, { token }: StoredSession): Promise<void> {
  const { db } = context;
  const isNew = await whileSignedIn(context, token, [db.meta], async () => {
    if ((await db.meta.get('sync'))?.offlineSince != null) return false;
    await updateMeta(context, { offlineSince: context.now() });
    return true;
  });
  if (isNew) context.changed();
}

async function refused(context: WorkerContext, error: ProblemError, session: StoredSession): Promise<void> {
  if (error.word === 'unavailable') return lostContact(context, session);
  const failing = (await context.db.meta.get('sync'))?.failingSince;
  await contacted(context, session, null);
  if (error.problem.status >= 500) {
    return whileSignedIn(context, session.token, [context.db.meta], () =>
      updateMeta(context, { failingSince: failing ?? context.now() }),
    );
  }
  if (error.word !== 'unauthenticated') return;
  // Only the session that was refused ends: another account may have signed in meanwhile.
  await context.db.session
    .where('key')
    .equals('session')
    .and((stored) => stored.token === session.token)
    .modify({ token: null });
  context.changed();
}

/** What a command answers when the service said no or nothing. Anything else is a defect and is thrown on. */
function failureOf(error: unknown): Failure {
  if (error instanceof ProblemError) return { word: error.word, message: error.message };
  if (error instanceof UnreachableError) return { word: 'offline', message: t('worker.offline') };
  if (error instanceof SignedOutError) return { word: 'signed-out', message: t('worker.signed_out') };
  if (error instanceof LostPhotosError) return { word: 'lost-photos', message: t('worker.photos_lost') };
  if (isQuotaError(error)) return { word: 'storage-full', message: t('worker.storage_full') };
  throw error;
}

/** Runs a command of the officer; the service's refusal becomes its answer. */
export async function outcome<T>(run: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await run() };
  } catch (error) {
    return { ok: false, error: failureOf(error) };
  }
}

/** What the worker's parts need of their surroundings: tests bring their own clock, database and network. */
export interface WorkerContext {
  db: Store;
  /** ms, this machine's clock. */
  now: () => number;
  fetch: typeof globalThis.fetch;
  /** Queue, counters or session are no longer what they were: badge and pages should follow. */
  changed: () => void;
}

export function createContext(changed: () => void): WorkerContext {
  return { db: new Store(), now: Date.now, fetch: globalThis.fetch.bind(globalThis), changed };
}
