/**
 * Whom to tell of what: read off the log after a sequence number, and off limits that come near. Where the log was read to is
 * written in one batch with what came of it.
 */
import { randomUUID } from 'node:crypto';
import { and, eq, inArray, isNull, lte, notExists, type SQL } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { NotificationKind } from '#shared/contract/notification.ts';
import { trayOf } from '#shared/ticket/tray.ts';
import { HOUR } from '#shared/time/zone.ts';
import { livingSessions } from '../../people/accounts/sessions.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import { systemClock } from '../../platform/clock.ts';
import { runBatch } from '../../platform/db/database.ts';
import type { Lease } from '../../platform/peers/leases.ts';
import { officerGrant, session, user } from '../../tables/account.ts';
import { pushOut, pushSubscription } from '../../tables/push.ts';
import { type EventRow, type TicketRow, ticket } from '../../tables/ticket.ts';
import { isInArea } from '../../tickets/standing.ts';
import { openLogPlace } from '../log-place.ts';
import { nearLimits } from '../near-limits.ts';
import { withinHours } from './hours.ts';
import { choicesOf, type PushDeps } from './subscriptions.ts';

export type PushPlanDeps = Pick<PushDeps, 'db' | 'clock'> & { units: UnitDirectory };

type Guarded = PushPlanDeps & { lease: Pick<Lease, 'guard'> };

/** Its row among the marks, beside those of mail and of accounts. */
const MARK = 3;
/** What happened longer ago is no news, and a browser that was off for so long shows it on its page. */
const FRESH = 6 * HOUR;

/** Nobody is told of what happened before there were pushes. */
export async function beginPushes({ db }: Pick<PushPlanDeps, 'db'>): Promise<void> {
  await openLogPlace(db, MARK).begin();
}

/** Where there is nobody to tell, the log need not be read. Whoever subscribes meanwhile is told all the same. */
export async function passNews(needs: Guarded): Promise<void> {
  const { db, lease } = needs;
  const nobody = notExists(db.select({ id: pushSubscription.id }).from(pushSubscription));
  await runBatch(needs, [lease.guard(), openLogPlace(db, MARK).toNewest(nobody)]);
}

/** Throws where another process plans by now. */
export async function planNews(needs: Guarded): Promise<void> {
  for (let isMore = true; isMore; ) isMore = await planSteps(needs);
}

/** True while there is more of the log to read. */
async function planSteps(needs: Guarded): Promise<boolean> {
  const { db, clock } = needs;
  const stretch = await openLogPlace(db, MARK).next();
  if (!stretch) return false;
  const rows: BatchItem<'sqlite'>[] = [];
  for (const step of stretch.steps)
    if (step.at >= clock.now() - FRESH) rows.push(...(await toldBy(step, needs)));
  await runBatch(needs, [needs.lease.guard(), ...rows, stretch.passed]);
  return stretch.isMore;
}

async function toldBy(step: EventRow, needs: PushPlanDeps): Promise<BatchItem<'sqlite'>[]> {
  const kind = kindOf(step);
  if (kind === null) return [];
  const [row] = await needs.db.select().from(ticket).where(eq(ticket.id, step.ticketId));
  if (!row) return [];
  // With whom it lay then: where it has moved on since, the push lapses.
  const then = { ...row, desk: trayOf({ status: step.to, unit: step.unitTo }), unit: step.unitTo };
  const officers = step.action === 'cek_lapangan' ? await visitors(row, needs) : await workers(then, needs);
  const others = officers.filter((officer) => officer !== step.actorId);
  return tell(
    others,
    { kind, ticketId: row.id, occasion: `${kind} ${step.seq}`, at: step.at, ends: null },
    needs,
  );
}

/** What came back, or new work: for another office, for a validator, for a visit. Null for all else. */
function kindOf({ action, from, to, unitFrom, unitTo }: EventRow): NotificationKind | null {
  if (action === 'kembalikan') return 'returned';
  if (action === 'cek_lapangan' || action === 'usulkan') return 'arrived';
  const isHandedOver = unitTo !== null && unitTo !== unitFrom;
  const reaches = from !== to && (to === 'validasi' || from === 'selesai' || from === 'ditolak');
  return isHandedOver || reaches ? 'arrived' : null;
}

/** Each limit once, also when it has been moved: then it is another one. */
export async function planLimits(needs: Guarded): Promise<void> {
  const { db, clock } = needs;
  const now = clock.now();
  for (const row of await nearLimits(db, now)) {
    const about = { kind: 'due', ticketId: row.id, occasion: `due ${row.nextDueAt}`, at: now } as const;
    const rows = await tell(await workers(row, needs), { ...about, ends: row.nextDueAt }, needs);
    if (rows.length > 0) await runBatch(needs, [needs.lease.guard(), ...rows]);
  }
}

/** Its office, or the validator it is proposed to; all of them where it is proposed to none. */
async function workers(
  { desk, unit, proposedValidator }: Pick<TicketRow, 'desk' | 'unit' | 'proposedValidator'>,
  needs: PushPlanDeps,
): Promise<string[]> {
  if (desk === null) return [];
  if (desk === 'validator' && proposedValidator !== null) return [proposedValidator];
  const admins = and(eq(officerGrant.role, 'unit_admin'), eq(officerGrant.unit, unit ?? ''));
  const grants = await holders(desk === 'validator' ? eq(officerGrant.role, 'validator') : admins, needs);
  return grants.map(({ officer }) => officer);
}

async function visitors(row: TicketRow, needs: PushPlanDeps): Promise<string[]> {
  const grants = await holders(eq(officerGrant.role, 'field_validator'), needs);
  return grants
    .filter(({ unit }) => isInArea(row, unit ?? undefined, needs.units))
    .map(({ officer }) => officer);
}

function holders(which: SQL | undefined, { db }: PushPlanDeps) {
  return db
    .select({ officer: officerGrant.officer, unit: officerGrant.unit })
    .from(officerGrant)
    .innerJoin(user, and(eq(user.id, officerGrant.officer), isNull(user.disabledAt)))
    .where(which);
}

interface Told {
  kind: NotificationKind;
  ticketId: number;
  occasion: string;
  /** ms UTC */
  at: number;
  /** ms UTC: of no use from then on; null where it is no limit. */
  ends: number | null;
}

/** A row for each browser that had subscribed by then, in its officer's hours. */
async function tell(
  officers: readonly string[],
  told: Told,
  { db }: PushPlanDeps,
): Promise<BatchItem<'sqlite'>[]> {
  if (officers.length === 0) return [];
  const { ends, at, ...about } = told;
  const browsers = await db
    .select({ id: pushSubscription.id, officer: pushSubscription.officer })
    .from(pushSubscription)
    .innerJoin(session, eq(session.id, pushSubscription.session))
    .where(
      and(
        inArray(pushSubscription.officer, [...officers]),
        lte(pushSubscription.createdAt, at),
        livingSessions(systemClock.now()),
      ),
    );
  const choices = await choicesOf([...new Set(browsers.map(({ officer }) => officer))], db);
  return browsers.flatMap(({ id, officer }) => {
    const choice = choices.get(officer);
    if (!choice?.kinds.includes(told.kind)) return [];
    const nextAt = withinHours(at, choice.hours);
    if (ends !== null && nextAt > at) return [];
    const row = { ...about, id: randomUUID(), subscription: id, nextAt, expiresAt: ends ?? nextAt + FRESH };
    return db.insert(pushOut).values(row).onConflictDoNothing();
  });
}
