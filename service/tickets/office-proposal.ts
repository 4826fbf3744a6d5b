/**
 * The office proposed for a report: the kelurahan in which its point is, else the one that reports like it went to
 * before, else the one usually in charge of its category. It suggests only; an officer passes it on.
 */
import type { Phrase } from '#shared/words/phrase.ts';
import type { UnitDirectory } from '../people/units/directory.ts';
import type { Categories } from '../rules/categories/register.ts';
import type { TicketRow } from '../tables/ticket.ts';
import { type Habit, type Habits, MONTHS_COUNTED } from './habits.ts';

/** All A: no source says how an office is proposed. Fewer reports than this are no habit; half of them must agree. */
const LEAST_REPORTS = 5;
const LEAST_SHARE = 0.5;

export interface Proposal {
  office: string;
  why: Phrase;
}

/** What a proposal is made by. */
type Proposable = Pick<TicketRow, 'id' | 'desk' | 'kelurahan' | 'unit' | 'sentBy' | 'category'>;

export interface Proposals {
  /** By report id; only reports that an office or the tray has to deal with have one. */
  of(rows: readonly Proposable[]): Promise<Map<number, Proposal>>;
}

export function openProposals(
  units: UnitDirectory,
  categories: Pick<Categories, 'find'>,
  habits: Habits,
): Proposals {
  function byHabit(ticket: Proposable, areas: readonly string[], known: readonly Habit[]): Proposal | null {
    for (const sender of [ticket.unit ?? '', '']) {
      for (const area of areas) {
        const there = known.filter((habit) => habit.area === area && habit.sender === sender);
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
  function fits(office: string, ticket: Proposable): boolean {
    if (office === ticket.sentBy) return false;
    return ticket.unit === null || !units.isWithin(ticket.unit, office);
  }

  async function propose(ticket: Proposable): Promise<Proposal | null> {
    const { kelurahan, unit } = ticket;
    const holder = unit === null ? undefined : units.get(unit);
    if (kelurahan !== null && kelurahan !== unit && (!holder || holder.kind === 'kelurahan')) {
      if (fits(kelurahan, ticket)) return { office: kelurahan, why: whyPoint(units.named(kelurahan).name) };
    }
    const areas = habits.areasOf(ticket);
    const habit = byHabit(ticket, areas, await habits.of(ticket.category, areas));
    if (habit) return habit;
    const usual = categories.find(ticket.category)?.office;
    return usual != null && fits(usual, ticket) ? { office: usual, why: whyCategory(ticket.category) } : null;
  }

  return {
    async of(rows) {
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

function whyHabit(
  category: string,
  { area, office, reports }: Habit,
  all: number,
  units: UnitDirectory,
): Phrase {
  const [where, to] = [units.named(area).name, units.named(office).name];
  return {
    key: 'tickets.proposed.reports_passed_last_months',
    values: { reports, all, category, where, months: MONTHS_COUNTED, to },
  };
}

function whyPoint(kelurahan: string): Phrase {
  return { key: 'tickets.proposed.reports_point_lies', values: { kelurahan } };
}

function whyCategory(category: string): Phrase {
  return { key: 'tickets.proposed.usually_charge_category', values: { category } };
}
