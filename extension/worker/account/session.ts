/** Signing in and out, and what either does to the copy on this machine. */
import { type Session, SessionInfo } from '#shared/contract/session.ts';
import { DAY } from '#shared/time/zone.ts';
import type { Discard, MessageMap, Outcome } from '../../connection/messages.ts';
import { call, clientFor, emptyMeta, outcome, type WorkerContext } from '../../connection/service.ts';
import { clearShown } from '../../notifications/notify.ts';
import { sendReceipts } from '../../notifications/receipts.ts';
import { followPush } from '../../notifications/woken.ts';
import { learnCity } from '../../platform/city.ts';
import { t } from '../../platform/i18n.ts';
import { ServiceOrigin } from '../../platform/settings.ts';
import type { OutboxEntry, StoredSession } from '../../store/database.ts';
import { isOnItsWay } from '../../store/effect.ts';
import { decisionsOf, hurry } from '../../store/outbox.ts';

/** Without contact for this long, reports do not stay on a machine that may have changed hands. */
const KEEP_MS = 3 * DAY;

export async function whoAmI(context: WorkerContext): Promise<SessionInfo | null> {
  const session = await context.db.session.get('session');
  return session?.token ? SessionInfo.parse(session) : null;
}

export async function signIn(
  context: WorkerContext,
  { origin, username, password, code }: MessageMap['signIn']['ask'],
): Promise<Outcome<SessionInfo>> {
  return outcome(async () => {
    const key = await markKey(origin, username);
    const mark = await context.db.marks.get(key);
    const body = {
      username,
      password,
      ...(code !== undefined && { code }),
      ...(mark && { browser: mark.mark }),
    };
    const { browser, ...session } = (await clientFor(context, origin, null).call('signIn', { body })).data;
    if (browser !== undefined) await context.db.marks.put({ key, mark: browser });
    return begin(context, origin, session);
  });
}

/** What stays after signing out names nobody: of whose browser this is only the hash is kept. */
async function markKey(origin: string, username: string): Promise<string> {
  const text = new TextEncoder().encode(`${origin} ${username.toLowerCase()}`);
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', text))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/** A session the service has just given, by whichever way in. What another account read does not stay. */
export async function begin(context: WorkerContext, origin: string, session: Session): Promise<SessionInfo> {
  const before = await context.db.session.get('session');
  if (before?.actor.id !== session.actor.id || before.origin !== origin) await wipeStore(context);
  await context.db.session.put({ key: 'session', origin, ...session });
  if (session.city) await learnCity(session.city);
  await hurry(context.db, context.now());
  return SessionInfo.parse(session);
}

/** A session from before that goes over an unprotected line: its officer signs in anew, at an address that is not. */
export async function endUnprotected({ db }: WorkerContext): Promise<void> {
  const session = await db.session.get('session');
  if (session?.token && !ServiceOrigin.safeParse(session.origin).success)
    await db.session.put({ ...session, token: null });
}

/** Decisions not yet sent stop the sign-out until the officer has said what becomes of them. */
export async function signOut(
  context: WorkerContext,
  { unsent: wish }: MessageMap['signOut']['ask'],
  sendNow: () => Promise<void>,
): Promise<Outcome<null>> {
  const { db } = context;
  const session = await db.session.get('session');
  if (!session) return { ok: true, value: null };
  if (wish === 'send') {
    await db.outbox.where('state').equals('held').modify({ state: 'queued' });
    await hurry(db, context.now());
    await sendNow();
  }
  // Those the service did not take are decisions too: nobody has seen yet that they came to nothing.
  const waiting = await decisionsOf(db, session.actor.id);
  const given = givenUp(wish);
  if (waiting.some(({ id }) => id !== undefined && !given.has(id)))
    return unsentRefusal(context, session, waiting);
  // The service may be away: signing out on this machine must work all the same.
  await outcome(() => sendReceipts(context));
  await outcome(() => call(context, 'signOut', {}));
  await db.transaction('rw', db.tables, async () => {
    // What was decided while the service was told was not asked about: it waits for its officer to come back.
    await db.outbox.bulkDelete(waiting.flatMap(({ id }) => id ?? []));
    await db.attachments.clear();
    await db.captures.filter(({ accountId }) => accountId === session.actor.id).delete();
    await db.written.where('accountId').equals(session.actor.id).delete();
    await db.notices.where('accountId').equals(session.actor.id).delete();
    await db.noticeState.delete(session.actor.id);
    await wipeStore(context);
    await db.session.clear();
  });
  await clearShown();
  await followPush(context).catch(() => undefined);
  return { ok: true, value: null };
}

/** Takes the copy of the queue away, and what was decided only if that was said. */
export async function wipe(
  context: WorkerContext,
  { unsent: wish }: MessageMap['wipe']['ask'],
): Promise<Outcome<null>> {
  const { db } = context;
  const session = await db.session.get('session');
  if (session) {
    const waiting = await decisionsOf(db, session.actor.id);
    if (wish === undefined && waiting.length > 0) return unsentRefusal(context, session, waiting);
    const given = givenUp(wish);
    await db.outbox.bulkDelete(waiting.flatMap(({ id }) => (id !== undefined && given.has(id) ? id : [])));
  }
  await wipeStore(context);
  return { ok: true, value: null };
}

function givenUp(wish: 'send' | 'keep' | Discard | undefined): ReadonlySet<number> {
  return new Set(typeof wish === 'object' ? wish.discard : []);
}

async function unsentRefusal(
  { db }: WorkerContext,
  { token }: StoredSession,
  waiting: readonly OutboxEntry[],
): Promise<Outcome<never>> {
  const count = waiting.length;
  const entries = waiting.flatMap(({ id }) => id ?? []);
  const refusal = (word: string, message: string): Outcome<never> => ({
    ok: false,
    error: { word, message, entries },
  });
  if (waiting.every((entry) => !isOnItsWay(entry))) return refusal('untaken', t('worker.untaken', { count }));
  if (token === null) return refusal('expired', t('worker.unsent_expired', { count }));
  const away = (await db.meta.get('sync'))?.offlineSince != null;
  return refusal('unsent', away ? t('worker.unsent_offline', { count }) : t('worker.unsent', { count }));
}

/** Everything read from the service goes; decisions of whoever made them stay. */
async function wipeStore({ db }: WorkerContext): Promise<void> {
  const read = [db.tickets, db.photos, db.units, db.criteria, db.duty, db.records, db.nonces];
  await db.transaction('rw', [...read, db.meta], async () => {
    await Promise.all([...read.map((table) => table.clear()), db.meta.put(emptyMeta())]);
  });
}

export async function wipeIfStale(context: WorkerContext): Promise<void> {
  const last = (await context.db.meta.get('sync'))?.lastContactAt;
  if (last == null || context.now() - last < KEEP_MS) return;
  await wipeStore(context);
  context.changed();
}
