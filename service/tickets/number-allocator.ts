/** Hands out report numbers: the next of the day. Gaps are allowed, repetitions are not. */
import { and, desc, gte, lt, sql } from 'drizzle-orm';
import { formatReportNumber, type NumberPrefix } from '#shared/ticket/number.ts';
import { dayCode } from '#shared/time/zone.ts';
import type { Db } from '../platform/db/database.ts';
import { ticket } from '../tables/ticket.ts';

export interface NumberAllocator {
  /** The next free number at `now` (ms UTC). */
  next(now: number): Promise<string>;
  /** This number was taken by somebody else (CRM, another process): look again in the database. */
  taken(number: string): void;
}

/** The widest sequence that a report number holds. */
const LAST = 99_999;

export function openNumberAllocator(db: Db, prefix: NumberPrefix): NumberAllocator {
  /** What was handed out lately, by day: a number is never handed out twice, stored or not. */
  const counters = new Map<string, { last: number; known: Promise<void> | null }>();

  async function lastInDatabase(start: string): Promise<number> {
    // Longer numbers are later ones: past 9999 the sequence widens to five digits.
    const [row] = await db
      .select({ number: ticket.number })
      .from(ticket)
      .where(ofDay(start))
      .orderBy(desc(sql`length(${ticket.number})`), desc(ticket.number))
      .limit(1);
    return row ? Number(row.number.slice(start.length)) : 0;
  }

  /** The first free sequence number: only for a day on which somebody's number stands at the very end. */
  async function firstGap(start: string, after: number): Promise<number> {
    const rows = await db.select({ number: ticket.number }).from(ticket).where(ofDay(start));
    const taken = new Set(rows.map((row) => Number(row.number.slice(start.length))));
    for (let sequence = after + 1; sequence <= LAST; sequence++) if (!taken.has(sequence)) return sequence;
    throw new Error('No report number is left today');
  }

  return {
    async next(now) {
      const day = dayCode(now);
      const start = `${prefix}${day}`;
      let counter = counters.get(day);
      if (!counter) {
        // Calls of yesterday may still be under way just after midnight; older days are over.
        for (const old of [...counters.keys()].slice(0, -1)) counters.delete(old);
        counter = { last: 0, known: null };
        counters.set(day, counter);
      }
      const mine = counter;
      mine.known ??= lastInDatabase(start).then(
        (last) => {
          mine.last = Math.max(mine.last, last);
        },
        (error: unknown) => {
          mine.known = null;
          throw error;
        },
      );
      await mine.known;
      if (mine.last < LAST) return formatReportNumber(prefix, day, ++mine.last);
      return formatReportNumber(prefix, day, await firstGap(start, 0));
    },
    taken(number) {
      for (const [day, counter] of counters) {
        if (number.startsWith(`${prefix}${day}`)) counter.known = null;
      }
    },
  };
}

function ofDay(start: string) {
  return and(gte(ticket.number, start), lt(ticket.number, `${start}:`));
}
