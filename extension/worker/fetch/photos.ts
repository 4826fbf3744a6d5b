/**
 * Photos in the store: fetched with the bearer token an `<img>` cannot carry. The thumbnails of the whole queue are
 * there before they are asked for, service or not; what was not looked at for long goes, large copies first.
 */
import { ProblemError } from '#shared/contract/client.ts';
import { DAY, MINUTE } from '#shared/time/zone.ts';
import { call, type WorkerContext, whileSignedIn } from '../../connection/service.ts';
import { hasCopies, isQuotaError, photoStock, type StockedPhoto } from '../../store/photos.ts';

const MB = 1024 * 1024;
/** Two thousand reports with three thumbnails each; browsers give an extension far more. */
const MOST_BYTES = 200 * MB;
/** Of what the browser says there is, ours at most: the rest is for texts and decisions. */
const SHARE = 0.5;
const KEEP_UNUSED_MS = 14 * DAY;
/** So long those who decide one report after the other keep the machine to themselves. */
const DECIDING_PAUSE_MS = MINUTE;
/** A quarter of the calls a minute that the service grants an officer, at two rounds a minute. */
const PER_ROUND = 75;

/** ms; when the last fetching ahead began. A worker that died fetches once more than it had to. */
let fetchedAt = Number.NEGATIVE_INFINITY;

export async function fetchPhoto(
  context: WorkerContext,
  id: string,
  as: 'thumb' | 'display' | 'original',
): Promise<void> {
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
    await makeRoom(context, data.size * 10);
    await put();
  }
  if (as !== 'thumb') await makeRoom(context);
}

/**
 * Fetches missing thumbnails of the queue in its order, one after another. `isWanted`: whether the worker has
 * something better to do; decisions never wait for photos.
 */
export async function fetchAhead(context: WorkerContext, isWanted: () => boolean): Promise<void> {
  const { db } = context;
  if (context.now() - fetchedAt < DECIDING_PAUSE_MS && (await isDeciding(context))) return;
  fetchedAt = context.now();
  const held = new Set(await db.photos.toCollection().primaryKeys());
  const rows = await db.tickets
    .orderBy('[rank+nextDueAt]')
    .filter((row) => row.inQueue)
    .toArray();
  const wanted = rows
    .flatMap((row) => row.item.photos)
    .filter((photo) => hasCopies(photo) && !held.has(`${photo.id}:thumb`))
    .slice(0, PER_ROUND);
  for (const photo of wanted) {
    if (isWanted()) break;
    try {
      await fetchPhoto(context, photo.id, 'thumb');
    } catch (error) {
      // No space even after making some: reading goes on without further thumbnails.
      if (isQuotaError(error)) break;
      // One photo that cannot be shown (no right to it) must not keep the others away.
      if (!(error instanceof ProblemError)) throw error;
      if (error.problem.status === 429 || error.problem.status >= 500) break;
    }
  }
  await makeRoom(context);
}

/** Somebody decides right now: reading the whole queue and its photos would take the machine from under their keys. */
async function isDeciding({ db }: WorkerContext): Promise<boolean> {
  return (await db.outbox.where('state').equals('held').count()) > 0;
}

/** Brings the photos under their budget, and `extra` bytes below it. */
export async function makeRoom({ db, now }: WorkerContext, extra = 0): Promise<void> {
  const photos = await photoStock(db);
  const most = (await budget(sum(photos))) - extra;
  const old = now() - KEEP_UNUSED_MS;
  let total = sum(photos);
  const gone: string[] = [];
  for (const photo of [...photos.filter((p) => !isThumb(p)), ...photos.filter(isThumb)]) {
    if (total <= most && photo.usedAt >= old) continue;
    total -= photo.bytes;
    gone.push(photo.key);
  }
  await db.photos.bulkDelete(gone);
}

/** Where the browser tells what it has, no more than a share of it. `held`: bytes of photos now. */
async function budget(held: number): Promise<number> {
  const { quota, usage } = (await globalThis.navigator?.storage?.estimate?.()) ?? {};
  if (quota === undefined || usage === undefined) return MOST_BYTES;
  return Math.min(MOST_BYTES, Math.max(0, (quota - usage + held) * SHARE));
}

function sum(photos: readonly StockedPhoto[]): number {
  return photos.reduce((total, { bytes }) => total + bytes, 0);
}

function isThumb({ key }: StockedPhoto): boolean {
  return key.endsWith(':thumb');
}
