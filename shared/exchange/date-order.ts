/**
 * Which number of a date comes first: decided for a whole column, since one program wrote it. Of 3/14 and 3/10 the first
 * decides the second.
 */
import {
  type ColumnOrder,
  DATE_COLUMNS,
  DATE_ORDERS,
  type DateOrder,
  type ImportColumn,
} from '../contract/imports.ts';
import { dayOfNumber, numberDay } from '../ticket/number.ts';
import { type NumericDate, numericDate, type ReadInstant, readInstant } from './instant.ts';

export type DateColumn = (typeof DATE_COLUMNS)[number];

type Votes = Record<DateOrder, number>;
/** `newest`: the latest date of it, in either order (ms UTC). */
type Evidence = { own: Votes; number: Votes; newest: Votes; example?: string };

/** What people said of the order of columns: for this file, for one like it, and for all that this one leaves open. */
export interface OrdersSaid {
  chosen?: Partial<Record<DateColumn, DateOrder>> | undefined;
  remembered?: Partial<Record<DateColumn, DateOrder>> | undefined;
  declared?: DateOrder | undefined;
}

/**
 * Sees every row of a file, and then tells the order of each column whose dates need one, and the latest date of all but
 * those after `now` (ms UTC).
 */
export function openDateOrders(now: number) {
  const columns = new Map<DateColumn, Evidence>();
  /** Those whose dates need an order. */
  const asked = new Set<DateColumn>();

  return {
    see(cells: ReadonlyMap<ImportColumn, string | number>) {
      for (const column of DATE_COLUMNS) {
        const cell = cells.get(column);
        if (cell === undefined || cell === '') continue;
        const evidence = columns.get(column) ?? { own: noVotes(), number: noVotes(), newest: noVotes() };
        columns.set(column, evidence);
        const date = numericDate(cell);
        noteNewest(evidence.newest, date ?? readInstant(cell), now);
        // 3/3 is the third of March in either order.
        if (!date || date.first === date.second) continue;
        asked.add(column);
        if (Math.max(date.first, date.second) <= 12) evidence.example ??= String(cell).trim();
        if (!weigh(evidence.own, date) && column === 'receivedAt')
          vote(evidence.number, date, String(cells.get('number') ?? ''));
      }
    },

    decide({ chosen = {}, remembered = {}, declared }: OrdersSaid): {
      dates: ColumnOrder[];
      newest: number;
    } {
      const own = [...columns.values()].map((evidence) => more(evidence.own) ?? more(evidence.number));
      const ofFile = DATE_ORDERS.find(
        (order) => own.includes(order) && own.every((one) => one === null || one === order),
      );
      const dates = [...columns]
        .filter(([column]) => asked.has(column))
        .map(([column, { own, number, example }]): ColumnOrder => {
          const shows = [
            ['column', more(own)],
            ['number', more(number)],
          ] as const;
          const others = ['file', ofFile] as const;
          const grounds = [
            ['chosen', chosen[column]],
            ...shows,
            ['remembered', remembered[column]],
            others,
            ['declared', declared],
          ] as const;
          const [by, found] = grounds.find(([, order]) => order) ?? ['open', null];
          const order = found ?? 'day_first';
          const [evidence, shown] = [...shows, others].find(([, order]) => order) ?? [];
          const against = evidence && shown !== order ? { against: evidence } : {};
          return {
            column,
            order,
            by,
            ...against,
            ...(example === undefined ? {} : { example }),
          };
        });
      const newest = [...columns].map(([column, evidence]) => {
        const { order = 'day_first' } = dates.find((one) => one.column === column) ?? {};
        return evidence.newest[order];
      });
      return { dates, newest: Math.max(0, ...newest) };
    },
  };
}

/** True where it can only be read one way. */
function weigh(votes: Votes, { first, second }: NumericDate): boolean {
  if (first > 12) votes.day_first++;
  else if (second > 12) votes.month_first++;
  return first > 12 || second > 12;
}

function noteNewest(newest: Votes, date: NumericDate | ReadInstant | null, now: number): void {
  for (const order of DATE_ORDERS) {
    const { at = 0 } = (date && 'read' in date ? date.read(order) : date) ?? {};
    if (at <= now) newest[order] = Math.max(newest[order], at);
  }
}

/** A report's number holds the day on which it was received. */
function vote(votes: Votes, date: NumericDate, number: string): void {
  const day = dayOfNumber(number.trim());
  const orders = DATE_ORDERS.filter((order) => {
    const read = date.read(order);
    return read !== null && numberDay(read.at) === day;
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
