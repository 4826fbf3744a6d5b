import { describe, expect, it } from 'vitest';
import {
  type CalendarEntry,
  calendarOf,
  dayWithoutWork,
  isWeekend,
  isWorkingDay,
} from '#shared/deadline/calendar.ts';
import { civilDate } from '#shared/time/zone.ts';
import { DECREED } from '../../../service/rules/calendar/holidays.ts';
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

it('weekends are those of the calendar on the wall, year after year', () => {
  const names = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'Asia/Jakarta' });
  for (let at = wib('2024-01-01 00:00'); at < wib('2027-01-01 00:00'); at += DAY) {
    for (const instant of [at, at + DAY - 1]) {
      const name = names.format(instant);
      expect([name, isWeekend(instant)]).toEqual([name, name === 'Sat' || name === 'Sun']);
    }
  }
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
  const shuffled = entries.toReversed();
  expect([100, 200].map((knownAt) => works('2025-03-10 08:00', shuffled, knownAt))).toEqual([false, true]);
});

it('of two entries made at one instant the one given last counts', () => {
  const entry = (kind: CalendarEntry['kind']): CalendarEntry => ({
    date: '2025-03-10',
    kind,
    knownFrom: 100,
  });
  expect(works('2025-03-10 08:00', [entry('holiday'), entry('working')])).toBe(true);
  expect(works('2025-03-10 08:00', [entry('working'), entry('holiday')])).toBe(false);
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

  it.each([
    ['16 days before it', -16, null],
    ['15 days before it, and end the day before', -15, '2025-02-25'],
    ['that day', 0, '2025-03-12'],
    ['the day after, and end 15 days after it', 1, '2025-03-13'],
    ['two days after it', 2, null],
  ] as const)('looks at fifteen days off that begin %s', (_, start, found) => {
    const around = wib('2025-03-12 12:00');
    // All others are working days, so that only these are off.
    const entries = Array.from({ length: 61 }, (_, i): CalendarEntry => {
      const day = i - 30;
      const kind = day >= start && day < start + 15 ? 'holiday' : 'working';
      return { date: civilDate(around + day * DAY), kind, knownFrom: 0 };
    });
    expect(dayWithoutWork(around, calendarOf(entries), 0)).toBe(found);
  });
});
