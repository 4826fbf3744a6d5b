/** Photos that come with a filing or an action: read once, kept on disk first, and told to the log by their hash. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { MAX_PIXELS, MAX_REPORT_PHOTOS } from '#shared/contract/evidence.ts';
import type { PhotoKind } from '#shared/contract/ticket.ts';
import type { ReadPhoto } from '../../evidence/photo-outcome.ts';
import { photoRows } from '../../evidence/rows.ts';
import { randomHex } from '../../platform/chance.ts';
import { filesOf } from '../../platform/http/body.ts';
import type { UploadedFile } from '../../platform/http/env.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import type { TicketDeps } from '../deps.ts';
import { factsHash, type Step } from '../ledger.ts';

export interface IntakePhoto {
  kind: PhotoKind;
  bytes: Uint8Array;
  read: ReadPhoto;
}

export interface KeptPhotos {
  /** For the event: ids, kinds and file hashes. */
  inEvent: NonNullable<NonNullable<Step['data']>['photos']>;
  /** Rows for the batch of the change. */
  rows(number: string, now: number): BatchItem<'sqlite'>[];
  /** To be called once the batch is written, or has failed for good. */
  letGo(): void;
}

const NO_PHOTOS: KeptPhotos = { inEvent: [], rows: () => [], letGo: () => {} };

/** Throws 422 when more files came under a name than are taken. */
export function requireAtMost(field: string, files: readonly unknown[], most: number): void {
  if (files.length <= most) return;
  throw invalid(field, 'too-many', {
    key: 'tickets.refused.most_files_were_sent',
    values: { most, field, sent: files.length },
  });
}

/**
 * Writes the files, then hands out the rows: a crash in between leaves a file that nobody names, never a row
 * without its file.
 */
export async function keepPhotos(
  photos: readonly IntakePhoto[],
  followUp: number | null,
  { db, photos: store }: Pick<TicketDeps, 'db' | 'photos'>,
): Promise<KeptPhotos> {
  const letGo = (): void => {
    for (const { read } of photos) store.letGo(read.facts.sha256);
  };
  const written = await Promise.allSettled(
    photos.map(({ bytes, read }) => store.keep(read.facts.sha256, bytes)),
  );
  const failed = written.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') {
    letGo();
    throw failed.reason;
  }
  const kept = photos.map((photo, i) => ({
    ...photo,
    id: randomUUID(),
    salt: randomHex(16),
    position: photos.slice(0, i).filter(({ kind }) => kind === photo.kind).length,
  }));
  return {
    inEvent: kept.map(({ id, kind, salt, read: { facts } }) => ({
      id,
      kind,
      sha256: facts.sha256,
      facts: factsHash(salt, facts),
    })),
    rows: (number, now) =>
      kept.flatMap(({ id, kind, salt, position, read }) =>
        photoRows(db, {
          id,
          ticketId: sql`(select id from ticket where number = ${number})`,
          kind,
          followUp,
          position,
          facts: read.facts,
          factsSalt: salt,
          print: read.print,
          isUncompared: read.isUncompared,
          createdAt: now,
        }),
      ),
    letGo,
  };
}

/** The citizen's photos. Throws 413 for one over 50 megapixels, 422 for too many. */
export async function readReportPhotos(
  files: readonly UploadedFile[],
  services: Pick<TicketDeps, 'db' | 'photos' | 'reader'>,
): Promise<KeptPhotos> {
  const bytes = filesOf(files, 'photos');
  if (bytes.length === 0) return NO_PHOTOS;
  requireAtMost('photos', bytes, MAX_REPORT_PHOTOS);
  return keepPhotos(await readAll(bytes, 'report', services), null, services);
}

/** Reads in parallel as far as the pool has processes, until `signal`: the rest is pending. Throws 413. */
export async function readAll(
  files: readonly Uint8Array[],
  kind: PhotoKind,
  { reader }: Pick<TicketDeps, 'reader'>,
  signal: AbortSignal = reader.patience(),
): Promise<IntakePhoto[]> {
  return Promise.all(
    files.map(async (bytes) => {
      const read = await reader.read(bytes, signal);
      if (read.kind === 'too_many_pixels') throw tooManyPixels(read);
      return { kind, bytes, read };
    }),
  );
}

/** Says which size came and which is taken: no finding, because nothing is wrong with the evidence. */
export function tooManyPixels({ width, height }: { width: number; height: number }): HttpProblem {
  const sent = Math.round((width * height) / 1_000_000);
  const most = MAX_PIXELS / 1_000_000;
  return new HttpProblem('too-large', {
    detail: { key: 'tickets.refused.photo_megapixels_most_make', values: { sent, most } },
  });
}
