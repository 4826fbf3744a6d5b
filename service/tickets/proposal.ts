/**
 * The office proposed for a report: the kelurahan in which its point is, else the one that reports like it went to
 * before, else the one usually in charge of its category. It suggests only; an officer passes it on.
 */
import { and, eq, gte, inArray, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { findCategory } from '#shared/ticket/category.ts';
import { toWibString } from '#shared/time/wib.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import type { UnitDirectory } from '../people/units/directory.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db/database.ts';
import type { TicketRow } from '../tables/ticket.ts';
import { forwarding } from '../tables/ticket.ts';

/** All A: no source says how an office is proposed. Fewer reports than this are no habit; half of them must agree. */
const LEAST_REPORTS = 5;
const LEAST_SHARE = 0.5;
const MONTHS = 12;
/** As months are written, YYYYMM. */
const YEAR = 100;

/** Other processes of the service count too: what is kept here is read anew after this. */
const KEPT_MS = 60_000;
const PROVINCE = '31';

export interface Proposal {
  office: string;
  why: Phrase;
}

type Passed = Pick<TicketRow, 'category' | 'kelurahan' | 'unit' | 'sentBy'>;

export interface Proposals {
  /** Rows of the batch that passes a report on to `to`. */
  count(action: 'koordinasi' | 'disposisi', ticket: Passed, to: string, now: number): BatchItem<'sqlite'>[];
  /** After such a batch: what is kept for reading is out of date. */
  forget(): void;
  /** By report id; only reports that an office or the tray has to deal with have one. */
  of(rows: readonly TicketRow[]): Promise<Map<number, Proposal>>;
}

interface Habit {
  area: string;
  sender: string;
  office: string;
  reports: number;
}

export function openProposals(db: Db, units: UnitDirectory, clock: Clock): Proposals {
  let kept = new Map<string, Habit[]>();
  let keptSince = 0;

  /** Narrowest first. */
  function areasOf({ kelurahan, unit }: Pick<Passed, 'kelurahan' | 'unit'>): string[] {
    const own = unit === null ? undefined : units.get(unit);
    const here = kelurahan ?? (own?.kind === 'kelurahan' ? own.code : null);
    const kecamatan = here === null ? null : (units.get(here)?.parent ?? null);
    return [here, kecamatan, PROVINCE].filter((area) => area !== null);
  }

  async function habitsOf(category: string, areas: readonly string[]): Promise<Habit[]> {
    const month = monthOf(clock.now());
    const key = JSON.stringify([category, month, ...areas]);
    const known = kept.get(key);
    if (known) return known;
    const rows = await db
      .select({
        area: forwarding.area,
        sender: forwarding.sender,
        office: forwarding.office,
        reports: sql<number>`sum(${forwarding.sent} - ${forwarding.passedOn})`,
      })
      .from(forwarding)
      .where(
        and(
          eq(forwarding.category, category),
          inArray(forwarding.area, [...areas]),
          gte(forwarding.month, month - YEAR),
        ),
      )
      .groupBy(forwarding.area, forwarding.sender, forwarding.office);
    const habits = rows.filter(({ reports }) => reports > 0);
    kept.set(key, habits);
    return habits;
  }

  function byHabit(ticket: TicketRow, areas: readonly string[], habits: readonly Habit[]): Proposal | null {
    for (const sender of [ticket.unit ?? '', '']) {
      for (const area of areas) {
        const there = habits.filter((habit) => habit.area === area && habit.sender === sender);
        const all = there.reduce((sum, { reports }) => sum + reports, 0);
        const [most] = there.sort((a, b) => b.reports - a.reports || a.office.localeCompare(b.office));
        if (!most || all < LEAST_REPORTS || most.reports / all < LEAST_SHARE) continue;
        return fits(most.office, ticket)
          ? { office: most.office, why: whyHabit(ticket.category, most, all, units) }
          : null;
      }
    }
    return null;
  }

  /** Neither where it lies or came from, nor above: what was handed down is not handed up again. */
  function fits(office: string, ticket: TicketRow): boolean {
    if (office === ticket.sentBy) return false;
    return ticket.unit === null || !units.isWithin(ticket.unit, office);
  }

  async function propose(ticket: TicketRow): Promise<Proposal | null> {
    const { kelurahan, unit } = ticket;
    const holder = unit === null ? undefined : units.get(unit);
    if (kelurahan !== null && kelurahan !== unit && (!holder || holder.kind === 'kelurahan')) {
      if (fits(kelurahan, ticket)) return { office: kelurahan, why: whyPoint(units.named(kelurahan).name) };
    }
    const areas = areasOf(ticket);
    const habit = byHabit(ticket, areas, await habitsOf(ticket.category, areas));
    if (habit) return habit;
    const usual = findCategory(ticket.category)?.office;
    return usual != null && fits(usual, ticket) ? { office: usual, why: whyCategory(ticket.category) } : null;
  }

  return {
    count(action, ticket, to, now) {
      const rows: BatchItem<'sqlite'>[] = [];
      const month = monthOf(now);
      const add = (sender: string, office: string, sent: 0 | 1): void => {
        const passedOn = 1 - sent;
        for (const area of areasOf(ticket)) {
          rows.push(
            db
              .insert(forwarding)
              .values({ category: ticket.category, area, sender, office, month, sent, passedOn })
              .onConflictDoUpdate({
                target: [
                  forwarding.category,
                  forwarding.area,
                  forwarding.sender,
                  forwarding.office,
                  forwarding.month,
                ],
                set: {
                  sent: sql`${forwarding.sent} + ${sent}`,
                  passedOn: sql`${forwarding.passedOn} + ${passedOn}`,
                },
              }),
          );
        }
      };
      const { unit, sentBy } = ticket;
      if (action === 'disposisi') {
        if (unit !== null) add(unit, to, 1);
        return rows;
      }
      if (unit !== null && sentBy !== null) {
        const handedDown = units.isWithin(unit, sentBy);
        if (handedDown) add(sentBy, unit, 0);
        add('', handedDown ? sentBy : unit, 0);
      }
      // Back to the sender: that tells who is not in charge, not who is.
      if (to !== sentBy) add('', to, 1);
      return rows;
    },
    forget() {
      kept = new Map();
    },
    async of(rows) {
      const now = clock.now();
      if (now - keptSince >= KEPT_MS) {
        kept = new Map();
        keptSince = now;
      }
      const found = new Map<number, Proposal>();
      for (const row of rows) {
        if (row.desk === null || row.desk === 'validator') continue;
        const proposal = await propose(row);
        if (proposal) found.set(row.id, proposal);
      }
      return found;
    },
  };
}

/** YYYYMM in Jakarta. */
function monthOf(at: number): number {
  return Number(toWibString(at).slice(0, 7).replace('-', ''));
}

function whyHabit(
  category: string,
  { area, office, reports }: Habit,
  all: number,
  units: UnitDirectory,
): Phrase {
  const [where, to] = [units.named(area).name, units.named(office).name];
  return {
    key: 'tickets.proposed.reports_passed_last_months',
    values: { reports, all, category, where, months: MONTHS, to },
  };
}

function whyPoint(kelurahan: string): Phrase {
  return { key: 'tickets.proposed.reports_point_lies', values: { kelurahan } };
}

function whyCategory(category: string): Phrase {
  return { key: 'tickets.proposed.usually_charge_category', values: { category } };
}
