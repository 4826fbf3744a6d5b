/** Hands out report numbers: the next of the day. Gaps are allowed, repetitions are not. */
import { and, desc, gte, lt, sql } from 'drizzle-orm';
import { formatReportNumber, lastSequence, numberDay, startOfNumbers } from '#shared/ticket/number.ts';
import type { Db } from '../platform/db/database.ts';
import { ticket } from '../tables/ticket.ts';

export interface NumberAllocator {
  /** The next free number at `now` (ms UTC). */
  next(now: number): Promise<string>;
  /** This number was taken by somebody else (CRM, another process): look again in the database. */
  taken(number: string): void;
}

export function openNumberAllocator(db: Db, kind: 'own' | 'beside'): NumberAllocator {
  /** What was handed out lately, by day: a number is never handed out twice, stored or not. */
  const counters = new Map<string, { last: number; known: Promise<void> | null }>();

  async function lastInDatabase(start: string): Promise<number> {
    // Longer numbers are later ones: the sequence widens where it has to.
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
    for (let sequence = after + 1; sequence <= lastSequence(); sequence++)
      if (!taken.has(sequence)) return sequence;
    throw new Error('No report number is left today');
  }

  return {
    async next(now) {
      const day = numberDay(now);
      const start = startOfNumbers(kind, day);
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
      if (mine.last < lastSequence()) return formatReportNumber(kind, day, ++mine.last);
      return formatReportNumber(kind, day, await firstGap(start, 0));
    },
    taken(number) {
      for (const [day, counter] of counters) {
        if (number.startsWith(startOfNumbers(kind, day))) counter.known = null;
      }
    },
  };
}

function ofDay(start: string) {
  return and(gte(ticket.number, start), lt(ticket.number, `${start}:`));
}
