/** The answer to "was it the system or the admin?": what a report's changes set off, officer by officer. */
import { and, asc, eq, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import type { NotificationTrail } from '#shared/contract/notification.ts';
import { toWibString } from '#shared/time/wib.ts';
import { officerGrant, user } from '../../tables/account.ts';
import { noticeOut } from '../../tables/notice.ts';
import { notificationReceipt } from '../../tables/notification.ts';
import { event, type TicketRow } from '../../tables/ticket.ts';
import type { ReceiptDeps } from './receipts.ts';

/** Far more than a report ever sets off: a bound for those that were tampered with. */
const MOST = 2_000;

export async function trailOf(
  row: Pick<TicketRow, 'id' | 'number' | 'unit'>,
  { db, units }: Pick<ReceiptDeps, 'db' | 'units'>,
): Promise<NotificationTrail> {
  const officer = { username: user.username, name: user.name };
  const [changes, told, admins, mails] = await db.batch([
    db
      .select({ at: event.at, action: event.action, to: event.to, unit: event.unitTo })
      .from(event)
      .where(and(eq(event.ticketId, row.id), or(isNull(event.from), ne(event.from, event.to), hasMoved())))
      .orderBy(asc(event.version))
      .limit(MOST),
    db
      .select({ receipt: notificationReceipt, officer })
      .from(notificationReceipt)
      .innerJoin(user, eq(user.id, notificationReceipt.officer))
      .where(eq(notificationReceipt.ticketId, row.id))
      .orderBy(asc(notificationReceipt.sentAt))
      .limit(MOST),
    db
      .select(officer)
      .from(officerGrant)
      .innerJoin(user, eq(user.id, officerGrant.officer))
      .where(and(eq(officerGrant.role, 'unit_admin'), eq(officerGrant.unit, row.unit ?? '')))
      .orderBy(asc(user.username)),
    db
      .select({ mail: noticeOut, to: user.username })
      .from(noticeOut)
      .leftJoin(user, eq(user.id, noticeOut.recipient))
      .where(eq(noticeOut.ticketId, row.id))
      .orderBy(asc(noticeOut.createdAt), sql`${noticeOut}.rowid`)
      .limit(MOST),
  ]);
  const officers = new Map<string, NotificationTrail['officers'][number]>();
  const entryOf = ({ username, name }: { username: string | null; name: string }) => {
    const entry = officers.get(username ?? '') ?? { username: username ?? '', name, receipts: [] };
    officers.set(entry.username, entry);
    return entry;
  };
  for (const admin of admins) entryOf(admin);
  for (const { receipt, officer: by } of told) entryOf(by).receipts.push(receiptOf(receipt));
  return {
    number: row.number,
    changes: changes.map(({ at, action, to, unit }) => ({
      at: toWibString(at),
      action,
      to,
      unit: unit === null ? null : units.named(unit),
    })),
    officers: [...officers.values()],
    notices: mails.map(({ mail: { kind, sender, state, why, createdAt, settledAt }, to }) => ({
      kind,
      ...(to === null ? {} : { to }),
      sender,
      state,
      ...(why === null ? {} : { why }),
      createdAt: toWibString(createdAt),
      ...(settledAt === null ? {} : { settledAt: toWibString(settledAt) }),
    })),
  };
}

function hasMoved() {
  return and(isNotNull(event.unitTo), or(isNull(event.unitFrom), ne(event.unitFrom, event.unitTo)));
}

function receiptOf({
  kind,
  sentAt,
  shownAt,
  heldBack,
  openedAt,
  recordedAt,
}: typeof notificationReceipt.$inferSelect): NotificationTrail['officers'][number]['receipts'][number] {
  return {
    kind,
    sentAt: toWibString(sentAt),
    ...(shownAt === null ? {} : { shownAt: toWibString(shownAt) }),
    ...(heldBack === null ? {} : { heldBack }),
    ...(openedAt === null ? {} : { openedAt: toWibString(openedAt) }),
    recordedAt: toWibString(recordedAt),
  };
}
