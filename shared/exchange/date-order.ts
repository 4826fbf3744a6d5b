/**
 * Which number of a date comes first: decided for a whole column, since one program wrote it. Of 3/14 and 3/10 the first
 * decides the second.
 */
import { type ColumnOrder, DATE_COLUMNS, DATE_ORDERS, type DateOrder } from '../contract/imports.ts';
import { wibDayCode } from '../time/wib.ts';
import type { ImportColumn } from './columns.ts';
import { numericDate, readInstant } from './instant.ts';

export type DateColumn = (typeof DATE_COLUMNS)[number];

type Votes = Record<DateOrder, number>;
type Evidence = { own: Votes; number: Votes };

/** Sees every row of a file, and then tells the order of each column whose dates need one. */
export function openDateOrders() {
  const columns = new Map<DateColumn, Evidence>();

  return {
    see(cells: ReadonlyMap<ImportColumn, string | number>) {
      for (const column of DATE_COLUMNS) {
        const cell = cells.get(column);
        const date = cell === undefined ? null : numericDate(cell);
        if (cell === undefined || !date) continue;
        const evidence = columns.get(column) ?? { own: noVotes(), number: noVotes() };
        columns.set(column, evidence);
        if (date.first > 12) evidence.own.day_first++;
        else if (date.second > 12) evidence.own.month_first++;
        else if (column === 'receivedAt') vote(evidence.number, cell, String(cells.get('number') ?? ''));
      }
    },

    decide(declared: DateOrder): ColumnOrder[] {
      const own = [...columns.values()].map((evidence) => more(evidence.own) ?? more(evidence.number));
      const ofFile = DATE_ORDERS.find(
        (order) => own.includes(order) && own.every((one) => one === null || one === order),
      );
      return [...columns].map(([column, evidence]) => {
        const byColumn = more(evidence.own);
        if (byColumn) return { column, order: byColumn, by: 'column' };
        const byNumber = more(evidence.number);
        if (byNumber) return { column, order: byNumber, by: 'number' };
        return ofFile ? { column, order: ofFile, by: 'file' } : { column, order: declared, by: 'declared' };
      });
    },
  };
}

/** A report's number holds the day on which it was received. */
function vote(votes: Votes, cell: string | number, number: string): void {
  const day = number.trim().slice(2, 8);
  const orders = DATE_ORDERS.filter((order) => {
    const read = readInstant(cell, order);
    return read !== null && wibDayCode(read.at) === day;
  });
  const [only] = orders;
  if (only && orders.length === 1) votes[only]++;
}

function noVotes(): Votes {
  return { day_first: 0, month_first: 0 };
}

function more({ day_first, month_first }: Votes): DateOrder | null {
  if (day_first === month_first) return null;
  return day_first > month_first ? 'day_first' : 'month_first';
}
