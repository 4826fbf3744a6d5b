/** A stored photo for one reader: by role, and every look at an original on record. */
import { and, eq, isNull } from 'drizzle-orm';
import { type Actor, hasRole } from '#shared/contract/session.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { type PhotoRow, photo } from '../../tables/evidence.ts';
import { photoLook } from '../../tables/ticket.ts';
import type { TicketDeps } from '../deps.ts';
import { hadItOnce } from '../standing.ts';
import { maySeePhoto } from './show-photos.ts';

const TYPES = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  heic: 'image/heic',
} as const;

/** Null where there is no such photo or this officer may not see it: the two look alike. */
export async function findPhoto(
  services: Pick<TicketDeps, 'db' | 'reads'>,
  id: string,
  actor: Actor,
): Promise<PhotoRow | null> {
  const [row] = await services.db
    .select()
    .from(photo)
    .where(and(eq(photo.id, id), isNull(photo.erasedAt)));
  if (!row) return null;
  const ticket = await services.reads.byId(row.ticketId);
  if (!ticket) return null;
  const [seen] = await services.reads.see([ticket], actor);
  if (!seen || hadItOnce(seen.standings)) return null;
  return maySeePhoto(actor, ticket, row.kind) ? row : null;
}

/** With its hash, by which its file is found. */
export type FoundPhoto = PhotoRow;

interface Bytes {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
}

/** Originals carry metadata: for validators and supervisors only, and logged. */
export async function originalBytes(
  services: Pick<TicketDeps, 'db' | 'photos' | 'clock'>,
  row: PhotoRow,
  actor: Actor,
): Promise<Bytes> {
  if (!hasRole(actor, 'validator', 'supervisor')) throw new HttpProblem('forbidden');
  const bytes = await services.photos.original(row.sha256);
  if (!bytes) throw await notShown(services, row);
  await services.db
    .insert(photoLook)
    .values({ photoId: row.id, officer: actor.id, at: services.clock.now() });
  const { format } = row.facts;
  return { bytes, type: format === null ? 'application/octet-stream' : TYPES[format] };
}

/** Copies carry no metadata. */
export async function copyBytes(
  services: Pick<TicketDeps, 'db' | 'photos'>,
  row: PhotoRow,
  as: 'thumb' | 'display',
): Promise<Bytes> {
  const bytes = await services.photos.copy(row.sha256, as);
  if (!bytes) throw await notShown(services, row);
  return { bytes, type: 'image/webp' };
}

const WHY = {
  missing: 'tickets.refused.photo_file_missing',
  altered: 'tickets.refused.photo_file_altered',
} as const;

async function notShown({ db, photos }: Pick<TicketDeps, 'db' | 'photos'>, { id, sha256 }: PhotoRow) {
  const [there] = await db
    .select({ id: photo.id })
    .from(photo)
    .where(and(eq(photo.id, id), isNull(photo.erasedAt)));
  // Erased meanwhile: its file is meant to be gone.
  const fault = there ? await photos.faultOf(sha256) : null;
  if (fault !== null) return new HttpProblem('photo-lost', { detail: WHY[fault] });
  return new HttpProblem('not-found', there ? { detail: 'tickets.refused.photo_cannot_shown_browser' } : {});
}
