/** Day or month first: one column, one answer, and how it was known. */
import { expect, it } from 'vitest';
import type { DateOrder } from '#shared/contract/imports.ts';
import type { ImportColumn } from '#shared/exchange/columns.ts';
import { openDateOrders } from '#shared/exchange/date-order.ts';

type Row = Partial<Record<ImportColumn, string | number>>;

function decided(rows: readonly Row[], declared: DateOrder = 'day_first') {
  const orders = openDateOrders(Date.parse('2025-12-31T00:00:00+07:00'));
  for (const row of rows) orders.see(new Map(Object.entries(row) as [ImportColumn, string | number][]));
  return orders.decide(declared).dates;
}

it('one date that can only be read one way decides for its column', () => {
  const rows = [{ receivedAt: '3/10/2025' }, { receivedAt: '3/14/2025 9:15' }];
  expect(decided(rows)).toEqual([{ column: 'receivedAt', order: 'month_first', by: 'column' }]);
});

it('of dates that contradict each other the more decide', () => {
  const rows = [{ receivedAt: '3/14/2025' }, { receivedAt: '14/3/2025' }, { receivedAt: '15/3/2025' }];
  expect(decided(rows)).toMatchObject([{ order: 'day_first', by: 'column' }]);
});

it('where a column leaves it open the day in the number of its reports decides', () => {
  const rows = [{ number: 'JK2503100001', receivedAt: '3/10/2025' }];
  expect(decided(rows)).toEqual([{ column: 'receivedAt', order: 'month_first', by: 'number' }]);
  expect(decided([{ number: 'JK2503100001', receivedAt: '10/3/2025' }])).toMatchObject([
    { order: 'day_first', by: 'number' },
  ]);
});

it('then the other columns of the file, and in the end what was declared', () => {
  const row = { receivedAt: '3/14/2025', closedAt: '4/5/2025' };
  expect(decided([row])).toContainEqual({ column: 'closedAt', order: 'month_first', by: 'file' });
  const open = [{ closedAt: '4/5/2025' }];
  expect(decided(open)).toEqual([{ column: 'closedAt', order: 'day_first', by: 'declared' }]);
  expect(decided(open, 'month_first')).toMatchObject([{ order: 'month_first', by: 'declared' }]);
});

it('a column of dates that leave nothing open is not asked about', () => {
  expect(
    decided([{ receivedAt: '2025-03-10' }, { receivedAt: 45_726 }, { receivedAt: '10 Maret 2025' }]),
  ).toEqual([]);
});

it('the latest date of a file is read in the order of its column, and lies not in the future', () => {
  const orders = openDateOrders(Date.parse('2025-12-31T00:00:00+07:00'));
  for (const receivedAt of ['3/14/2025', '3/10/2025', '12/1/2026'])
    orders.see(new Map([['receivedAt', receivedAt]]));
  expect(orders.decide('day_first').newest).toBe(Date.parse('2025-03-14T00:00:00+07:00'));
});
