/**
 * The whole queue at a glance: how much is due on each desk, what falls due hour by hour, what comes first, and who
 * has how much to validate. Range counts on the due index, as the counters': it is asked for four times a minute.
 */
import { and, asc, count, eq, gte, inArray, isNotNull, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Counters } from '#shared/contract/queue.ts';
import { DECISION_ACTIONS } from '#shared/ticket/action.ts';
import { TRAYS, type Tray } from '#shared/ticket/tray.ts';
import { HOUR, startOfDay } from '#shared/time/zone.ts';
import type { People } from '../../people/people.ts';
import type { Platform } from '../../platform/platform.ts';
import { user } from '../../tables/account.ts';
import { event, ticket } from '../../tables/ticket.ts';
import { countDue } from '../../tickets/queue/counters.ts';
import { setAside } from '../../tickets/queue/scope.ts';

export type WallboardDeps = Pick<Platform, 'config' | 'db' | 'clock'> &
  Pick<People, 'units' | 'accounts' | 'turns'>;

export const HOURS_AHEAD = 8;
const NEXT_SHOWN = 8;

export interface ValidatorLoad {
  name: string;
  onDuty: boolean;
  /** Proposed to them, and how many of those are overdue. */
  waiting: number;
  overdue: number;
  /** How much they decided since midnight. */
  decided: number;
}

export interface Wallboard {
  /** ms UTC */
  now: number;
  /** Counted as the counters of that tray's officers are; `all`: with what is set aside. */
  desks: (Counters & { desk: Tray; all: number })[];
  /** Falling due in the first, second … hour from now. */
  ahead: number[];
  next: { number: string; category: string; desk: Tray; unit: string | null; dueAt: number }[];
  /** The most laden first, those on duty before the others. */
  validators: ValidatorLoad[];
  /** Reports to validate that are proposed to nobody. */
  unproposed: number;
}

export async function readWallboard(
  services: Pick<WallboardDeps, 'db' | 'clock' | 'turns' | 'units'>,
): Promise<Wallboard> {
  const { db, clock, units } = services;
  const now = clock.now();
  const due = ticket.nextDueAt;
  const { postponed, atField } = setAside(now);
  const isNow = sql`${isNotNull(ticket.desk)} and not (${postponed}) and not ${atField}`;
  const counters: Wallboard['desks'] = [];
  for (const desk of TRAYS) {
    const counts = await countDue(db, eq(ticket.desk, desk), now);
    counters.push({ ...counts, desk, all: sumOf(counts) });
  }
  const hours = Array.from(
    { length: HOURS_AHEAD },
    (_, hour) =>
      sql<number>`(select count(*) from ${ticket} where ${and(isNow, gte(due, now + hour * HOUR), lt(due, now + (hour + 1) * HOUR))})`,
  );
  const [ahead] = await db.values(sql`select ${sql.join(hours, sql`, `)}`);
  const next = await db
    .select({
      number: ticket.number,
      category: ticket.category,
      desk: ticket.desk,
      unit: ticket.unit,
      dueAt: due,
    })
    .from(ticket)
    .where(and(isNow, gte(due, now)))
    .orderBy(asc(due), asc(ticket.id))
    .limit(NEXT_SHOWN);
  return {
    now,
    desks: counters,
    ahead: z.array(z.number().int()).parse(ahead),
    next: next.flatMap(({ desk, dueAt, unit, ...rest }) =>
      desk === null || dueAt === null
        ? []
        : [{ ...rest, desk, dueAt, unit: unit === null ? null : units.named(unit).name }],
    ),
    ...(await loads(services, now)),
  };
}

function sumOf({ overdue, due1h, dueToday, waiting, postponed, atField }: Counters): number {
  return overdue + due1h + dueToday + waiting + postponed + atField;
}

async function loads(
  { db, turns }: Pick<WallboardDeps, 'db' | 'turns'>,
  now: number,
): Promise<Pick<Wallboard, 'validators' | 'unproposed'>> {
  const { postponed, atField } = setAside(now);
  const rows = await db
    .select({
      officer: ticket.proposedValidator,
      waiting: count(),
      overdue: sql<number>`count(case when ${ticket.nextDueAt} < ${now} then 1 end)`,
    })
    .from(ticket)
    .where(and(eq(ticket.desk, 'validator'), sql`not (${postponed}) and not ${atField}`))
    .groupBy(ticket.proposedValidator);
  const onDuty = new Set(await turns.onDuty());
  const proposed = new Map(rows.map((row) => [row.officer, row]));
  const ids = [...new Set([...onDuty, ...rows.flatMap(({ officer }) => officer ?? [])])];
  if (ids.length === 0) return { validators: [], unproposed: proposed.get(null)?.waiting ?? 0 };
  const officers = await db.select({ id: user.id, name: user.name }).from(user).where(inArray(user.id, ids));
  const done = await db
    .select({ officer: event.actorId, many: count() })
    .from(event)
    .where(
      and(
        inArray(event.actorId, ids),
        gte(event.at, startOfDay(now)),
        inArray(event.action, [...DECISION_ACTIONS]),
      ),
    )
    .groupBy(event.actorId);
  const decided = new Map(done.map(({ officer, many }) => [officer, many]));
  const validators = officers.map(({ id, name }) => {
    const { waiting = 0, overdue = 0 } = proposed.get(id) ?? {};
    return { name, onDuty: onDuty.has(id), waiting, overdue, decided: decided.get(id) ?? 0 };
  });
  return {
    validators: validators.sort(
      (a, b) => Number(b.onDuty) - Number(a.onDuty) || b.waiting - a.waiting || (a.name < b.name ? -1 : 1),
    ),
    unproposed: proposed.get(null)?.waiting ?? 0,
  };
}
