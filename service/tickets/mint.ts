/** Hands out report numbers: the next of the WIB day. Gaps are allowed, repetitions are not. */
import { and, desc, gte, lt, sql } from 'drizzle-orm';
import { wibDayCode } from '#shared/deadline/wib.ts';
import { formatReportNumber, type NumberPrefix } from '#shared/ticket/number.ts';
import type { Db } from '../db/database.ts';
import { ticket } from '../db/schema/ticket.ts';

export interface NumberMint {
  /** The next free number at `now` (ms UTC). */
  next(now: number): Promise<string>;
  /** Looks again in the database: another process may have minted meanwhile. */
  forget(): void;
}

export function openMint(db: Db, prefix: NumberPrefix): NumberMint {
  const lastOf = new Map<string, Promise<{ last: number }>>();

  async function lastInDatabase(day: string): Promise<{ last: number }> {
    const start = `${prefix}${day}`;
    // Longer numbers are later ones: past 9999 the sequence widens to five digits.
    const [row] = await db
      .select({ number: ticket.number })
      .from(ticket)
      .where(and(gte(ticket.number, start), lt(ticket.number, `${start}:`)))
      .orderBy(desc(sql`length(${ticket.number})`), desc(ticket.number))
      .limit(1);
    return { last: row ? Number(row.number.slice(start.length)) : 0 };
  }

  return {
    async next(now) {
      const day = wibDayCode(now);
      let counter = lastOf.get(day);
      if (!counter) {
        lastOf.clear();
        counter = lastInDatabase(day);
        lastOf.set(day, counter);
      }
      const { last } = await counter.then((c) => ({ last: ++c.last }));
      return formatReportNumber(prefix, day, last);
    },
    forget: () => lastOf.clear(),
  };
}
