/**
 * The whole queue at a glance: how much is due on each desk, what falls due hour by hour, what comes first, and who
 * has how much to validate. Range counts on the due index, as the counters': it is asked for four times a minute.
 */
import { and, asc, between, count, eq, gte, inArray, isNotNull, lt, lte, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { urgencyOf } from '#shared/deadline/urgency.ts';
import { TRAYS, type Tray } from '#shared/ticket/tray.ts';
import { endOfDay, HOUR } from '#shared/time/zone.ts';
import type { People } from '../../people/people.ts';
import type { Platform } from '../../platform/platform.ts';
import { user } from '../../tables/account.ts';
import { ticket } from '../../tables/ticket.ts';
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
}

export interface Wallboard {
  /** ms UTC */
  now: number;
  /** `aside`: of all, those not to be decided now, in none of the three before. */
  desks: { desk: Tray; overdue: number; due1h: number; dueToday: number; all: number; aside: number }[];
  /** Falling due in the first, second … hour from now. */
  ahead: number[];
  next: { number: string; category: string; desk: Tray; unit: string | null; dueAt: number }[];
  /** The most laden first, those on duty before the others. */
  validators: ValidatorLoad[];
  /** Reports to validate that are proposed to nobody. */
  unproposed: number;
}

/** JSON, one for each report that is set aside: desk and next due instant. */
const Aside = z
  .string()
  .transform((text) => z.array(z.tuple([z.enum(TRAYS), z.number().nullable()])).parse(JSON.parse(text)));
const Counts = z.tuple([Aside], z.number().int());

export async function readWallboard(
  services: Pick<WallboardDeps, 'db' | 'clock' | 'turns' | 'units'>,
): Promise<Wallboard> {
  const { db, clock, units } = services;
  const now = clock.now();
  const due = ticket.nextDueAt;
  const many = (...where: (SQL | undefined)[]) =>
    sql<number>`(select count(*) from ${ticket} where ${and(...where)})`;
  const inAnHour = now + HOUR;
  const ofDesk = (desk: Tray): SQL[] => [
    many(eq(ticket.desk, desk), lt(due, now)),
    many(eq(ticket.desk, desk), between(due, now, inAnHour)),
    many(eq(ticket.desk, desk), sql`${due} > ${inAnHour}`, lte(due, endOfDay(now))),
    many(eq(ticket.desk, desk)),
  ];
  const hours = Array.from({ length: HOURS_AHEAD }, (_, hour) =>
    many(isNotNull(ticket.desk), gte(due, now + hour * HOUR), lt(due, now + (hour + 1) * HOUR)),
  );
  const { postponed, atField } = setAside(now);
  const aside = sql`(select json_group_array(json_array(${ticket.desk}, ${due})) from ${ticket}
    where ${isNotNull(ticket.desk)} and (${postponed} or ${atField}))`;
  const counted = [aside, ...TRAYS.flatMap(ofDesk), ...hours];
  // One statement: one moment.
  const [row] = await db.values(sql`select ${sql.join(counted, sql`, `)}`);
  const [asides, ...counts] = Counts.parse(row);
  const next = await db
    .select({
      number: ticket.number,
      category: ticket.category,
      desk: ticket.desk,
      unit: ticket.unit,
      dueAt: due,
    })
    .from(ticket)
    .where(and(isNotNull(ticket.desk), gte(due, now)))
    .orderBy(asc(due), asc(ticket.id))
    .limit(NEXT_SHOWN);
  return {
    now,
    desks: TRAYS.map((desk, i) => {
      const [overdue = 0, due1h = 0, dueToday = 0, all = 0] = counts.slice(i * 4, i * 4 + 4);
      const sums = { overdue, due1h, dueToday, waiting: 0 };
      const ofDesk = asides.filter(([on]) => on === desk);
      for (const [, nextDueAt] of ofDesk) sums[urgencyOf({ nextDueAt, sameDayDueAt: null }, now)]--;
      return { desk, ...sums, all, aside: ofDesk.length };
    }),
    ahead: counts.slice(TRAYS.length * 4),
    next: next.flatMap(({ desk, dueAt, unit, ...rest }) =>
      desk === null || dueAt === null
        ? []
        : [{ ...rest, desk, dueAt, unit: unit === null ? null : units.named(unit).name }],
    ),
    ...(await loads(services, now)),
  };
}

async function loads(
  { db, turns }: Pick<WallboardDeps, 'db' | 'turns'>,
  now: number,
): Promise<Pick<Wallboard, 'validators' | 'unproposed'>> {
  const rows = await db
    .select({
      officer: ticket.proposedValidator,
      waiting: count(),
      overdue: sql<number>`count(case when ${ticket.nextDueAt} < ${now} then 1 end)`,
    })
    .from(ticket)
    .where(eq(ticket.desk, 'validator'))
    .groupBy(ticket.proposedValidator);
  const onDuty = new Set(await turns.onDuty());
  const proposed = new Map(rows.map((row) => [row.officer, row]));
  const ids = [...new Set([...onDuty, ...rows.flatMap(({ officer }) => officer ?? [])])];
  const officers =
    ids.length === 0
      ? []
      : await db.select({ id: user.id, name: user.name }).from(user).where(inArray(user.id, ids));
  const validators = officers.map(({ id, name }) => {
    const { waiting = 0, overdue = 0 } = proposed.get(id) ?? {};
    return { name, onDuty: onDuty.has(id), waiting, overdue };
  });
  return {
    validators: validators.sort(
      (a, b) => Number(b.onDuty) - Number(a.onDuty) || b.waiting - a.waiting || (a.name < b.name ? -1 : 1),
    ),
    unproposed: proposed.get(null)?.waiting ?? 0,
  };
}
