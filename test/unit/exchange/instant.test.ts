import { describe, expect, it } from 'vitest';
import { notBefore, readInstant } from '#shared/exchange/instant.ts';
import { toTimestamp } from '#shared/time/zone.ts';

const shown = (cell: string | number): string | null => {
  const read = readInstant(cell);
  return read && toTimestamp(read.at).slice(0, 19) + (read.dayOnly ? ' day' : '');
};

it.each<[cell: string | number, wib: string]>([
  ['10/03/2025 09.15', '2025-03-10T09:15:00'],
  ['10-03-2025 09:15:30', '2025-03-10T09:15:30'],
  ['1/3/2025', '2025-03-01T00:00:00 day'],
  ['10 Maret 2025', '2025-03-10T00:00:00 day'],
  ['Senin, 10 Maret 2025 pukul 09.15 WIB', '2025-03-10T09:15:00'],
  ["Jum'at, 14 Maret 2025 09.15", '2025-03-14T09:15:00'],
  ['Jum’at 14 Maret 2025 jam 09.15', '2025-03-14T09:15:00'],
  ['10/03/25', '2025-03-10T00:00:00 day'],
  ['10-Mar-25 9:15 PM', '2025-03-10T21:15:00'],
  ['10/03/2025 12:05 a.m.', '2025-03-10T00:05:00'],
  ['10/03/2025\u202F12:05\u00A0PM', '2025-03-10T12:05:00'],
  ['Mar 14, 2025, 9:15:00 AM', '2025-03-14T09:15:00'],
  ['Fri Mar 14 2025 09:15:00 GMT+0700 (Western Indonesia Time)', '2025-03-14T09:15:00'],
  ["'10/03/2025 09:15 ", '2025-03-10T09:15:00'],
  [1_741_572_900, '2025-03-10T09:15:00'],
  ['1741572900000', '2025-03-10T09:15:00'],
  ['10 Agt 2025, 09:15', '2025-08-10T09:15:00'],
  ['10-Des-2025', '2025-12-10T00:00:00 day'],
  ['2025-03-10', '2025-03-10T00:00:00 day'],
  ['2025-03-10 09:15:00', '2025-03-10T09:15:00'],
  ['2025-03-10T02:15:00Z', '2025-03-10T09:15:00'],
  ['2025-03-10T02:15:00.123+00:00', '2025-03-10T09:15:00'],
  [45_726.385416666664, '2025-03-10T09:15:00'],
  [45_726, '2025-03-10T00:00:00 day'],
  ['45726,385416666664', '2025-03-10T09:15:00'],
])('%s is read', (cell, wib) => {
  expect(shown(cell)).toBe(wib);
});

it.each([
  '',
  '31/02/2025',
  '13/13/2025',
  '10 Foo 2025',
  '10/03/2025 13:15 PM',
  '10/03/2025:15',
  '10/03/2025 25.00',
  '12',
  'kemarin',
  '10/03/2025 09.15 WAT',
])('%s is no date', (cell) => {
  expect(shown(cell)).toBeNull();
});

it('a date of numbers alone is read in the order of its column', () => {
  expect(readInstant('3/10/2025 9:15', 'month_first')).toEqual(readInstant('10/3/2025 9:15'));
  expect(readInstant('14/3/2025', 'month_first')).toBeNull();
  expect(readInstant('2025-03-10', 'month_first')).toEqual(readInstant('2025-03-10'));
});

it('a cell that is long enough to take minutes is no date either', () => {
  expect(shown(`10/03/2025${' '.repeat(200_000)}x`)).toBeNull();
});

describe('a day without a time', () => {
  const morning = Date.parse('2025-03-10T09:15:00+07:00');
  it('is not before an instant of that day', () => {
    expect(notBefore({ at: Date.parse('2025-03-10T00:00:00+07:00'), dayOnly: true }, morning)).toBe(morning);
  });
  it('is before an instant of the next', () => {
    const day = Date.parse('2025-03-09T00:00:00+07:00');
    expect(notBefore({ at: day, dayOnly: true }, morning)).toBe(day);
  });
});
