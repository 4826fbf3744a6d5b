/** Photos in the replica: fetched with the bearer token an `<img>` cannot carry, the least used go first. */
import { ProblemError } from '#shared/contract/client.ts';
import { hasCopies } from '../replica/copies.ts';
import type { WorkerContext } from './context.ts';
import { call } from './service.ts';

const MOST_BYTES = 200 * 1024 * 1024;
/** Reports at the head of the queue whose thumbnails are there before they are asked for, service or not. */
const AHEAD = 40;

export async function fetchPhoto(
  context: WorkerContext,
  id: string,
  as: 'thumb' | 'display' | 'original',
): Promise<void> {
  const { db } = context;
  const key = `${id}:${as}`;
  if ((await db.photos.update(key, { usedAt: context.now() })) > 0) return;
  const { data } = await call(context, 'getPhoto', { params: { id }, query: { as } });
  await db.photos.put({ key, blob: data, bytes: data.size, usedAt: context.now() });
  await makeRoom(context);
}

/** Fetches the thumbnails of what comes next, one after another, so that decisions never wait for them. */
export async function fetchAhead(context: WorkerContext): Promise<void> {
  const { db } = context;
  const rows = await db.tickets
    .orderBy('[rank+nextDueAt]')
    .filter((row) => row.inQueue)
    .limit(AHEAD)
    .toArray();
  const held = new Set(await db.photos.toCollection().primaryKeys());
  const wanted = rows
    .flatMap((row) => row.item.photos)
    .filter((photo) => hasCopies(photo) && !held.has(`${photo.id}:thumb`));
  for (const photo of wanted) {
    try {
      await fetchPhoto(context, photo.id, 'thumb');
    } catch (error) {
      // One photo that cannot be shown (no right to it) must not keep the others away.
      if (!(error instanceof ProblemError)) throw error;
      if (error.problem.status === 429 || error.problem.status >= 500) return;
    }
  }
}

async function makeRoom({ db }: WorkerContext): Promise<void> {
  const photos = await db.photos.orderBy('usedAt').toArray();
  let total = photos.reduce((sum, photo) => sum + photo.bytes, 0);
  const gone: string[] = [];
  for (const photo of photos) {
    if (total <= MOST_BYTES) break;
    total -= photo.bytes;
    gone.push(photo.key);
  }
  await db.photos.bulkDelete(gone);
}
