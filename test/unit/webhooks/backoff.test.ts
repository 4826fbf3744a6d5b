/** When a message is tried again, and when a receiver is left alone: walked from the first failure to the last. */
import { describe, expect, it } from 'vitest';
import {
  askedRest,
  ILL_AFTER,
  isGivenUp,
  MOST_DEAD,
  restAfter,
  TRIES,
  WAITS,
  waitAfter,
} from '../../../service/messages/backoff.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The chance that leaves a wait as it is. */
const EVEN = 0.5;

describe('a message that is not taken', () => {
  it('is tried eleven times over a little more than a day, each wait longer than the one before', () => {
    expect(TRIES).toBe(11);
    const waits = Array.from({ length: TRIES }, (_, i) => waitAfter(i + 1, EVEN));
    expect(waits).toEqual([
      5 * SECOND,
      30 * SECOND,
      2 * MINUTE,
      10 * MINUTE,
      30 * MINUTE,
      HOUR,
      2 * HOUR,
      4 * HOUR,
      8 * HOUR,
      12 * HOUR,
      null,
    ]);
    const whole = WAITS.reduce((sum: number, wait) => sum + wait, 0);
    expect(whole / DAY).toBeGreaterThan(1);
    expect(whole / DAY).toBeLessThan(1.25);
  });

  it('waits up to a fifth less or more, by chance, in whole milliseconds', () => {
    for (const [i, wait] of WAITS.entries()) {
      expect(waitAfter(i + 1, 0)).toBe(0.8 * wait);
      expect(waitAfter(i + 1, 0.25)).toBe(0.9 * wait);
      expect(waitAfter(i + 1, 0.999_999)).toBe(Math.round((0.8 + 0.4 * 0.999_999) * wait));
      expect(Number.isInteger(waitAfter(i + 1, 1 / 3))).toBe(true);
    }
  });
});

describe('a receiver', () => {
  it('is not ill for four failures in a row: they may be the messages\u2019', () => {
    expect(ILL_AFTER).toBe(5);
    expect([0, 1, 4].map((failures) => restAfter(failures, EVEN))).toEqual([0, 0, 0]);
  });

  it('rests from the fifth on, longer each time, never more than a quarter of an hour', () => {
    expect([5, 6, 7, 8, 9, 10, 15, 100].map((failures) => restAfter(failures, EVEN))).toEqual([
      5 * SECOND,
      30 * SECOND,
      2 * MINUTE,
      10 * MINUTE,
      15 * MINUTE,
      15 * MINUTE,
      15 * MINUTE,
      15 * MINUTE,
    ]);
    expect(restAfter(5, 0)).toBe(4 * SECOND);
  });

  it.each([
    ['0', 0],
    ['1', SECOND],
    ['120', 2 * MINUTE],
    ['3600', HOUR],
    ['3601', HOUR],
    ['999999999', HOUR],
    ['9999999999', 0],
    ['', 0],
    ['-5', 0],
    ['+5', 0],
    ['1.5', 0],
    ['5 seconds', 0],
    ['in 5', 0],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 0],
    [5, 0],
    [null, 0],
    [undefined, 0],
  ])('that asks by Retry-After for %j is given %d ms', (asked, rest) => {
    expect(askedRest(asked)).toBe(rest);
  });

  it('is given up after a day and ten tries without a single success, not before either', () => {
    expect(isGivenUp(10, DAY)).toBe(true);
    expect(isGivenUp(50, 3 * DAY)).toBe(true);
    expect(isGivenUp(9, DAY)).toBe(false);
    expect(isGivenUp(10, DAY - 1)).toBe(false);
    expect(isGivenUp(9, 30 * DAY)).toBe(false);
    expect(isGivenUp(1_000, HOUR)).toBe(false);
  });

  it('is owed no more than a thousand messages that it refused for good', () => {
    expect(MOST_DEAD).toBe(1_000);
  });
});
