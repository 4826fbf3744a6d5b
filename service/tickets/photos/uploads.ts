/**
 * Photos that come in pieces: each is a row and a file that grows, whose size is how far it is. Once whole it is a photo
 * like any other that waits, under the id it had. Who sends a piece, their credential says; from which address is all one.
 */
import { createHash, randomUUID } from 'node:crypto';
import { open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { and, eq, gt, lte } from 'drizzle-orm';
import { PHOTO_KEPT, type PhotoUpload } from '#shared/contract/photos.ts';
import type { Actor } from '#shared/contract/session.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { makeFolder } from '../../platform/make-folder.ts';
import { loosePhoto, photoUpload } from '../../tables/evidence.ts';
import type { TicketDeps } from '../deps.ts';
import { forget, requireRoom } from './loose.ts';
import { newestAlone } from './newest-alone.ts';

export interface Standing extends PhotoUpload {
  /** As the uploader wrote it. */
  metadata: string | null;
}

export interface PhotoUploads {
  /** Throws 413 when too many, or too large ones, of this uploader wait already. */
  start(length: number, metadata: string | null, actor: Actor): Promise<Standing>;
  /** Ends a piece that still comes: whoever asks has lost that line. Throws 404, also for another's. */
  find(id: string, actor: Actor): Promise<Standing>;
  /** What comes before a line breaks stays. Throws 404, 409, 413, 400. */
  append(id: string, offset: number, body: ReadableStream<Uint8Array>, actor: Actor): Promise<Standing>;
  /** Whole or not. Throws 404. */
  drop(id: string, actor: Actor): Promise<void>;
  /** What was not whole in time goes, and files of which no row knows. */
  forgetExpired(): Promise<void>;
  /** Ends what still comes. */
  stop(): void;
}

type Row = typeof photoUpload.$inferSelect;
type Whole = typeof loosePhoto.$inferSelect;

export function openPhotoUploads(
  folder: string,
  services: Pick<TicketDeps, 'db' | 'clock' | 'photos'>,
): PhotoUploads {
  const { db, clock, photos } = services;
  const { alone, stop } = newestAlone();
  const fileOf = (id: string): string => join(folder, id);

  /** As it stands now; one that was whole when the service fell is a photo from here on. */
  async function settle(id: string, actor: Actor): Promise<Standing> {
    const row = await findRow(id, actor, services);
    if (isWhole(row)) return standingOf(row, row.bytes);
    const offset = await sizeOf(fileOf(row.id));
    return offset === row.bytes ? finish(row) : standingOf(row, offset);
  }

  async function finish({ id, uploader, bytes: size, metadata }: Row): Promise<Standing> {
    const bytes = await readFile(fileOf(id));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const whole: Whole = { id, uploader, sha256, bytes: size, expiresAt: clock.now() + PHOTO_KEPT };
    try {
      await photos.keep(sha256, bytes);
      await db.batch([
        db.insert(loosePhoto).values(whole),
        db.delete(photoUpload).where(eq(photoUpload.id, id)),
      ]);
    } finally {
      photos.letGo(sha256);
    }
    await rm(fileOf(id), { force: true });
    return { ...standingOf(whole, size), metadata };
  }

  return {
    async start(length, metadata, actor) {
      const id = randomUUID();
      const row: Row = {
        id,
        uploader: actor.id,
        bytes: length,
        metadata,
        expiresAt: clock.now() + PHOTO_KEPT,
      };
      // Counted with its own row: however many are started at once, all of them are seen.
      await db.insert(photoUpload).values(row);
      try {
        await requireRoom(db, actor);
        makeFolder(folder, 0o700);
        await writeFile(fileOf(id), '', { flag: 'wx', mode: 0o600 });
      } catch (error) {
        await db.delete(photoUpload).where(eq(photoUpload.id, id));
        throw error;
      }
      return standingOf(row, 0);
    },

    async find(id, actor) {
      await findRow(id, actor, services);
      return alone(id, () => settle(id, actor));
    },

    async append(id, offset, body, actor) {
      await findRow(id, actor, services);
      return alone(id, async (signal) => {
        const { offset: there, length } = await settle(id, actor);
        if (offset !== there) throw new HttpProblem('wrong-offset');
        if (signal.aborted) throw new HttpProblem('in-progress', { detail: TAKEN_OVER });
        if (there < length) await write(fileOf(id), body, length - there, signal);
        return settle(id, actor);
      });
    },

    async drop(id, actor) {
      await findRow(id, actor, services);
      await alone(id, async () => {
        const row = await findRow(id, actor, services);
        if (isWhole(row)) return forget([row], db);
        await db.delete(photoUpload).where(eq(photoUpload.id, id));
        await rm(fileOf(id), { force: true });
      });
    },

    async forgetExpired() {
      await db.delete(photoUpload).where(lte(photoUpload.expiresAt, clock.now()));
      const files = await readdir(folder).catch(() => []);
      if (files.length === 0) return;
      // Listed before: a row is there before its file, and gone before it.
      const known = new Set((await db.select({ id: photoUpload.id }).from(photoUpload)).map(({ id }) => id));
      const lost = files.filter((id) => !known.has(id));
      await Promise.all(lost.map((id) => rm(fileOf(id), { force: true })));
    },

    stop,
  };
}

/** The uploader's own. Throws 404. */
async function findRow(
  id: string,
  actor: Actor,
  { db, clock }: Pick<TicketDeps, 'db' | 'clock'>,
): Promise<Row | Whole> {
  const now = clock.now();
  const [row] = await db
    .select()
    .from(photoUpload)
    .where(and(eq(photoUpload.id, id), eq(photoUpload.uploader, actor.id), gt(photoUpload.expiresAt, now)));
  if (row) return row;
  const [whole] = await db
    .select()
    .from(loosePhoto)
    .where(and(eq(loosePhoto.id, id), eq(loosePhoto.uploader, actor.id), gt(loosePhoto.expiresAt, now)));
  if (whole) return whole;
  throw new HttpProblem('not-found');
}

function isWhole(row: Row | Whole): row is Whole {
  return 'sha256' in row;
}

function standingOf(row: Row | Whole, offset: number): Standing {
  return {
    id: row.id,
    offset,
    length: row.bytes,
    expiresAt: toTimestamp(row.expiresAt),
    ...(isWhole(row) ? { sha256: row.sha256, metadata: null } : { metadata: row.metadata }),
  };
}

/** A database that was put back knows of uploads whose files are not there. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    throw new HttpProblem('not-found');
  }
}

/** At the end of a file, `left` bytes at most. */
async function write(
  path: string,
  body: ReadableStream<Uint8Array>,
  left: number,
  signal: AbortSignal,
): Promise<void> {
  const file = await open(path, 'a', 0o600);
  const reader = body.getReader();
  // A stream's own iterator is not ended while it waits for bytes; a reader is.
  const stop = (): void => void reader.cancel().catch(() => {});
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    for (let room = left; ; ) {
      const { done, value } = await reader.read().catch(() => {
        throw new HttpProblem('malformed');
      });
      if (signal.aborted) throw new HttpProblem('in-progress', { detail: TAKEN_OVER });
      if (done) return;
      room -= value.byteLength;
      if (room < 0) throw overflows(left);
      await file.appendFile(value);
    }
  } finally {
    await file.sync().finally(() => file.close());
  }
}

const TAKEN_OVER = 'tickets.refused.upload_taken_over';

function overflows(left: number): HttpProblem {
  return new HttpProblem('too-large', {
    detail: { key: 'tickets.refused.upload_overflows', values: { left } },
  });
}
