/** A copy of everything that is kept about a reporter in one report, as UU 27/2022 art. 7 gives them a right to. */
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { ReporterExport } from '#shared/contract/privacy.ts';
import { Reporter } from '#shared/contract/ticket.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { REPORTER } from '../../messages/mail/contacts.ts';
import { officerGrant } from '../../tables/account.ts';
import { photo } from '../../tables/evidence.ts';
import { messageOut } from '../../tables/message.ts';
import { dataExport } from '../../tables/privacy.ts';
import { event, photoLook, type TicketRow, ticketText } from '../../tables/ticket.ts';
import { isOwnRating } from '../../tickets/tracking/track.ts';
import type { PrivacyDeps } from './erase.ts';

/** `officer`: who asked on the reporter's behalf; they are not told who it was. Null = the reporter themselves. */
export async function exportReporter(
  row: TicketRow,
  officer: { id: string; reason: string } | null,
  services: PrivacyDeps,
): Promise<ReporterExport> {
  const { db, clock } = services;
  const [events, texts, photos, looks, notices] = await db.batch([
    db.select().from(event).where(eq(event.ticketId, row.id)).orderBy(asc(event.version)),
    db.select().from(ticketText).where(eq(ticketText.ticketId, row.id)),
    db
      .select()
      .from(photo)
      .where(and(eq(photo.ticketId, row.id), eq(photo.kind, 'report'), isNull(photo.erasedAt)))
      .orderBy(asc(photo.position)),
    db
      .selectDistinct({ id: photoLook.id, at: photoLook.at, role: officerGrant.role })
      .from(photoLook)
      .innerJoin(photo, and(eq(photo.id, photoLook.photoId), eq(photo.kind, 'report')))
      .innerJoin(officerGrant, eq(officerGrant.officer, photoLook.officer))
      .where(eq(photo.ticketId, row.id))
      .orderBy(asc(photoLook.id)),
    db
      .select()
      .from(messageOut)
      .where(and(eq(messageOut.ticketId, row.id), eq(messageOut.recipient, REPORTER)))
      .orderBy(asc(messageOut.createdAt)),
  ]);
  // Before anything is handed out: a copy that left no trace would be worse than a trace without a copy.
  await db.insert(dataExport).values({
    ticketId: row.id,
    officer: officer?.id ?? null,
    reason: officer?.reason ?? null,
    at: clock.now(),
  });
  const bodies = new Map(texts.map(({ id, body }) => [id, body]));
  const given = events[0]?.data.texts ?? {};
  const said = (kind: string): string | undefined => bodies.get(given[kind]?.id ?? '');
  const [description, address, point, reporter] = ['description', 'address', 'point', 'reporter'].map(said);
  const originals = await Promise.all(photos.map(({ sha256 }) => services.photos.original(sha256)));
  return {
    number: row.number,
    ...(row.externalNumber === null ? {} : { externalNumber: row.externalNumber }),
    status: row.status,
    channel: row.channel,
    category: row.category,
    private: row.private,
    reportedAt: toTimestamp(row.reportedAt),
    receivedAt: toTimestamp(row.receivedAt),
    ...(row.closedAt === null ? {} : { closedAt: toTimestamp(row.closedAt) }),
    ...(description === undefined ? {} : { description }),
    ...(address === undefined ? {} : { address }),
    ...(point === undefined ? {} : { point: JSON.parse(point) }),
    ...(reporter === undefined || officer ? {} : { reporter: Reporter.parse(JSON.parse(reporter)) }),
    ratings: events.filter(isOwnRating).map(({ at, data }) => {
      const comment = bodies.get(data.texts?.comment?.id ?? '');
      return {
        at: toTimestamp(at),
        ...(data.stars === undefined ? {} : { stars: data.stars }),
        ...(comment === undefined ? {} : { comment }),
      };
    }),
    photos: photos.map(({ id, facts }, index) => {
      const original = originals[index];
      return { id, facts, ...(original ? { original: original.toString('base64') } : {}) };
    }),
    notices: notices.map(({ createdAt, kind, sender, state }) => ({
      at: toTimestamp(createdAt),
      kind,
      sender,
      state,
    })),
    looks: looks.map(({ at, role }) => ({ at: toTimestamp(at), role })),
    erasures: events
      .filter(({ action }) => action === 'hapus_data')
      .map(({ at, actorRole }) => ({ at: toTimestamp(at), by: actorRole })),
  };
}
