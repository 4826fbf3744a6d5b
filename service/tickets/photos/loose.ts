/**
 * Photos that come before what they belong to: each waits a day, for its uploader alone, and is taken out by the call
 * that names it.
 */
import { createHash, randomUUID } from 'node:crypto';
import { and, count, eq, gt, inArray, lte, sum } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { unionAll } from 'drizzle-orm/sqlite-core';
import { MAX_UPLOAD_BYTES } from '#shared/contract/evidence.ts';
import { type LoosePhoto, PHOTO_KEPT, PHOTO_QUOTA } from '#shared/contract/photos.ts';
import type { Actor } from '#shared/contract/session.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Asked, UploadedFile } from '../../platform/http/env.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import { loosePhoto, photoUpload } from '../../tables/evidence.ts';
import { photoRemoval } from '../../tables/privacy.ts';
import type { TicketDeps } from '../deps.ts';

/** Throws 413 when too many, or too large ones, of this uploader wait already. */
export async function addLoose(
  bytes: Uint8Array,
  actor: Actor,
  { db, clock, photos }: Pick<TicketDeps, 'db' | 'clock' | 'photos'>,
): Promise<LoosePhoto> {
  const id = randomUUID();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const expiresAt = clock.now() + PHOTO_KEPT;
  // Counted with its own row: however many come at once, all of them are seen.
  await db.insert(loosePhoto).values({ id, uploader: actor.id, sha256, bytes: bytes.length, expiresAt });
  try {
    await requireRoom(db, actor);
    await photos.keep(sha256, bytes).finally(() => photos.letGo(sha256));
  } catch (error) {
    await db.delete(loosePhoto).where(eq(loosePhoto.id, id));
    throw error;
  }
  return { id, sha256, expiresAt: toTimestamp(expiresAt) };
}

/** Throws 413 where what the uploader has waiting, or under way, is more than they may have. */
export async function requireRoom(db: Db, actor: Actor): Promise<void> {
  const most = PHOTO_QUOTA[actor.role === 'api_client' ? 'system' : 'officer'];
  const all = unionAll(
    db.select({ bytes: loosePhoto.bytes }).from(loosePhoto).where(eq(loosePhoto.uploader, actor.id)),
    db.select({ bytes: photoUpload.bytes }).from(photoUpload).where(eq(photoUpload.uploader, actor.id)),
  ).as('all_of_theirs');
  const [waiting] = await db.select({ photos: count(), bytes: sum(all.bytes).mapWith(Number) }).from(all);
  if (waiting && waiting.photos <= most.photos && (waiting.bytes ?? 0) <= most.bytes) return;
  const values = { photos: most.photos, megabytes: most.bytes / 1_000_000 };
  throw new HttpProblem('too-large', { detail: { key: 'tickets.refused.photos_wait_already', values } });
}

/** What a call carries under each of `fields`: the photos its JSON names, then those sent along. Throws 413, 422. */
export async function filesWith(
  c: Asked,
  body: object,
  fields: readonly string[],
  services: Pick<TicketDeps, 'db' | 'clock' | 'photos'>,
): Promise<UploadedFile[]> {
  const named = Object.entries(body).flatMap(([field, ids]) =>
    fields.includes(field) && Array.isArray(ids)
      ? ids.map((id, at) => ({ field, id: String(id), path: `${field}.${at}` }))
      : [],
  );
  const found = named.length === 0 ? [] : await findLoose(named, c.get('actor'), services);
  return [...found, ...c.get('files')];
}

interface Named {
  field: string;
  id: string;
  path: string;
}

async function findLoose(
  named: readonly Named[],
  actor: Actor,
  { db, clock, photos }: Pick<TicketDeps, 'db' | 'clock' | 'photos'>,
): Promise<UploadedFile[]> {
  const ids = named.map(({ id }) => id);
  const mine = and(
    inArray(loosePhoto.id, ids),
    eq(loosePhoto.uploader, actor.id),
    gt(loosePhoto.expiresAt, clock.now()),
  );
  const rows = new Map((await db.select().from(loosePhoto).where(mine)).map((row) => [row.id, row]));
  const size = named.reduce((all, { id }) => all + (rows.get(id)?.bytes ?? 0), 0);
  if (size > MAX_UPLOAD_BYTES) throw new HttpProblem('too-large');
  return Promise.all(
    named.map(async ({ field, id, path }) => {
      const row = rows.get(id);
      const bytes = row ? await photos.original(row.sha256) : null;
      if (bytes === null) throw invalid(path, 'unknown', 'tickets.refused.no_such_photo_waits');
      return { field, bytes, loose: id };
    }),
  );
}

/** Belongs into the batch of the change that they came with. */
export function takenOut(db: Db, files: readonly UploadedFile[]): BatchItem<'sqlite'>[] {
  const ids = files.flatMap(({ loose }) => loose ?? []);
  return ids.length === 0 ? [] : [db.delete(loosePhoto).where(inArray(loosePhoto.id, ids))];
}

/** Rows of a round; the next one follows at once. */
const AT_ONCE = 500;

/** What nobody named in time goes. */
export async function forgetExpired({ db, clock }: Pick<TicketDeps, 'db' | 'clock'>): Promise<void> {
  for (;;) {
    const old = await db
      .select()
      .from(loosePhoto)
      .where(lte(loosePhoto.expiresAt, clock.now()))
      .limit(AT_ONCE);
    if (old.length === 0) return;
    await forget(old, db);
  }
}

/** Its file goes with the erased ones, unless somebody shows the same. */
export async function forget(photos: readonly (typeof loosePhoto.$inferSelect)[], db: Db): Promise<void> {
  const removals = [...new Set(photos.map(({ sha256 }) => sha256))].map((sha256) => ({ sha256 }));
  const ids = photos.map(({ id }) => id);
  await db.batch([
    db.insert(photoRemoval).values(removals).onConflictDoNothing(),
    db.delete(loosePhoto).where(inArray(loosePhoto.id, ids)),
  ]);
}
