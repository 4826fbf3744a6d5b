/**
 * What is to be written, to whom: read off the log after a sequence number, and off limits that come near. Where the
 * log was read to is written in one batch with what came of it, so a crash neither loses a message nor doubles one.
 */
import { randomUUID } from 'node:crypto';
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import {
  type MessageKind,
  type OfficerMessage,
  occasionOf,
  TO_OFFICERS,
  TO_REPORTER,
} from '#shared/contract/messages.ts';
import { trayOf } from '#shared/ticket/tray.ts';
import { DAY } from '#shared/time/zone.ts';
import { runBatch } from '../../platform/db/database.ts';
import type { Lease } from '../../platform/peers/leases.ts';
import { officerGrant, user } from '../../tables/account.ts';
import { messageOut, officerContact } from '../../tables/message.ts';
import { type EventRow, type TicketRow, ticket } from '../../tables/ticket.ts';
import { openLogPlace } from '../log-place.ts';
import { nearLimits } from '../near-limits.ts';
import { contactOf, REPORTER } from './contacts.ts';
import type { MailDeps } from './deps.ts';
import type { Contact, Sender } from './senders/sender.ts';

export type PlanDeps = Pick<MailDeps, 'db' | 'clock'> & { senders: readonly Sender[] };

type Guarded = PlanDeps & { lease: Pick<Lease, 'guard'> };

/** Its row among the marks. */
const MARK = 1;
/** What happened longer ago is no news: the service stood still, messages were off, or it was imported. */
const STALE = DAY;

/** Nobody is written to about what happened before messages were there. */
export async function beginPlanning({ db }: Pick<PlanDeps, 'db'>): Promise<void> {
  await openLogPlace(db, MARK).begin();
}

/** Throws where another process plans by now. */
export async function planMails(needs: Guarded): Promise<void> {
  if (needs.senders.length === 0) return;
  for (let isMore = true; isMore; ) isMore = await planSteps(needs);
  await planLimits(needs);
}

/** True while there is more of the log to read. */
async function planSteps(needs: Guarded): Promise<boolean> {
  const { db, clock } = needs;
  const stretch = await openLogPlace(db, MARK).next();
  if (!stretch) return false;
  const rows: BatchItem<'sqlite'>[] = [];
  for (const step of stretch.steps) {
    if (step.at < clock.now() - STALE) continue;
    rows.push(...(await toReporter(step, needs)), ...(await toOfficers(step, needs)));
  }
  await runBatch(needs, [needs.lease.guard(), ...rows, stretch.passed]);
  return stretch.isMore;
}

async function toReporter(
  { action, seq, ticketId }: EventRow,
  needs: PlanDeps,
): Promise<BatchItem<'sqlite'>[]> {
  const kind = TO_REPORTER[action];
  if (!kind) return [];
  const occasion = occasionOf(kind, seq);
  const rows: BatchItem<'sqlite'>[] = [];
  for (const id of HEARD_BY_MERGED.includes(kind) ? await withMerged(ticketId, needs) : [ticketId]) {
    const contact = await contactOf(REPORTER, id, needs);
    rows.push(...mailTo(REPORTER, contact, { ticketId: id, kind, occasion }, needs));
  }
  return rows;
}

/** How it ended, or did not after all: that is told to those as well whose reports were merged into it. */
const HEARD_BY_MERGED: readonly MessageKind[] = ['selesai', 'ditolak', 'dibuka_kembali'];

/** A report and all that live on in it, through chains of merges. */
async function withMerged(ticketId: number, { db }: PlanDeps): Promise<number[]> {
  const rows = await db.values<[number]>(sql`
    with recursive family(id, number) as (
      select id, number from ticket where id = ${ticketId}
      union
      select t.id, t.number from ticket t join family on t.merged_into = family.number
    )
    select id from family`);
  return rows.map(([id]) => id);
}

async function toOfficers(step: EventRow, needs: PlanDeps): Promise<BatchItem<'sqlite'>[]> {
  const kind = TO_OFFICERS[step.action];
  if (!kind) return [];
  const [row] = await needs.db
    .select({ id: ticket.id, proposedValidator: ticket.proposedValidator })
    .from(ticket)
    .where(eq(ticket.id, step.ticketId));
  if (!row) return [];
  // With whom it lay then: where it has moved on since, the message lapses.
  const desk = trayOf({ status: step.to, unit: step.unitTo });
  return toThoseWhoseTurnItIs({ ...row, desk, unit: step.unitTo }, kind, step.seq, needs);
}

/** Its office, or the validator it is proposed to; nobody where it has neither. */
async function toThoseWhoseTurnItIs(
  { id, desk, unit, proposedValidator }: Pick<TicketRow, 'id' | 'desk' | 'unit' | 'proposedValidator'>,
  kind: OfficerMessage,
  occasion: number,
  needs: PlanDeps,
): Promise<BatchItem<'sqlite'>[]> {
  if (desk === null) return [];
  const about = { ticketId: id, kind, occasion: occasionOf(kind, occasion) };
  const who = desk === 'validator' ? eq(user.id, proposedValidator ?? '') : adminsOf(unit ?? '');
  const officers = await reachable(who, needs);
  return officers.flatMap(({ officer, ...contact }) => mailTo(officer, contact, about, needs));
}

/** Each limit once, also when it has been moved: then it is another one. */
async function planLimits(needs: Guarded): Promise<void> {
  const { db, clock } = needs;
  const now = clock.now();
  for (const row of await nearLimits(db, now)) {
    const rows = await toThoseWhoseTurnItIs(row, 'mendekati_batas', row.nextDueAt, needs);
    if (rows.length > 0) await runBatch(needs, [needs.lease.guard(), ...rows]);
  }
}

function adminsOf(unit: string): SQL | undefined {
  return and(eq(officerGrant.role, 'unit_admin'), eq(officerGrant.unit, unit));
}

/** Officers who may still work here and said where they want messages. */
async function reachable(who: SQL | undefined, { db }: PlanDeps): Promise<(Contact & { officer: string })[]> {
  return db
    .selectDistinct({
      officer: officerContact.officer,
      email: officerContact.email,
      phone: officerContact.phone,
    })
    .from(officerContact)
    .innerJoin(user, and(eq(user.id, officerContact.officer), isNull(user.disabledAt)))
    .innerJoin(officerGrant, eq(officerGrant.officer, user.id))
    .where(who);
}

/** By the first sender that reaches them: one message, not one for every way. */
function mailTo(
  recipient: string,
  contact: Contact,
  about: { ticketId: number; kind: MessageKind; occasion: string },
  { db, clock, senders }: PlanDeps,
): BatchItem<'sqlite'>[] {
  const sender = senders.find(({ addressOf }) => addressOf(contact) !== null);
  if (!sender) return [];
  const now = clock.now();
  const row = { ...about, id: randomUUID(), recipient, sender: sender.name, createdAt: now, nextAt: now };
  return [
    db
      .insert(messageOut)
      .values({ ...row, state: 'waiting' })
      .onConflictDoNothing(),
  ];
}
