/**
 * Tells the officer what is new, once. Written down before it is shown: a worker that dies in between shows it at its
 * next start, under the same id, which replaces what may be there already.
 */
import { browser } from 'wxt/browser';
import { rolesOf } from '#shared/contract/session.ts';
import { DAY } from '#shared/time/zone.ts';
import { serviceNow, type WorkerContext } from '../connection/service.ts';
import { type NotificationSettings, settings } from '../platform/settings.ts';
import { isWorkday } from '../store/calendar.ts';
import {
  GROUPS,
  type NotificationGroup,
  type StoredNotification,
  type StoredTicket,
} from '../store/database.ts';
import { type News, newsOf, planNotifications } from './news.ts';
import { type NotificationWords, notificationWords } from './words.ts';

/** What another account left behind and never came back for. */
const ABANDONED_MS = 30 * DAY;

export async function tellNews(context: WorkerContext): Promise<void> {
  const shown = await shownGroups();
  for (const group of await writeDown(context, shown)) await show(context, group, shown.has(group));
}

/** Marks what the officer has opened; `number` was opened by the notification or otherwise. */
export async function markOpened({ db, now }: WorkerContext, number: string): Promise<void> {
  const [session, meta] = [await db.session.get('session'), await db.meta.get('sync')];
  const openedAt = now() + (meta?.clockOffset ?? 0);
  await db.notices
    .where('number')
    .equals(number)
    .filter((row) => row.accountId === session?.actor.id && row.openedAt === undefined && isReceipt(row))
    .modify({ openedAt, unreported: 1 });
}

/** Answers a click with the report to open; the notification is gone with it. */
export async function takeClick(context: WorkerContext, id: string): Promise<string | null> {
  const group = GROUPS.find((name) => name === id);
  if (group === undefined) return null;
  const [first] = await linesOf(context, group);
  await letGo(context, group);
  await browser.notifications.clear(id);
  return first?.row.number ?? null;
}

/** Nothing of an officer who has signed out stays on the screen. */
export async function clearShown(): Promise<void> {
  await Promise.all(GROUPS.map((group) => browser.notifications.clear(group)));
}

/** The notification is gone: what comes now is a new one. */
export async function letGo({ db }: WorkerContext, id: string): Promise<void> {
  await db.notices
    .filter((row) => row.group === id && row.shownAt !== undefined)
    .modify((row) => {
      delete row.group;
    });
}

/** What is looked at in one round. */
interface Round {
  accountId: string;
  /** ms, the service's clock. */
  now: number;
  queued: ReadonlySet<string>;
  /** All that the store holds, the queue among it. */
  held: ReadonlySet<string>;
  news: News[];
  settings: NotificationSettings;
  workday: boolean;
}

/** Null while there is nobody to tell, or no queue has been read yet. */
async function look({ db, now }: WorkerContext): Promise<Round | null> {
  const [session, meta] = [await db.session.get('session'), await db.meta.get('sync')];
  if (!session?.token || meta?.scopeId == null) return null;
  const chosen = await settings.notifications.get();
  const serverNow = now() + meta.clockOffset;
  const rows = await db.tickets.toArray();
  const queue = rows.filter((row) => row.inQueue);
  return {
    accountId: session.actor.id,
    now: serverNow,
    queued: new Set(queue.map(({ number }) => number)),
    held: new Set(rows.map(({ number }) => number)),
    news: newsOf(queue, rolesOf(session.actor), chosen.steps, serverNow),
    settings: chosen,
    workday: isWorkday(serverNow, meta),
  };
}

/** Writes down what is new and what becomes of it; answers the notifications that have something to show. */
async function writeDown(context: WorkerContext, shown: ReadonlySet<string>): Promise<NotificationGroup[]> {
  const { db } = context;
  const view = await look(context);
  if (view === null) return [];
  const { accountId, now } = view;
  return db.transaction('rw', [db.notices, db.noticeState], async () => {
    await forgetDone(context, view);
    const rows = await db.notices.where('accountId').equals(accountId).toArray();
    // Closed while no worker lived to hear of it, or with the browser.
    const closed = rows.filter((row) => row.group && row.shownAt !== undefined && !shown.has(row.group));
    for (const row of closed) delete row.group;
    await db.notices.bulkPut(closed);

    const known = new Map(rows.map((row) => [row.key, row]));
    const fresh = view.news.filter(({ key }) => !known.has(key));
    const record = (news: News, more: Partial<StoredNotification> = {}): Promise<unknown> => {
      const blank = { accountId, id: crypto.randomUUID(), sentAt: now, unreported: 0 as const };
      return db.notices.put({ ...(known.get(news.key) ?? { ...blank, ...news }), ...more });
    };
    const state = await db.noticeState.get(accountId);
    if (!state) {
      // Signed in just now, and looking at it: nothing of the first queue is news.
      for (const news of fresh) await record(news);
      await db.noticeState.put({ accountId, summarisedOn: null, duty: null, dutyReadAt: null });
      return [];
    }
    const { summarisedOn, duty } = state;
    const held = rows.filter((row) => isWaiting(row) && view.queued.has(row.number));
    const { settings: chosen, workday } = view;
    const plan = planNotifications({ fresh, held, settings: chosen, duty, summarisedOn, workday, now });
    for (const news of plan.silent) await record(news);
    for (const { news, why } of plan.holdBack) await record(news, { heldBack: why, unreported: 1 });
    for (const { news, group } of plan.show) await record(news, { group, unreported: 1 });
    if (plan.summarisedOn !== summarisedOn) {
      await db.noticeState.update(accountId, { summarisedOn: plan.summarisedOn });
    }
    const unshown = rows.filter((row) => row.group && row.shownAt === undefined);
    return [...new Set([...plan.show, ...unshown].flatMap(({ group }) => group ?? []))];
  });
}

/** Kept from the officer by their quiet hours, and in no notification yet. */
function isWaiting({ heldBack, shownAt, group }: StoredNotification): boolean {
  return heldBack === 'quiet_hours' && shownAt === undefined && group === undefined;
}

/** What is reported and whose report has left the store has had its day; so has what nobody came back for. */
async function forgetDone({ db }: WorkerContext, { accountId, held, now }: Round): Promise<void> {
  await db.notices
    .filter((row) =>
      row.accountId === accountId
        ? row.unreported === 0 && !held.has(row.number)
        : row.sentAt < now - ABANDONED_MS,
    )
    .delete();
}

/** `joins`: it is on the screen already. */
async function show(context: WorkerContext, group: NotificationGroup, joins: boolean): Promise<void> {
  const { db } = context;
  const lines = await linesOf(context, group);
  if (lines.length === 0) return;
  const serverNow = await serviceNow(context);
  const done = await display(
    group,
    notificationWords(
      group,
      lines.map(({ row, ticket }) => ({ news: row, ticket })),
      serverNow,
    ),
    joins,
  );
  await db.notices
    .filter((row) => row.group === group && row.shownAt === undefined)
    .modify((row) => {
      if (done) row.shownAt = serverNow;
      else row.heldBack ??= 'browser';
      if (!done) delete row.group;
      row.unreported = 1;
    });
}

/** False where the browser would not: its own switch, or the system's. */
async function display(group: NotificationGroup, words: NotificationWords, joins: boolean): Promise<boolean> {
  const options = { type: 'basic' as const, iconUrl: browser.runtime.getURL('/icon/128.png'), ...words };
  try {
    if ((await permission()) === 'denied') return false;
    // Further work joins in silence what is still unread: only a limit is worth another look up.
    if (joins && group !== 'due' && canUpdate()) await browser.notifications.update(group, words);
    else await browser.notifications.create(group, options);
    return true;
  } catch {
    return false;
  }
}

/** Firefox can only show it anew. */
function canUpdate(): boolean {
  return 'update' in browser.notifications;
}

/** Firefox knows no such question. */
async function permission(): Promise<string> {
  const { notifications } = browser;
  return 'getPermissionLevel' in notifications ? notifications.getPermissionLevel() : 'granted';
}

async function shownGroups(): Promise<ReadonlySet<string>> {
  return new Set(Object.keys(await browser.notifications.getAll()));
}

/** What stands in a notification, most urgent first; what has left the queue meanwhile is not counted. */
async function linesOf(
  { db }: WorkerContext,
  group: NotificationGroup,
): Promise<{ row: StoredNotification; ticket: StoredTicket }[]> {
  const session = await db.session.get('session');
  const rows = await db.notices
    .where('accountId')
    .equals(session?.actor.id ?? '')
    .filter((row) => row.group === group && row.openedAt === undefined)
    .toArray();
  const tickets = await db.tickets.bulkGet(rows.map(({ number }) => number));
  const once = new Map<string, { row: StoredNotification; ticket: StoredTicket }>();
  for (const [index, row] of rows.entries()) {
    const ticket = tickets[index];
    if (ticket?.inQueue) once.set(row.number, { row, ticket });
  }
  return [...once.values()].sort((a, b) => a.ticket.nextDueAt - b.ticket.nextDueAt);
}

/** Taken as known at sign-in, or told beside another one: there is nothing to record of it. */
function isReceipt({ shownAt, heldBack, group }: StoredNotification): boolean {
  return shownAt !== undefined || heldBack !== undefined || group !== undefined;
}
