/** How often offices passed reports of a category on to which other, by area and month: counted as it happens. */
import { and, eq, gte, inArray, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { toTimestamp } from '#shared/time/zone.ts';
import type { UnitDirectory } from '../people/units/directory.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db/database.ts';
import { forwarding, type TicketRow } from '../tables/ticket.ts';

export const MONTHS_COUNTED = 12;
/** That many months, as months are written: YYYYMM. */
const COUNTED = 100;
/** Other processes of the service count too: what is kept here is read anew after this. */
const KEPT_MS = 60_000;

type Passed = Pick<TicketRow, 'category' | 'kelurahan' | 'unit' | 'sentBy'>;

export interface Habit {
  area: string;
  /** '' = whoever had it. */
  sender: string;
  office: string;
  reports: number;
}

export interface Habits {
  /** Narrowest first. */
  areasOf(ticket: Pick<Passed, 'kelurahan' | 'unit'>): string[];
  /** Of the last {@link MONTHS_COUNTED} months. */
  of(category: string, areas: readonly string[]): Promise<Habit[]>;
  /** Rows of the batch that passes a report on to `to`. */
  count(action: 'koordinasi' | 'disposisi', ticket: Passed, to: string, now: number): BatchItem<'sqlite'>[];
  /** After such a batch: what is kept for reading is out of date. */
  forget(): void;
}

export function openHabits(db: Db, units: UnitDirectory, clock: Clock): Habits {
  let kept = new Map<string, Habit[]>();
  let keptSince = 0;

  function areasOf({ kelurahan, unit }: Pick<Passed, 'kelurahan' | 'unit'>): string[] {
    const own = unit === null ? undefined : units.get(unit);
    const here = kelurahan ?? (own?.kind === 'kelurahan' ? own.code : null);
    const kecamatan = here === null ? null : (units.get(here)?.parent ?? null);
    return [here, kecamatan, units.root()].filter((area) => area !== null);
  }

  /** `sent` 0: it was passed on from there. */
  function rowsOf({ category, ...ticket }: Passed, sender: string, office: string, sent: 0 | 1, now: number) {
    const passedOn = 1 - sent;
    const { area, month } = forwarding;
    return areasOf(ticket).map((here) =>
      db
        .insert(forwarding)
        .values({ category, area: here, sender, office, month: monthOf(now), sent, passedOn })
        .onConflictDoUpdate({
          target: [forwarding.category, area, forwarding.sender, forwarding.office, month],
          set: {
            sent: sql`${forwarding.sent} + ${sent}`,
            passedOn: sql`${forwarding.passedOn} + ${passedOn}`,
          },
        }),
    );
  }

  return {
    areasOf,
    async of(category, areas) {
      const now = clock.now();
      if (now - keptSince >= KEPT_MS) {
        kept = new Map();
        keptSince = now;
      }
      const month = monthOf(now);
      const key = JSON.stringify([category, month, ...areas]);
      const known = kept.get(key);
      if (known) return known;
      const { area, sender, office } = forwarding;
      const rows = await db
        .select({
          area,
          sender,
          office,
          reports: sql<number>`sum(${forwarding.sent} - ${forwarding.passedOn})`,
        })
        .from(forwarding)
        .where(
          and(
            eq(forwarding.category, category),
            inArray(area, [...areas]),
            gte(forwarding.month, month - COUNTED),
          ),
        )
        .groupBy(area, sender, office);
      const habits = rows.filter(({ reports }) => reports > 0);
      kept.set(key, habits);
      return habits;
    },
    count(action, ticket, to, now) {
      const { unit, sentBy } = ticket;
      if (action === 'disposisi') return unit === null ? [] : rowsOf(ticket, unit, to, 1, now);
      const rows: BatchItem<'sqlite'>[] = [];
      if (unit !== null && sentBy !== null) {
        const handedDown = units.isWithin(unit, sentBy);
        if (handedDown) rows.push(...rowsOf(ticket, sentBy, unit, 0, now));
        rows.push(...rowsOf(ticket, '', handedDown ? sentBy : unit, 0, now));
      }
      // Back to the sender: that tells who is not in charge, not who is.
      if (to !== sentBy) rows.push(...rowsOf(ticket, '', to, 1, now));
      return rows;
    },
    forget() {
      kept = new Map();
    },
  };
}

/** YYYYMM in Jakarta. */
function monthOf(at: number): number {
  return Number(toTimestamp(at).slice(0, 7).replace('-', ''));
}
