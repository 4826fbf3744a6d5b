import { describe, expect, it } from 'vitest';
import { clockOrDate, clockTime, dayOf, fullDate, shortDate, timeLeft } from '#shared/words/time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** What a reader sees: the no-break spaces are the printer's business. */
const left = (ms: number, locale: 'id' | 'en' = 'id') => timeLeft(ms, locale).replaceAll('\u00a0', ' ');

describe('time left', () => {
  it.each([
    [0, '< 1 mnt'],
    [59_999, '< 1 mnt'],
    [MINUTE, '1 mnt'],
    [42 * MINUTE + 59_999, '42 mnt'],
    [HOUR - 1, '59 mnt'],
    [HOUR, '1 jam'],
    [6 * HOUR, '6 jam'],
    [47 * HOUR + 59 * MINUTE, '47 jam'],
    [48 * HOUR, '2 hr'],
    [7 * DAY - 1, '6 hr'],
  ])('of %i ms reads %s', (ms, words) => {
    expect(left(ms)).toBe(words);
  });

  it.each([
    [-1, '−1 mnt'],
    [-MINUTE, '−1 mnt'],
    [-3 * HOUR, '−3 jam'],
    [-50 * HOUR, '−2 hr'],
  ])('%i ms past the due instant reads %s, with a real minus', (ms, words) => {
    expect(left(ms)).toBe(words);
  });

  it('speaks English', () => {
    expect([42 * MINUTE, 6 * HOUR, -3 * HOUR, 3 * DAY].map((ms) => left(ms, 'en'))).toEqual([
      '42 min',
      '6 h',
      '−3 h',
      '3 d',
    ]);
  });

  it('never parts a number from its unit', () => {
    expect(timeLeft(42 * MINUTE, 'id')).not.toContain(' ');
  });
});

describe('a date', () => {
  const morning = Date.parse('2025-03-10T03:20:00Z');

  it('is written as Indonesians write it, in WIB', () => {
    expect(fullDate(morning, 'id')).toBe('10 Mar 2025 pukul 10.20 WIB');
  });

  it('is written in English with a colon', () => {
    expect(fullDate(morning, 'en')).toBe('10 Mar 2025 at 10:20 WIB');
  });

  it('belongs to the WIB day, not to the UTC day', () => {
    expect(fullDate(Date.parse('2025-12-31T17:00:00Z'), 'id')).toBe('1 Jan 2026 pukul 00.00 WIB');
  });

  it('without a time is a day of WIB', () => {
    expect(dayOf('2025-03-10', 'id')).toBe('10 Mar 2025');
    expect(dayOf('2025-05-01', 'id')).toBe('1 Mei 2025');
  });

  it('names its year only where it is another one', () => {
    expect(shortDate(morning, morning, 'id')).toBe('10 Mar 10.20');
    expect(shortDate(morning, Date.parse('2026-01-01T00:00:00Z'), 'id')).toBe('10 Mar 2025 10.20');
  });

  it('uses the Indonesian names of the months', () => {
    expect(shortDate(Date.parse('2025-05-02T02:05:00Z'), morning, 'id')).toBe('2 Mei 09.05');
    expect(shortDate(Date.parse('2025-08-02T02:05:00Z'), morning, 'id')).toBe('2 Agu 09.05');
  });

  it('of today is only its time, from 00.00 to 23.59 WIB', () => {
    expect(clockOrDate(Date.parse('2025-03-09T17:00:00Z'), morning, 'id')).toBe('00.00');
    expect(clockOrDate(Date.parse('2025-03-09T16:59:00Z'), morning, 'id')).toBe('9 Mar 23.59');
    expect(clockTime(morning, 'en')).toBe('10:20');
  });
});
