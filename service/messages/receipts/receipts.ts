/**
 * Keeps what browsers say of their notifications (first word holds, for as long as the retention says), and answers
 * "was it the system or the admin?": what a report's changes set off, officer by officer.
 */
import { and, asc, eq, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { NotificationTrail, Receipt } from '#shared/contract/notification.ts';
import type { Actor } from '#shared/contract/session.ts';
import { DAY, toTimestamp } from '#shared/time/zone.ts';
import type { Config } from '../../platform/settings.ts';
import { officerGrant, user } from '../../tables/account.ts';
import { messageOut } from '../../tables/message.ts';
import { notificationReceipt } from '../../tables/notification.ts';
import { event, type TicketRow } from '../../tables/ticket.ts';
import type { TicketDeps } from '../../tickets/deps.ts';

/** What this part of the service is opened with, and nothing beyond. */
export interface ReceiptDeps
  extends Pick<TicketDeps, 'db' | 'clock' | 'policy' | 'reads' | 'units' | 'accounts'> {
  config: Pick<Config, 'publicUrl'>;
}

/** Rows of one round of the retention: a backlog is worked off beside everything else. */
const ROUND = 1_000;

/**
 * What names a report that the caller may not see, or none at all, is passed over in silence: the answer must not
 * tell which reports there are.
 */
export async function recordReceipts(
  receipts: readonly z.output<typeof Receipt>[],
  actor: Actor,
  { db, clock, reads }: Pick<ReceiptDeps, 'db' | 'clock' | 'reads'>,
): Promise<void> {
  const rows = await reads.byNumbers([...new Set(receipts.map(({ number }) => number))]);
  const seen = new Map((await reads.see(rows, actor)).map(({ row }) => [row.number, row.id]));
  const now = clock.now();
  const past = (instant: string): number => Math.min(now, Date.parse(instant));
  const values = receipts.flatMap(({ id, number, kind, heldBack, ...times }) => {
    const ticketId = seen.get(number);
    if (ticketId === undefined) return [];
    return {
      officer: actor.id,
      id,
      ticketId,
      kind,
      heldBack: heldBack ?? null,
      sentAt: past(times.sentAt),
      shownAt: times.shownAt === undefined ? null : past(times.shownAt),
      openedAt: times.openedAt === undefined ? null : past(times.openedAt),
      recordedAt: now,
    };
  });
  if (values.length === 0) return;
  const { officer, id, shownAt, heldBack, openedAt } = notificationReceipt;
  await db
    .insert(notificationReceipt)
    .values(values)
    .onConflictDoUpdate({
      target: [officer, id],
      set: {
        shownAt: sql`coalesce(${shownAt}, excluded.shown_at)`,
        heldBack: sql`coalesce(${heldBack}, excluded.held_back)`,
        openedAt: sql`coalesce(${openedAt}, excluded.opened_at)`,
      },
    });
}

export async function forgetOldReceipts({
  db,
  clock,
  policy,
}: Pick<ReceiptDeps, 'db' | 'clock' | 'policy'>): Promise<void> {
  const kept = policy.current().retention.receipts.days * DAY;
  const old = db
    .select({ rowid: sql`rowid` })
    .from(notificationReceipt)
    .where(lt(notificationReceipt.recordedAt, clock.now() - kept))
    .limit(ROUND);
  await db.delete(notificationReceipt).where(inArray(sql`rowid`, old));
}

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
      .select({ mail: messageOut, to: user.username })
      .from(messageOut)
      .leftJoin(user, eq(user.id, messageOut.recipient))
      .where(eq(messageOut.ticketId, row.id))
      .orderBy(asc(messageOut.createdAt), sql`${messageOut}.rowid`)
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
      at: toTimestamp(at),
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
      createdAt: toTimestamp(createdAt),
      ...(settledAt === null ? {} : { settledAt: toTimestamp(settledAt) }),
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
    sentAt: toTimestamp(sentAt),
    ...(shownAt === null ? {} : { shownAt: toTimestamp(shownAt) }),
    ...(heldBack === null ? {} : { heldBack }),
    ...(openedAt === null ? {} : { openedAt: toTimestamp(openedAt) }),
    recordedAt: toTimestamp(recordedAt),
  };
}
