import { describe, expect, it } from 'vitest';
import { type CalendarEntry, calendarOf, dayWithoutWork, isWorkingDay } from '#shared/deadline/calendar.ts';
import { DECREED } from '../../../service/rules/calendar/decreed.ts';
import { wib } from './days.ts';

const DAY = 86_400_000;
const decreed: CalendarEntry[] = DECREED.map(({ date, kind }) => ({ date, kind, knownFrom: 0 }));
const works = (when: string, entries: readonly CalendarEntry[] = [], knownAt = wib(when)) =>
  isWorkingDay(wib(when), calendarOf(entries), knownAt);

it('a week has five working days, told by the WIB day', () => {
  const week = ['03', '04', '05', '06', '07', '08', '09'].map((day) => works(`2025-03-${day} 00:30`));
  expect(week).toEqual([true, true, true, true, true, false, false]);
  expect(works('2025-03-07 23:59:59.999')).toBe(true);
  expect(works('2025-03-10 00:00')).toBe(true);
});

it('a leap day and a year end are days like others', () => {
  expect(works('2024-02-29 12:00')).toBe(true);
  expect(works('2025-12-31 12:00')).toBe(true);
});

it('the newest entry for a date counts, from when it was entered', () => {
  const entries: CalendarEntry[] = [
    { date: '2025-03-10', kind: 'holiday', knownFrom: 100 },
    { date: '2025-03-10', kind: null, knownFrom: 200 },
  ];
  expect([99, 100, 199, 200].map((knownAt) => works('2025-03-10 08:00', entries, knownAt))).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

describe('the decrees', () => {
  it.each([
    [2024, 10],
    [2025, 11],
    [2026, 8],
  ])('of %d name as many days of cuti bersama as were decreed', (year, count) => {
    const days = DECREED.filter(({ date, kind }) => kind === 'cuti_bersama' && date.startsWith(`${year}`));
    expect(days).toHaveLength(count);
  });

  it('name 17 national holidays a year, each date once, none of cuti bersama on a weekend', () => {
    for (const year of [2024, 2025, 2026]) {
      const skb = DECREED.filter(({ date, kind, source }) => {
        return kind === 'holiday' && date.startsWith(`${year}`) && source.startsWith('SKB');
      });
      expect(skb).toHaveLength(17);
    }
    expect(new Set(DECREED.map(({ date }) => date)).size).toBe(DECREED.length);
    for (const { date, kind } of DECREED)
      if (kind === 'cuti_bersama') expect(works(`${date} 12:00`)).toBe(true);
  });

  it('of every year pass the trial on every day', () => {
    const calendar = calendarOf(decreed);
    for (let at = wib('2024-01-01 12:00'); at < wib('2027-01-01 12:00'); at += DAY) {
      expect(dayWithoutWork(at, calendar, at)).toBeNull();
    }
  });
});

describe('the trial', () => {
  const off = (from: string, days: number): CalendarEntry[] =>
    Array.from({ length: days }, (_, i) => ({
      date: new Date(Date.parse(`${from}T00:00:00Z`) + i * DAY).toISOString().slice(0, 10),
      kind: 'holiday',
      knownFrom: 0,
    }));

  // 10 to 21 March are ten weekdays; with the weekends around them the days off begin on the 8th.
  const offUntil = (working: string) =>
    dayWithoutWork(
      wib('2025-03-12 12:00'),
      calendarOf([...off('2025-03-10', 12), { date: working, kind: 'working', knownFrom: 0 }]),
      0,
    );

  it('passes fourteen days off and fails fifteen, naming where they begin', () => {
    expect(offUntil('2025-03-22')).toBeNull();
    expect(offUntil('2025-03-23')).toBe('2025-03-08');
  });
});
