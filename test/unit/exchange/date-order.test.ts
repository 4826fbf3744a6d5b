/** Day or month first: one column, one answer, and how it was known. */
import { expect, it } from 'vitest';
import type { DateOrder, ImportColumn } from '#shared/contract/imports.ts';
import { type OrdersSaid, openDateOrders } from '#shared/exchange/date-order.ts';

type Row = Partial<Record<ImportColumn, string | number>>;

function decided(rows: readonly Row[], said: OrdersSaid = {}) {
  const orders = openDateOrders(Date.parse('2025-12-31T00:00:00+07:00'));
  for (const row of rows) orders.see(new Map(Object.entries(row) as [ImportColumn, string | number][]));
  return orders.decide(said).dates;
}

it('one date that can only be read one way decides for its column', () => {
  const rows = [{ receivedAt: '3/10/2025' }, { receivedAt: '3/14/2025 9:15' }];
  expect(decided(rows)).toEqual([
    { column: 'receivedAt', order: 'month_first', by: 'column', example: '3/10/2025' },
  ]);
});

it('of dates that contradict each other the more decide', () => {
  const rows = [{ receivedAt: '3/14/2025' }, { receivedAt: '14/3/2025' }, { receivedAt: '15/3/2025' }];
  expect(decided(rows)).toMatchObject([{ order: 'day_first', by: 'column' }]);
});

it('where a column leaves it open the day in the number of its reports decides', () => {
  const rows = [{ number: 'JK2503100001', receivedAt: '3/10/2025' }];
  expect(decided(rows)).toMatchObject([{ column: 'receivedAt', order: 'month_first', by: 'number' }]);
  expect(decided([{ number: 'JK2503100001', receivedAt: '10/3/2025' }])).toMatchObject([
    { order: 'day_first', by: 'number' },
  ]);
});

it('then the other columns of the file, then what was declared; and in the end it is asked', () => {
  const row = { receivedAt: '3/14/2025', closedAt: '4/5/2025' };
  expect(decided([row])).toContainEqual(
    expect.objectContaining({ column: 'closedAt', order: 'month_first', by: 'file' }),
  );
  const open = [{ closedAt: '4/5/2025' }];
  expect(decided(open, { declared: 'month_first' })).toMatchObject([
    { order: 'month_first', by: 'declared' },
  ]);
  expect(decided(open)).toEqual([
    { column: 'closedAt', order: 'day_first', by: 'open', example: '4/5/2025' },
  ]);
});

it('what somebody says of this file comes before all, and of one like it before what other columns show', () => {
  const rows = [{ receivedAt: '3/14/2025', closedAt: '4/5/2025' }];
  const closed = (said: OrdersSaid) => decided(rows, said).find(({ column }) => column === 'closedAt');
  expect(closed({ remembered: { closedAt: 'day_first' } })).toMatchObject({
    order: 'day_first',
    by: 'remembered',
  });
  expect(closed({ chosen: { closedAt: 'day_first' } })).toMatchObject({ order: 'day_first', by: 'chosen' });
  const received = (said: OrdersSaid) => decided(rows, said).find(({ column }) => column === 'receivedAt');
  expect(received({ remembered: { receivedAt: 'day_first' } })).toMatchObject({ by: 'column' });
  expect(received({ chosen: { receivedAt: 'day_first' } })).toMatchObject({ by: 'chosen' });
});

it('dates that are the same in both orders ask nothing', () => {
  expect(decided([{ receivedAt: '3/3/2025' }, { receivedAt: '05.05.2025 10.00' }])).toEqual([]);
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
  expect(orders.decide({}).newest).toBe(Date.parse('2025-03-14T00:00:00+07:00'));
});

it('what is chosen holds, and what in the file shows the other order is told', () => {
  const against = (row: Row, order: DateOrder) =>
    decided([row], { chosen: { receivedAt: order } })[0]?.against;
  const numbered = { number: 'JK2503100001', receivedAt: '3/10/2025' };
  expect(against(numbered, 'day_first')).toBe('number');
  expect(against(numbered, 'month_first')).toBeUndefined();
  expect(against({ receivedAt: '3/14/2025' }, 'day_first')).toBe('column');
  expect(against({ receivedAt: '3/10/2025', closedAt: '3/14/2025' }, 'day_first')).toBe('file');
  expect(against({ receivedAt: '3/10/2025' }, 'day_first')).toBeUndefined();
});
