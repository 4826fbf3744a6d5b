/** In a city of Papua every day, clock and date is that city's, and nothing is left of Jakarta's seven hours. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workFor } from '#shared/city/here.ts';
import { JAKARTA } from '#shared/city/packs.ts';
import { calendarOf, isWorkingDay } from '#shared/deadline/calendar.ts';
import { nextMonthlyClose } from '#shared/deadline/monthly-close.ts';
import { urgencyOf } from '#shared/deadline/urgency.ts';
import { readInstant } from '#shared/exchange/instant.ts';
import { monthOf, periodOfDays, periodOfMonth } from '#shared/performance/period.ts';
import { findChannel, isOpenChannel } from '#shared/ticket/channel.ts';
import { civilDate, dayCode, startOfDay, toTimestamp } from '#shared/time/zone.ts';
import { wordsOf } from '#shared/words/catalogue.ts';
import { sayIn } from '#shared/words/phrase.ts';
import { clockOrDate, dayOf, fullDate } from '#shared/words/time.ts';
import { fromField, postponeTimes, toField } from '../../../extension/desk/model/until.ts';
import { isQuiet } from '../../../extension/store/hours.ts';
import { EAST } from './east.ts';

/** Half past midnight on Monday the 10th in the east; in Jakarta it is still Sunday. */
const AT = Date.parse('2025-03-09T15:30:00Z');

beforeAll(() => workFor(EAST));
afterAll(() => workFor(JAKARTA));

it('begins its days by its own clock', () => {
  expect(civilDate(AT)).toBe('2025-03-10');
  expect(dayCode(AT)).toBe('250310');
  expect(toTimestamp(AT)).toBe('2025-03-10T00:30:00.000+09:00');
  expect(toTimestamp(startOfDay(AT))).toBe('2025-03-10T00:00:00.000+09:00');
  expect(monthOf(Date.parse('2025-03-31T15:30:00Z'))).toBe('2025-04');
});

it('names its own zone in sentences and times', () => {
  expect(fullDate(AT, 'id')).toBe('10 Mar 2025 pukul 00.30 WIT');
  expect(dayOf('2025-03-10', 'en')).toBe('10 Mar 2025');
  expect(clockOrDate(AT, AT + 60_000, 'en')).toBe('00:30');
  expect(sayIn('id', wordsOf('id'))('people.roster.from')).toBe('Mulai (WIT)');
});

it('reckons periods, limits and working days by it', () => {
  expect(periodOfDays('2025-03-10', '2025-03-10')).toEqual({
    from: Date.parse('2025-03-10T00:00:00+09:00'),
    to: Date.parse('2025-03-10T23:59:59.999+09:00'),
  });
  expect(periodOfMonth('2025-03').from).toBe(Date.parse('2025-03-01T00:00:00+09:00'));
  expect(nextMonthlyClose(AT)).toBe(Date.parse('2025-04-05T00:00:00+09:00'));
  expect(isWorkingDay(AT, calendarOf([]), AT)).toBe(true);
  const tonight = { nextDueAt: Date.parse('2025-03-10T23:59:00+09:00'), sameDayDueAt: null };
  expect(urgencyOf(tonight, AT)).toBe('dueToday');
  expect(urgencyOf({ nextDueAt: Date.parse('2025-03-11T00:30:00+09:00'), sameDayDueAt: null }, AT)).toBe(
    'waiting',
  );
});

it('opens and closes a channel at its own midnight', () => {
  const jaki = findChannel('jaki');
  const opened = Date.parse('2024-01-01T00:00:00+09:00');
  expect(jaki && isOpenChannel(jaki, opened)).toBe(true);
  expect(jaki && isOpenChannel(jaki, opened - 1)).toBe(false);
});

it.each([
  ['2025-03-10 09:15', '2025-03-10T09:15:00.000+09:00'],
  ['10/03/2025', '2025-03-10T00:00:00.000+09:00'],
  [45726.5, '2025-03-10T12:00:00.000+09:00'],
  ['Senin, 10 Maret 2025 pukul 09.15 WIB', '2025-03-10T11:15:00.000+09:00'],
  ['10 Maret 2025 09.15 (WITA)', '2025-03-10T10:15:00.000+09:00'],
  ['10 Maret 2025 09.15 WIT', '2025-03-10T09:15:00.000+09:00'],
])('reads %s of a table by its own clock, unless the table names another', (cell, instant) => {
  const read = readInstant(cell);
  expect(read && toTimestamp(read.at)).toBe(instant);
});

it('puts its time into the fields of the desk, and takes it from there', () => {
  expect(toField(AT)).toBe('2025-03-10T00:30');
  expect(fromField('2025-03-10T00:30')).toBe(AT);
  expect(postponeTimes(AT).map(({ at }) => toTimestamp(at))[0]).toBe('2025-03-11T09:00:00.000+09:00');
  expect(isQuiet({ on: true, from: '00:00', until: '01:00' }, AT)).toBe(true);
});
