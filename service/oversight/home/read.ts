/** What the first page tells besides the counters: what is stuck, what supervisors were asked, what a new system lacks. */
import { and, asc, count, eq, gt, inArray, isNotNull, lt, sql } from 'drizzle-orm';
import { KEPT_KINDS } from '#shared/contract/units.ts';
import type { Status } from '#shared/ticket/status.ts';
import type { Tray } from '#shared/ticket/tray.ts';
import { apiKey, officerGrant, user } from '../../tables/account.ts';
import { dutyPeriod } from '../../tables/duty.ts';
import { criterionVersion } from '../../tables/rules.ts';
import { event, ticket, ticketText } from '../../tables/ticket.ts';
import { unit } from '../../tables/unit.ts';
import { setAside } from '../../tickets/queue/scope.ts';
import type { WallboardDeps } from '../wallboard/read.ts';

const SHOWN = 10;

export interface StuckReport {
  number: string;
  category: string;
  desk: Tray;
  unit: string | null;
  why: 'late' | 'field';
  /** ms UTC: since when. */
  since: number;
}

/** The longest overdue, then what has waited longest for a visit. */
export async function readStuck({
  db,
  clock,
  units,
}: Pick<WallboardDeps, 'db' | 'clock' | 'units'>): Promise<StuckReport[]> {
  const now = clock.now();
  const { postponed, atField } = setAside(now);
  const what = { number: ticket.number, category: ticket.category, desk: ticket.desk, unit: ticket.unit };
  const late = await db
    .select({ ...what, since: ticket.nextDueAt })
    .from(ticket)
    .where(
      and(isNotNull(ticket.desk), lt(ticket.nextDueAt, now), sql`not (${postponed})`, sql`not ${atField}`),
    )
    .orderBy(asc(ticket.nextDueAt), asc(ticket.id))
    .limit(SHOWN);
  const asked = await db
    .select({ ...what, since: ticket.fieldAskedAt })
    .from(ticket)
    .where(atField)
    .orderBy(asc(ticket.fieldAskedAt))
    .limit(SHOWN);
  const named = (rows: typeof late, why: StuckReport['why']): StuckReport[] =>
    rows.flatMap(({ desk, since, unit: code, ...rest }) =>
      desk === null || since === null
        ? []
        : [{ ...rest, desk, since, why, unit: code === null ? null : units.named(code).name }],
    );
  return [...named(late, 'late'), ...named(asked, 'field')];
}

export interface AskedOfSupervisors {
  number: string;
  status: Status;
  /** Who asked. */
  by: string | null;
  /** ms UTC */
  at: number;
  /** Null where it was erased. */
  note: string | null;
}

/** Notes that ask a supervisor, until one has done something to the report; those that wait longest first, so that none is never seen. */
export function readAsked({ db }: Pick<WallboardDeps, 'db'>): Promise<AskedOfSupervisors[]> {
  return db
    .select({
      number: ticket.number,
      status: ticket.status,
      by: user.name,
      at: event.at,
      note: ticketText.body,
    })
    .from(event)
    .innerJoin(ticket, eq(ticket.id, event.ticketId))
    .leftJoin(user, eq(user.id, event.actorId))
    .leftJoin(ticketText, sql`${ticketText.id} = ${event.data} ->> '$.texts.note.id'`)
    .where(
      sql`${event.action} = 'catat' and ${event.data} ->> 'asksSupervisor' = 1 and not exists (
        select 1 from event later where later.ticket_id = ${event.ticketId} and later.version > ${event.version}
          and (later.actor_role = 'supervisor' or later.actor_id in (
            select ${officerGrant.officer} from ${officerGrant} where ${officerGrant.role} = 'supervisor')))`,
    )
    .orderBy(asc(event.at))
    .limit(2 * SHOWN);
}

/** What a system needs before its first report can be worked on, in the order in which it is done. */
export const STEPS = ['units', 'accounts', 'criteria', 'channels', 'duty', 'reports'] as const;
export type SetupStep = (typeof STEPS)[number];

const NEEDED_ROLES = ['unit_admin', 'validator', 'supervisor'] as const;

export async function readSetup({
  db,
  clock,
}: Pick<WallboardDeps, 'db' | 'clock'>): Promise<Record<SetupStep, boolean>> {
  const some = async (rows: Promise<unknown[]>): Promise<boolean> => (await rows).length > 0;
  const roles = await db
    .select({ role: officerGrant.role, many: count() })
    .from(officerGrant)
    .where(inArray(officerGrant.role, [...NEEDED_ROLES, 'channel_admin']))
    .groupBy(officerGrant.role);
  const has = (role: string): boolean => roles.some((one) => one.role === role);
  return {
    units: await some(
      db
        .select({ code: unit.code })
        .from(unit)
        .where(inArray(unit.kind, [...KEPT_KINDS]))
        .limit(1),
    ),
    accounts: NEEDED_ROLES.every(has),
    criteria: await some(db.select({ id: criterionVersion.id }).from(criterionVersion).limit(1)),
    channels: has('channel_admin') || (await some(db.select({ id: apiKey.id }).from(apiKey).limit(1))),
    duty: await some(
      db
        .select({ officer: dutyPeriod.officer })
        .from(dutyPeriod)
        .where(gt(dutyPeriod.until, clock.now()))
        .limit(1),
    ),
    reports: await some(db.select({ id: ticket.id }).from(ticket).limit(1)),
  };
}
