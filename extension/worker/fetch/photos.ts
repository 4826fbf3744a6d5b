/**
 * Photos in the store: fetched with the bearer token an `<img>` cannot carry. The thumbnails of the whole queue, then the
 * full photos of what is due today, are there before they are asked for, service or not, within the room that is granted.
 */
import { ProblemError } from '#shared/contract/client.ts';
import { DAY, MINUTE } from '#shared/time/zone.ts';
import { call, serviceNow, type WorkerContext, whileSignedIn } from '../../connection/service.ts';
import { settings } from '../../platform/settings.ts';
import type { StoredTicket } from '../../store/database.ts';
import {
  bytesOf,
  dueToday,
  fullCopies,
  hasCopies,
  isQuotaError,
  photoBudget,
  photoStock,
  type StockedPhoto,
} from '../../store/photos.ts';

const KEEP_UNUSED_MS = 14 * DAY;
/** What was opened so shortly ago may be on the screen. */
const JUST_USED_MS = 10 * MINUTE;
/** So long those who decide one report after the other keep the machine to themselves. */
const DECIDING_PAUSE_MS = MINUTE;
/** A quarter of the calls a minute that the service grants an officer, at two rounds a minute. */
const PER_ROUND = 75;

/** ms; when the last fetching ahead began. A worker that died fetches once more than it had to. */
let fetchedAt = Number.NEGATIVE_INFINITY;

type Copy = 'thumb' | 'display' | 'original';

export async function fetchPhoto(context: WorkerContext, id: string, as: Copy): Promise<void> {
  await fetchOne(context, id, as);
  if (as !== 'thumb') await makeRoom(context, { keep: `${id}:${as}` });
}

async function fetchOne(context: WorkerContext, id: string, as: Copy): Promise<void> {
  const { db } = context;
  const key = `${id}:${as}`;
  if ((await db.photos.update(key, { usedAt: context.now() })) > 0) return;
  const token = (await db.session.get('session'))?.token ?? null;
  const { data } = await call(context, 'getPhoto', { params: { id }, query: { as } });
  const photo = { key, blob: data, bytes: data.size, usedAt: context.now() };
  const put = () => whileSignedIn(context, token, [db.photos], () => db.photos.put(photo));
  try {
    await put();
  } catch (error) {
    if (!isQuotaError(error)) throw error;
    await makeRoom(context, { extra: data.size * 10 });
    await put();
  }
}

/**
 * Fetches what is missing, one after another: thumbnails of the queue in its order, then full photos of what is due today,
 * the most urgent first, while there is room. `turn`: resolves once the worker has nothing better to do; decisions never
 * wait for photos.
 */
export async function fetchAhead(context: WorkerContext, turn: () => Promise<void> | null): Promise<void> {
  const { db } = context;
  if (context.now() - fetchedAt < DECIDING_PAUSE_MS && (await isDeciding(context))) return;
  fetchedAt = context.now();
  const held = new Set(await db.photos.toCollection().primaryKeys());
  const rows = await queueOf(context);
  const thumbs = rows
    .flatMap((row) => row.item.photos)
    .filter(hasCopies)
    .map(({ id }) => `${id}:thumb`);
  const full = fullCopies(dueToday(rows, await serviceNow(context)));
  const wanted = [...new Set([...thumbs, ...full])].filter((key) => !held.has(key)).slice(0, PER_ROUND);
  await makeRoom(context);
  const room = await roomLeft(context, full);
  for (const key of wanted) {
    await turn();
    // What came first is the more urgent: it is not put out for what comes after it.
    if (isFull(key) && !(await room.isMade())) break;
    try {
      room.take(await fetchKey(context, key));
    } catch (error) {
      // No space even after making some: reading goes on without further photos.
      if (isQuotaError(error)) break;
      // One photo that cannot be shown (no right to it) must not keep the others away.
      if (!(error instanceof ProblemError)) throw error;
      if (error.problem.status === 429 || error.problem.status >= 500) break;
    }
  }
  await makeRoom(context);
}

/** Answers how many bytes it takes. */
async function fetchKey(context: WorkerContext, key: string): Promise<number> {
  const at = key.lastIndexOf(':');
  await fetchOne(context, key.slice(0, at), isFull(key) ? 'display' : 'thumb');
  return (await context.db.photos.get(key))?.bytes ?? 0;
}

interface Room {
  /** For one more, where need be in the place of what is not for today. */
  isMade(): Promise<boolean>;
  take(bytes: number): void;
}

async function roomLeft({ db, now }: WorkerContext, today: readonly string[]): Promise<Room> {
  const photos = await photoStock(db);
  let held = bytesOf(photos);
  const most = await photoBudget(await settings.photoRoom.get(), held);
  const full = photos.filter(({ key }) => isFull(key));
  let largest = Math.max(0, ...full.map(({ bytes }) => bytes));
  const spare = inOrderOfGoing(photos, today, now()).filter(({ going }) => going === 'spare');
  return {
    async isMade() {
      const gone: string[] = [];
      while (held + largest > most) {
        const photo = spare.shift();
        if (!photo) break;
        held -= photo.bytes;
        gone.push(photo.key);
      }
      await db.photos.bulkDelete(gone);
      return held + largest <= most;
    },
    take(bytes) {
      held += bytes;
      largest = Math.max(largest, bytes);
    },
  };
}

/** Somebody decides right now: reading the whole queue and its photos would take the machine from under their keys. */
async function isDeciding({ db }: WorkerContext): Promise<boolean> {
  return (await db.outbox.where('state').equals('held').count()) > 0;
}

function queueOf({ db }: WorkerContext): Promise<StoredTicket[]> {
  return db.tickets
    .orderBy('nextDueAt')
    .filter((row) => row.inQueue)
    .toArray();
}

/**
 * Brings the photos under their budget, and `extra` bytes below it, but for the one that was just fetched to be looked at: first full copies that are not for today, the least
 * recently used first; then those for today, the least urgent first; then what was opened just now; thumbnails last.
 */
export async function makeRoom(
  context: WorkerContext,
  { extra = 0, keep }: { extra?: number; keep?: string } = {},
): Promise<void> {
  const { db, now } = context;
  const photos = await photoStock(db);
  let total = bytesOf(photos);
  const most = (await photoBudget(await settings.photoRoom.get(), total)) - extra;
  const old = now() - KEEP_UNUSED_MS;
  if (total <= most && photos.every(({ usedAt }) => usedAt >= old)) return;
  const today = fullCopies(dueToday(await queueOf(context), await serviceNow(context)));
  const gone: string[] = [];
  for (const photo of inOrderOfGoing(photos, today, now())) {
    if (photo.key === keep || (total <= most && photo.usedAt >= old)) continue;
    total -= photo.bytes;
    gone.push(photo.key);
  }
  await db.photos.bulkDelete(gone);
}

type Going = 'spare' | 'today' | 'used' | 'thumb';

function inOrderOfGoing(
  photos: readonly StockedPhoto[],
  today: readonly string[],
  now: number,
): (StockedPhoto & { going: Going })[] {
  const place = new Map(today.map((key, at) => [key, at]));
  const goingOf = ({ key, usedAt }: StockedPhoto): Going => {
    if (isThumb(key)) return 'thumb';
    if (place.has(key)) return 'today';
    return usedAt >= now - JUST_USED_MS ? 'used' : 'spare';
  };
  const all = photos.map((photo) => ({ ...photo, going: goingOf(photo) }));
  const of = (going: Going) => all.filter((photo) => photo.going === going);
  const urgency = ({ key }: StockedPhoto): number => place.get(key) ?? Number.POSITIVE_INFINITY;
  return [
    ...of('spare'),
    ...of('today').sort((a, b) => urgency(b) - urgency(a)),
    ...of('used'),
    ...of('thumb'),
  ];
}

function isThumb(key: string): boolean {
  return key.endsWith(':thumb');
}

function isFull(key: string): boolean {
  return key.endsWith(':display');
}
