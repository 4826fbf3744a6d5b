/** Who looked at a report's originals, and who got a copy of its reporter's data. */
import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { LooksPage } from '#shared/contract/privacy.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { user } from '../../tables/account.ts';
import { photo } from '../../tables/evidence.ts';
import { dataExport } from '../../tables/privacy.ts';
import { photoLook } from '../../tables/ticket.ts';
import type { PrivacyDeps } from './erase.ts';

const DEFAULT_LIMIT = 50;
const EXPORTS = 200;
const Place = z.tuple([z.number()]);

export async function looksAt(
  ticketId: number,
  query: { cursor?: string | undefined; limit?: number | undefined },
  { db }: Pick<PrivacyDeps, 'db'>,
): Promise<LooksPage> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const before = query.cursor === undefined ? null : fromCursor(query.cursor, Place);
  const [looks, exports] = await db.batch([
    db
      .select({
        id: photoLook.id,
        at: photoLook.at,
        photo: photo.id,
        kind: photo.kind,
        username: user.username,
        name: user.name,
      })
      .from(photo)
      .innerJoin(photoLook, eq(photoLook.photoId, photo.id))
      .innerJoin(user, eq(user.id, photoLook.officer))
      .where(and(eq(photo.ticketId, ticketId), before === null ? undefined : lt(photoLook.id, before[0])))
      .orderBy(desc(photoLook.id))
      .limit(limit + 1),
    db
      .select({ at: dataExport.at, reason: dataExport.reason, username: user.username })
      .from(dataExport)
      .leftJoin(user, eq(user.id, dataExport.officer))
      .where(eq(dataExport.ticketId, ticketId))
      .orderBy(desc(dataExport.id))
      .limit(EXPORTS),
  ]);
  const page = looks.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ id: _, at, username, ...look }) => ({
      at: toTimestamp(at),
      username: username ?? '',
      ...look,
    })),
    next: looks.length > limit && last ? toCursor([last.id]) : null,
    exports: exports.map(({ at, reason, username }) => ({
      at: toTimestamp(at),
      ...(username === null ? {} : { username }),
      ...(reason === null ? {} : { reason }),
    })),
  };
}
